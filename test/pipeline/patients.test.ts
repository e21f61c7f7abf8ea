import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openInput } from '../../pipeline/files/open-input.ts';
import { askCohort } from '../../src/analyses/cohorts/ask-cohort.ts';
import { pooledTable, survivalTable } from '../../src/artifacts/cohort-tables.ts';
import { curveFile } from '../../src/artifacts/curve-file.ts';
import { type VerdictValues, verdictTable } from '../../src/artifacts/verdict-table.ts';
import { createRandom } from '../../src/stats/random/seeded-random.ts';
import { hasShared, sharedPath, whyShared } from '../shared.ts';
import { run, type SmallStudy, seedrank, smallStudy } from './small-study.ts';

const GENES = 250;
/** Log2 difference in tumors, and log hazard ratio per standard deviation, of the first targets; of others none. */
const PLANTED: Readonly<Record<string, readonly [tissue: number, hazard: number]>> = {
  gene0: [-2, -0.7],
  gene5: [2, 0.7],
  gene10: [-2, 0],
  gene15: [0, -0.7],
};

const COHORTS = `cohorts:
  - name: tissues
    expression: tissues.tsv
    clinical: tissue_samples.tsv
    groups: kind
  - name: patients
    expression: patients.tsv
    clinical: clinical.tsv
    endpoints: { OS: { time: os_months, event: os_status } }
    covariates: [age]
  - name: others
    expression: others.tsv
    clinical: other_clinical.tsv
    endpoints: { OS: { time: os_months, event: os_status }, RFS: { time: rfs_months, event: rfs_status } }
`;
const STUDY = `name: small
counts: counts.tsv
samples: samples.csv
design: ~ condition
contrasts:
  - { variable: condition, target: mir9, reference: control }
mirna: hsa-miR-9-5p
utrs: utrs.fa
`;

/** Tables of three tiny cohorts: 20 tumors and 20 normal samples; twice 300 patients with survival that depends on some genes. */
function cohortFiles(): Readonly<Record<string, string>> {
  const random = createRandom(3);
  const names = Array.from({ length: GENES }, (_, g) => `gene${g}`);
  const table = (rows: readonly (readonly (string | number)[])[]) =>
    `${rows.map((row) => row.join('\t')).join('\n')}\n`;
  const samples = Array.from({ length: 40 }, (_, i) => `S${i}`);
  const tissues = names.map((gene) => [
    gene,
    ...samples.map((_, i) => (8 + (i < 20 ? (PLANTED[gene]?.[0] ?? 0) : 0) + 0.6 * random.normal()).toFixed(4)),
  ]);
  const [one, two] = [survivalFiles('P'), survivalFiles('Q')];

  function survivalFiles(letter: string) {
    const patients = Array.from({ length: 300 }, (_, i) => `${letter}${i}`);
    const values = names.map(() => patients.map(() => random.normal()));
    const clinical = patients.map((patient, i) => {
      const risk = names.reduce((sum, gene, g) => sum + (PLANTED[gene]?.[1] ?? 0) * values[g]![i]!, 0);
      const time = -Math.log(1 - random.uniform()) / (0.02 * Math.exp(risk));
      const end = 20 + 100 * random.uniform();
      const [months, status] = [Math.min(time, end).toFixed(3), time <= end ? '1:DECEASED' : '0:LIVING'];
      return [patient, months, status, months, time <= end ? '1:Recurred' : '0:DiseaseFree', 40 + random.integer(40)];
    });
    return {
      expression: table([
        ['gene', ...patients],
        ...values.map((row, g) => [names[g]!, ...row.map((x) => (8 + x).toFixed(4))]),
      ]),
      clinical: table([['PATIENT_ID', 'os_months', 'os_status', 'rfs_months', 'rfs_status', 'age'], ...clinical]),
    };
  }
  return {
    'tissues.tsv': table([['gene', ...samples], ...tissues]),
    'tissue_samples.tsv': table([
      ['sample', 'kind'],
      ...samples.map((sample, i) => [sample, i < 20 ? 'tumor' : 'normal']),
    ]),
    'patients.tsv': one.expression,
    'clinical.tsv': one.clinical,
    'others.tsv': two.expression,
    'other_clinical.tsv': two.clinical,
  };
}

describe('a study with cohorts', () => {
  let study: SmallStudy;
  let verdicts: VerdictValues;
  const contrast = 'mir9_vs_control';
  const bytes = (name: string) => readFileSync(join(study.results, 'tables', 'patients', `${contrast}.${name}`));
  const text = (name: string) => verdicts.more!.get(name) as readonly string[];
  const numbers = (name: string) => verdicts.more!.get(name) as Float64Array;
  const rowOf = (gene: string) => verdicts.genes.indexOf(gene);

  beforeAll(() => {
    study = smallStudy({ 'study.yml': STUDY + COHORTS, ...cohortFiles() }, GENES);
    const { code, stderr } = run(study);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    verdicts = verdictTable.read(bytes('verdict.tsv'), 'verdict.tsv');
  });

  it('supports what was planted, contradicts what was planted the other way, and says how often chance does', () => {
    const judged = (what: string) => Object.keys(PLANTED).map((gene) => text(`${what}:judgement`)[rowOf(gene)]);
    expect(judged('tumor_normal')).toEqual(['supported', 'contradicted', 'supported', 'inconclusive']);
    expect(judged('OS')).toEqual(['supported', 'contradicted', 'inconclusive', 'supported']);
    const nulls = verdicts.genes.flatMap((gene, row) => (gene in PLANTED ? [] : [row]));
    for (const what of ['tumor_normal', 'OS']) {
      const wrong = nulls.filter((row) => /supported|contradicted/.test(text(`${what}:judgement`)[row]!));
      expect(wrong.length).toBeLessThanOrEqual(0.05 * nulls.length);
    }
    const candidates = verdicts.groups.filter((group) => group === 'candidate').length;
    expect(verdicts.groups.filter((group) => group === 'control').length).toBe(candidates);
    expect(new Set(verdicts.geneIds).size).toBe(verdicts.geneIds.length);
  });

  it('says of what is inconclusive which effect would have been found', () => {
    const row = rowOf('gene15');
    const [low, high] = [numbers('tumor_normal:low')[row]!, numbers('tumor_normal:high')[row]!];
    expect(low < 0 && high > 0).toBe(true);
    expect(numbers('tumor_normal:n')[row]).toBe(40);
    // (z_0.975 + z_0.8) of a difference of two means of 20 with standard deviation 0.6.
    expect(numbers('tumor_normal:detectable')[row]).toBeGreaterThan(0.35);
    expect(numbers('tumor_normal:detectable')[row]).toBeLessThan(0.75);
  });

  it('pools cohorts an endpoint, and does not mix endpoints or models', () => {
    const pooled = pooledTable.read(bytes('pooled.tsv'), 'pooled.tsv');
    const cohortsOf = (what: string) =>
      pooled.cohorts[pooled.genes.findIndex((gene, i) => gene === 'gene0' && pooled.questions[i] === what)];
    expect(['tumor_normal', 'OS', 'OS:adjusted', 'RFS'].map(cohortsOf)).toEqual([1, 2, 1, 1]);
    const table = survivalTable.read(bytes('patients.survival.tsv'), 's');
    const at = table.genes.findIndex((gene, i) => gene === 'gene0' && table.models[i] === 'adjusted');
    expect(numbers('OS:adjusted:estimate')[rowOf('gene0')]).toBeCloseTo(table.coefficients[at]!, 12);
    expect(numbers('OS:adjusted:n')[rowOf('gene0')]).toBe(300);
  });

  it('keeps the curves of the first candidates', () => {
    const curves = curveFile.parse(bytes('patients.curves.json'), 'curves.json');
    expect(new Set(curves.map(({ gene }) => gene)).size).toBe(6);
    const [first] = curves;
    expect(first!.groups.map(({ patients }) => patients).reduce((a, b) => a + b)).toBe(300);
    expect(first!.groups[0]!.atRisk[0]).toBe(first!.groups[0]!.patients);
  });

  it('runs only what a cohort or the assumption changes', () => {
    writeFileSync(join(study.folder, 'study.yml'), `${STUDY}targets_in_tumors: higher\n${COHORTS}`);
    const { executed } = run(study);
    expect(executed).toEqual(expect.arrayContaining([`verdict[${contrast}]`]));
    expect(executed.filter((id) => id.startsWith('patients'))).toEqual([]);
    const turned = verdictTable.read(bytes('verdict.tsv'), 'verdict.tsv');
    const judged = (one: VerdictValues) => one.more!.get('tumor_normal:judgement') as readonly string[];
    expect(judged(turned)[rowOf('gene0')]).toBe('contradicted');
    writeFileSync(
      join(study.folder, 'study.yml'),
      `${STUDY}targets_in_tumors: higher\n${COHORTS.replace('[age]', '[]').replace('    covariates: []\n', '')}`,
    );
    expect(run(study).executed.filter((id) => id.startsWith('patients'))).toEqual([`patients[${contrast}/patients]`]);
  });

  it('refuses cohorts that cannot be used before any work, with their line', () => {
    const refused = (cohorts: string) => {
      writeFileSync(join(study.folder, 'study.yml'), STUDY + cohorts);
      const { code, stderr } = seedrank(study.folder, 'run', 'study.yml');
      expect(code).toBe(2);
      return stderr;
    };
    expect(refused(COHORTS.replace('patients.tsv', 'patient.tsv'))).toMatch(/study\.yml:15:17[\s\S]*patients\.tsv/);
    expect(refused(COHORTS.replace('name: others', 'name: patients'))).toMatch(/COHORT_TWICE|the same name/);
    expect(refused(COHORTS.replace('    groups: kind\n', ''))).toMatch(/endpoints/);
    expect(refused(COHORTS.replace('groups:', 'group:'))).toMatch(/a cohort has no key group/);
    expect(refused(COHORTS.replace('RFS:', 'tumor_normal:'))).toMatch(/an endpoint of another name/);
    expect(refused(COHORTS.replace('event: os_status', 'evnt: os_status'))).toMatch(/no key evnt|does not say/);
    expect(refused(COHORTS.replace('name: tissues', 'name: ../tissues'))).toMatch(/letters, digits/);
  });
});

describe.skipIf(!hasShared)(`a public cohort${whyShared}`, () => {
  it('answers of LIFR, in a table with patients in rows, what R does, and leaves out genes that it lacks', async () => {
    const expression = openInput(sharedPath('data', 'clinical', 'metabric_lifr', 'metabric_lifr.tsv'));
    const os = { name: 'OS', time: 'os_months', event: 'os_event', eventValues: undefined, unit: undefined };
    const covariates = ['age', 'grade', 'tumor_size', 'nodes_pos', 'er'];
    const answer = await askCohort(
      { name: 'METABRIC', expression },
      { endpoints: [{ ...os, strata: undefined }], covariates },
      ['LIFR', 'YAP1'],
      1,
    );
    const [alone, adjusted, ...more] = answer.survival[0]!.models;
    expect([alone!.geneId, adjusted!.model, more.length]).toEqual(['LIFR', 'adjusted', 0]);
    expect([alone!.hazardRatio, alone!.low, alone!.high].map((x) => x.toFixed(3))).toEqual(['0.859', '0.804', '0.918']);
    expect([adjusted!.hazardRatio.toFixed(2), adjusted!.pvalue.toFixed(2)]).toEqual(['0.94', '0.08']);
    expect(answer.curves).toHaveLength(1);
    expect(answer.notes.join('\n')).toContain('not in the matrix: YAP1');
  });
});
