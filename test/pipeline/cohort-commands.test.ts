import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { survive } from '../../pipeline/commands/survive/run-survive.ts';
import { tumorNormal } from '../../pipeline/commands/tumor-normal/run-tumor-normal.ts';
import { verdict } from '../../pipeline/commands/verdict/run-verdict.ts';
import type { GivenFlags } from '../../pipeline/study/options/option-values.ts';
import { pooledTable, survivalTable, tumorNormalTable } from '../../src/artifacts/cohort-tables.ts';
import { Fault } from '../../src/fault.ts';
import { createRandom } from '../../src/stats/random/seeded-random.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-cohorts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, rows: readonly (readonly (string | number)[])[]) => {
  writeFileSync(join(folder, name), `${rows.map((row) => row.join('\t')).join('\n')}\n`);
  return join(folder, name);
};
const out = () => join(folder, 'out');
const bytesOf = (name: string) => readFileSync(join(out(), name));

async function codeOf(work: Promise<void>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  return 'no fault';
}

/** Patients whose hazard falls by `LIFR` (hazard ratio exp(-0.7) per unit) and does not depend on `YAP1`. */
function plantedPatients(n: number) {
  const random = createRandom(9);
  return Array.from({ length: n }, (_, i) => {
    const [lifr, yap] = [random.normal(), random.normal()];
    const time = -Math.log(1 - random.uniform()) / (0.02 * Math.exp(-0.7 * lifr));
    const end = 20 + 100 * random.uniform();
    return {
      id: `P${i + 1}`,
      lifr,
      yap,
      months: Math.min(time, end),
      dead: time <= end,
      age: 40 + Math.floor(40 * random.uniform()),
    };
  });
}

describe('survive', () => {
  const patients = plantedPatients(300);
  const asRows = () =>
    file('cohort.tsv', [
      ['patient', 'LIFR', 'YAP1', 'os_months', 'os_status', 'age'],
      ...patients.map((one) => [one.id, one.lifr, one.yap, one.months, one.dead ? '1:DECEASED' : '0:LIVING', one.age]),
    ]);
  const run = (flags: Partial<GivenFlags<'survive'>> & { readonly expression: string }) =>
    survive({ time: 'os_months', event: 'os_status', out: out(), ...flags });

  it('finds the gene that was planted, alike from one table and from a matrix beside a clinical table', async () => {
    await run({ expression: asRows(), covariates: 'age', cut: 'median' });
    const one = survivalTable.read(bytesOf('survival.tsv'), 'survival.tsv');
    expect(one.genes).toEqual(['LIFR', 'YAP1', 'LIFR', 'YAP1']);
    expect(one.models).toEqual(['univariable', 'univariable', 'adjusted', 'adjusted']);
    expect(one.high[0]).toBeLessThan(0.75);
    expect(one.low[0]).toBeGreaterThan(0.35);
    expect(one.low[1]! < 1 && one.high[1]! > 1).toBe(true);
    expect(one.logRankPvalues[0]).toBeLessThan(1e-4);
    expect(readdirSync(join(out(), 'curves')).sort()).toEqual(
      ['LIFR', 'YAP1'].flatMap((gene) => [`${gene}.os_status.json`, `${gene}.os_status.svg`]),
    );

    const expression = file('matrix.tsv', [
      ['Hugo_Symbol', 'Entrez_Gene_Id', ...patients.map(({ id }) => id)],
      ['LIFR', 3977, ...patients.map(({ lifr }) => lifr)],
      ['YAP1', 10413, ...patients.map(({ yap }) => yap)],
    ]);
    const clinical = file('clinical.tsv', [
      ['PATIENT_ID', 'os_months', 'os_status', 'age'],
      ...[...patients].reverse().map((one) => [one.id, one.months, one.dead ? '1:DECEASED' : '0:LIVING', one.age]),
    ]);
    await run({ expression, clinical, covariates: 'age' });
    const two = survivalTable.read(bytesOf('survival.tsv'), 'survival.tsv');
    for (const [row, coefficient] of one.coefficients.entries())
      expect(two.coefficients[row]).toBeCloseTo(coefficient, 9);
  });

  it('corrects the p-value of a searched cut and never gives the other', async () => {
    await run({ expression: asRows(), cut: 'maxstat' });
    const { logRankStatistics, logRankPvalues, notes } = survivalTable.read(bytesOf('survival.tsv'), 'survival.tsv');
    expect([...logRankStatistics].every(Number.isNaN)).toBe(true);
    expect(logRankPvalues[0]).toBeLessThan(0.001);
    expect(notes[0]).toContain('corrected');
  });

  it('knows a gene that the matrix calls otherwise by the name that was asked for, its cut and curves too', async () => {
    const expression = file('renamed.tsv', [
      ['patient', 'lifr', 'os_months', 'os_status'],
      ...patients.map((one) => [one.id, one.lifr, one.months, one.dead ? '1:DECEASED' : '0:LIVING']),
    ]);
    await run({ expression, genes: 'LIFR', cut: 'median' });
    const { genes, cuts } = survivalTable.read(bytesOf('survival.tsv'), 'survival.tsv');
    expect(genes).toEqual(['LIFR']);
    expect(Number.isNaN(cuts[0])).toBe(false);
    expect(readdirSync(join(out(), 'curves'))).toContain('LIFR.os_status.svg');
  });

  it('asks or refuses before it writes: events, times, columns, genes, cuts', async () => {
    const expression = asRows();
    expect(await codeOf(run({ expression, event: 'age' }))).toBe('EVENT_UNCLEAR');
    expect(await codeOf(run({ expression, time: 'os_month' }))).toBe('CLINICAL_COLUMN');
    expect(await codeOf(run({ expression, genes: 'TP53' }))).toBe('GENES_NOT_FOUND');
    expect(await codeOf(run({ expression, cut: 'best' }))).toBe('CUT_RULE');
    expect(await codeOf(run({ expression, eventValue: 'dead' }))).toBe('EVENT_VALUE');
    const alive = file('alive.tsv', [
      ['patient', 'LIFR', 'os_months', 'os_status'],
      ...patients.slice(0, 20).map((one) => [one.id, one.lifr, one.months, '0:LIVING']),
    ]);
    expect(await codeOf(run({ expression: alive }))).toBe('SURVIVAL_NO_EVENTS');
    expect(readdirSync(folder)).not.toContain('out');
  });
});

describe('tumor-normal', () => {
  const random = createRandom(4);
  /** TCGA-like barcodes, pairs by patient; LIFR is lower by 2 in tumors. */
  const cohort = (name: string, n: number, shift: number) => {
    const samples = Array.from({ length: n }, (_, i) => [`TCGA-A1-${1000 + i}-01A`, `TCGA-A1-${1000 + i}-11A`]).flat();
    const gene = (id: string, effect: number) => [
      id,
      ...samples.map((sample) => 8 + (sample.endsWith('01A') ? effect : 0) + 0.5 * random.normal()),
    ];
    const genes = Array.from({ length: 150 }, (_, g) => gene(`G${g}`, 0));
    return file(name, [['gene', ...samples], gene('LIFR|3977', shift), ...genes]);
  };

  it('finds the gene that was planted in each cohort and pools them under its symbol', async () => {
    const [a, b] = [cohort('a.tsv', 8, -2), cohort('b.tsv', 10, -2)];
    await tumorNormal({ expression: [a, b], genes: 'LIFR,G1', out: out() });
    const table = tumorNormalTable.read(bytesOf('tumor_normal.tsv'), 'tumor_normal.tsv');
    expect(table.genes).toEqual(['LIFR', 'G1', 'LIFR', 'G1']);
    expect(table.cohorts).toEqual(['a', 'a', 'b', 'b']);
    expect([...table.tumors]).toEqual([8, 8, 10, 10]);
    for (const row of [0, 2]) {
      expect(table.low[row]! < -2 && table.high[row]! > -2).toBe(true);
      expect(Math.max(table.moderated[row]!, table.welch[row]!, table.paired[row]!, table.wilcoxon[row]!)).toBeLessThan(
        0.01,
      );
    }
    expect(readFileSync(join(out(), 'forests', 'LIFR.svg'), 'utf8')).toContain('together');
    const pooled = pooledTable.read(bytesOf('pooled.tsv'), 'pooled.tsv');
    expect(pooled.cohorts[0]).toBe(2);
    expect(pooled.high[0]).toBeLessThan(-1);
  });

  it('asks which value is which, and refuses a matrix of one tissue', async () => {
    const expression = [cohort('a.tsv', 3, 0)];
    const clinical = file('samples.tsv', [
      ['sample', 'kind'],
      ...Array.from({ length: 3 }, (_, i) => [
        [`TCGA-A1-${1000 + i}-01A`, 'A'],
        [`TCGA-A1-${1000 + i}-11A`, 'B'],
      ]).flat(),
    ]);
    expect(await codeOf(tumorNormal({ expression, clinical, groups: 'kind', out: out() }))).toBe('TISSUE_UNCLEAR');
    expect(await codeOf(tumorNormal({ expression, groups: 'kind', out: out() }))).toBe('CLINICAL_NONE');
    const tumors = file('tumors.tsv', [
      ['gene', 'TCGA-A1-0001-01A', 'TCGA-A1-0002-01A'],
      ['LIFR', 1, 2],
    ]);
    expect(await codeOf(tumorNormal({ expression: [tumors], out: out() }))).toBe('TISSUE_ONE');
    await tumorNormal({ expression, clinical, groups: 'kind', tumor: 'A', normal: 'B', genes: 'LIFR', out: out() });
    expect(tumorNormalTable.read(bytesOf('tumor_normal.tsv'), 't').tumors[0]).toBe(3);
  });
});

describe('verdict', () => {
  it('refuses a file without cohorts, and a cohort that lies elsewhere, before it writes', async () => {
    const ranking = file('ranking.tsv', [['rank', 'gene_id']]);
    writeFileSync(join(folder, 'none.yml'), 'name: x\n');
    expect(await codeOf(verdict({ from: ranking, cohorts: join(folder, 'none.yml'), out: out() }))).toBe(
      'STUDY_MISSING_KEY',
    );
    writeFileSync(join(folder, 'bad.yml'), 'cohorts:\n  - { name: A, expression: a.tsv, endpoint: OS }\n');
    expect(await codeOf(verdict({ from: ranking, cohorts: join(folder, 'bad.yml'), out: out() }))).toBe(
      'STUDY_UNKNOWN_KEY',
    );
    expect(readdirSync(folder)).not.toContain('out');
  });
});
