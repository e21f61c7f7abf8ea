import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { errorsOf } from '../golden/deseq2/errors.ts';
import { loadOracle, type NumberTable } from '../golden/deseq2/oracle.ts';
import { seedrank } from './small-study.ts';

const oracles = fileURLToPath(new URL('../golden/deseq2/oracles/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'seedrank-de-'));

/** Runs `seedrank de` on the committed reference design two_group. */
function de(...args: string[]) {
  const files = ['--counts', `${oracles}two_group.counts.tsv.gz`, '--samples', `${oracles}two_group.samples.tsv.gz`];
  return seedrank(folder, 'de', ...files, '--design', '~ condition', '--reference', 'condition=control', ...args);
}

function readOutput(file: string) {
  const [header, ...rows] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
  const names = header!.split('\t');
  const fields = rows.map((row) => row.split('\t'));
  return {
    names,
    ids: fields.map(([id]) => id),
    column: (name: string) =>
      Float64Array.from(fields, (row) => {
        const field = row[names.indexOf(name)]!;
        if (field === 'TRUE' || field === 'FALSE') return field === 'TRUE' ? 1 : 0;
        return field === 'NA' ? Number.NaN : Number(field);
      }),
  };
}

function worstError(output: ReturnType<typeof readOutput>, reference: NumberTable, names = reference.names) {
  let worst = 0;
  for (const name of names) {
    const errors = errorsOf(output.column(name), reference.column(name), 1e-2);
    expect(errors.missingDiffer, name).toBe(0);
    worst = Math.max(worst, errors.worst);
  }
  return worst;
}

describe('seedrank de', () => {
  it('writes the tables of R, whatever the number of threads', () => {
    const oracle = loadOracle('two_group');
    const outputs = ['--rows', 'rows.tsv', '--size-factors-out', 'factors.tsv', '--vst-out', 'vst.tsv'];
    const more = ['--normalized-out', 'normalized.tsv', '--rlog-out', 'rlog.tsv'];
    expect(de('--out', 'results.tsv', ...outputs, ...more, '--threads', '2').code).toBe(0);
    const results = readOutput('results.tsv');
    expect(results.ids).toEqual(oracle.table('results').ids);
    expect(worstError(results, oracle.table('results'))).toBeLessThan(1e-11);
    expect(worstError(readOutput('rows.tsv'), oracle.table('rows'))).toBeLessThan(1e-9);
    expect(worstError(readOutput('factors.tsv'), oracle.table('size_factors'), ['size_factor'])).toBe(0);
    const vst = readOutput('vst.tsv');
    const reference = oracle.table('vst_first300');
    for (const name of reference.names) {
      expect(errorsOf(vst.column(name).subarray(0, 300), reference.column(name)).worst).toBeLessThan(1e-10);
    }
    for (const file of ['normalized.tsv', 'rlog.tsv']) expect(readOutput(file).names).toEqual(vst.names);
    expect(de('--out', 'single.tsv', '--threads', '1').code).toBe(0);
    expect(readFileSync(join(folder, 'single.tsv'), 'utf8')).toBe(readFileSync(join(folder, 'results.tsv'), 'utf8'));
  });

  it('adds what shrinkage gives', () => {
    expect(de('--shrink', 'normal', '--out', 'normal.tsv').code).toBe(0);
    const names = ['baseMean', 'log2FoldChange', 'lfcSE', 'stat', 'pvalue', 'padj'];
    expect(worstError(readOutput('normal.tsv'), loadOracle('two_group').table('normal'), names)).toBeLessThan(1e-9);
    expect(de('--shrink', 'apeglm', '--out', 'apeglm.tsv').code).toBe(0);
    expect(readOutput('apeglm.tsv').names).toEqual(expect.arrayContaining(['svalue', 'lfcMLE', 'logPvalue']));
  });

  it('tests against a threshold whatever the shrinkage', () => {
    const columnsOf = (...flags: string[]) => {
      expect(de(...flags, '--out', 'shrunken.tsv').code).toBe(0);
      const { column } = readOutput('shrunken.tsv');
      return ['stat', 'pvalue', 'padj', 'logPvalue'].map((name) => [...column(name)]);
    };
    const plain = columnsOf('--lfc-threshold', '1');
    expect(plain).not.toEqual(columnsOf());
    for (const shrink of ['normal', 'apeglm', 'ashr']) {
      expect(columnsOf('--lfc-threshold', '1', '--shrink', shrink), shrink).toEqual(plain);
    }
  });

  it('names one comparison in five ways', () => {
    const ask = (...comparison: string[]) => {
      expect(de(...comparison, '--out', 'asked.tsv').code).toBe(0);
      return Array.from(readOutput('asked.tsv').column('log2FoldChange'));
    };
    const expected = ask();
    expect(ask('--contrast', 'condition,mir9,control')).toEqual(expected);
    expect(ask('--coef', 'condition_mir9_vs_control')).toEqual(expected);
    expect(ask('--coef-list', 'condition_mir9_vs_control')).toEqual(expected);
    expect(ask('--weights', '0,1')).toEqual(expected);
  });

  it('takes size factors, a filter and control genes from files', () => {
    const { geneIds, sampleIds } = loadOracle('two_group');
    expect(de('--out', 'first.tsv', '--size-factors-out', 'factors.tsv').code).toBe(0);
    expect(de('--out', 'second.tsv', '--size-factors', 'factors.tsv').code).toBe(0);
    const [first, second] = ['first.tsv', 'second.tsv'].map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(second).toBe(first);
    writeFileSync(join(folder, 'filter.tsv'), `gene\tx\n${geneIds.map((id, i) => `${id}\t${i % 7}`).join('\n')}\n`);
    expect(de('--out', 'second.tsv', '--filter', 'filter.tsv').code).toBe(0);
    writeFileSync(join(folder, 'controls.txt'), `${geneIds.slice(0, 500).join('\n')}\n`);
    expect(de('--out', 'third.tsv', '--control-genes', 'controls.txt').code).toBe(0);
    expect(readFileSync(join(folder, 'third.tsv'), 'utf8')).not.toBe(first);
    writeFileSync(join(folder, 'short.tsv'), `sample\tsizeFactor\n${sampleIds[0]}\t1\n`);
    expect(de('--out', 'fourth.tsv', '--size-factors', 'short.tsv')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/VALUES_INCOMPLETE[\s\S]*short\.tsv/),
    });
  });

  it.each([
    [['--contrast', 'condition,mir9'], /FLAG_VALUE[\s\S]*--contrast/],
    [['--contrast', 'condition,mir9,none'], /none/],
    [['--coef', 'condition_mir9'], /condition_mir9_vs_control/],
    [['--coef', 'a', '--weights', '0,1'], /COMPARISON_AMBIGUOUS/],
    [['--test', 'lrt'], /--reduced|reduced/],
    [['--fit-type', 'smooth'], /FLAG_VALUE[\s\S]*--fit-type/],
    [['--lfc-threshold', '1e'], /FLAG_VALUE[\s\S]*--lfc-threshold/],
    [['--reference', 'condition'], /FLAG_VALUE[\s\S]*--reference/],
  ])('explains what is wrong with %j', (args, expected) => {
    expect(de('--out', 'wrong.tsv', ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(expected) });
  });
});
