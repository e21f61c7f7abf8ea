import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { errorsOf } from '../golden/deseq2/errors.ts';
import { readOptionTable } from '../golden/deseq2/option-table.ts';
import { seedrank } from '../pipeline/small-study.ts';

const options = fileURLToPath(new URL('../golden/deseq2/options/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'seedrank-de-options-'));
const { ids } = readOptionTable('counts');
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const maxima = ids.map(
  (id, gene) => `${id}\t${Math.max(...readOptionTable('counts').values.slice(15 * gene, 15 * gene + 15))}`,
);
const filter = write('filter.tsv', `gene_id\tmax\n${maxima.join('\n')}\n`);
const controls = write('controls.txt', `${ids.slice(99, 140).join('\n')}\n`);

/** `seedrank de` on the 300 genes and 15 samples that R analyzed with all its options. */
function de(...args: string[]) {
  const files = ['--counts', `${options}counts.tsv.gz`, '--samples', `${options}samples.tsv.gz`];
  return seedrank(folder, 'de', ...files, ...args);
}

function readColumns(file: string): Map<string, Float64Array> {
  const [header, ...rows] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
  const cells = rows.map((row) => row.split('\t'));
  const number = (text: string | undefined) => (text === 'NA' ? Number.NaN : Number(text));
  return new Map(header!.split('\t').map((name, k) => [name, Float64Array.from(cells, (row) => number(row[k]))]));
}

const group = ['--design', '~ group'];
const bOverA = ['--contrast', 'group,b,a'];
const threshold = (value: string, alternative: string) => ['--lfc-threshold', value, '--alternative', alternative];

describe("every option of seedrank de gives R's table", () => {
  it.each<[table: string, args: string[]]>([
    ['group_c_b', [...group, '--contrast', 'group,c,b']],
    ['less_abs', [...group, '--contrast', 'group,c,b', ...threshold('1', 'lessAbs')]],
    ['greater', [...group, '--contrast', 'group,c,b', ...threshold('0.5', 'greater')]],
    ['adjust_BY', [...group, ...bOverA, '--p-adjust', 'BY', '--alpha', '0.05']],
    ['filter_max', [...group, ...bOverA, '--filter', filter, '--alpha', '0.05']],
    ['no_filtering', [...group, ...bOverA, '--independent-filtering', 'off']],
    ['no_cooks', [...group, ...bOverA, '--cooks', 'off']],
    ['cooks_1', [...group, ...bOverA, '--cooks', '1']],
    ['list_values', [...group, '--coef-list', 'group_b_vs_a,group_c_vs_a:Intercept', '--list-weights', '0.5,-0.25']],
    ['numeric', [...group, '--weights', '0,-2,1']],
    ['use_t_stored', [...group, ...bOverA, '--use-t']],
    ['no_replace', [...group, ...bOverA, '--min-replicates', 'off']],
    ['replace_3', [...group, ...bOverA, '--min-replicates', '3']],
    ['means_groupb', ['--design', '~ 0 + group', '--coef', 'groupb']],
    ['age', ['--design', '~ age + group', '--coef', 'age']],
    ['lrt', ['--design', '~ batch + group', '--test', 'lrt', '--reduced', '~ batch']],
    [
      'factors',
      [
        '--design',
        '~ batch + group',
        '--contrast',
        'group,c,b',
        '--normalization-factors',
        `${options}normalization_factors.tsv.gz`,
      ],
    ],
  ])('%s', (table, args) => {
    expect(de(...args, '--out', `${table}.tsv`)).toMatchObject({ code: 0 });
    const [actual, expected] = [readColumns(`${table}.tsv`), readOptionTable(table)];
    for (const name of ['baseMean', 'log2FoldChange', 'lfcSE', 'stat', 'pvalue', 'padj']) {
      const errors = errorsOf(actual.get(name)!, Float64Array.from(expected.column(name)), 1e-2);
      expect(errors.missingDiffer, name).toBe(0);
      expect(errors.worst, name).toBeLessThan(1e-5);
    }
  });

  it.each([
    ['iterate', ['--size-factors', 'iterate'], 1e-6],
    ['control', ['--control-genes', controls], 1e-12],
  ])('size factors: %s', (column, args, limit) => {
    expect(de(...group, ...args, '--out', 'sized.tsv', '--size-factors-out', 'sizes.tsv').code).toBe(0);
    const expected = Float64Array.from(readOptionTable('size_factors').column(column));
    expect(errorsOf(readColumns('sizes.tsv').get('size_factor')!, expected).worst).toBeLessThan(limit);
  });
});

describe('a value that seedrank de cannot use is refused by name, and nothing is written', () => {
  it.each<[args: string[], expected: RegExp]>([
    [['--test', 'score'], /FLAG_VALUE[\s\S]*--test[\s\S]*wald, lrt/],
    [['--test', 'lrt', '--reduced', '~ batch'], /LRT_NOT_NESTED[\s\S]*batch/],
    [['--test', 'lrt', '--reduced', '~ 1', '--lfc-threshold', '1'], /RESULTS_OPTIONS/],
    [['--reduced', '~ 1'], /LRT_REDUCED_UNUSED/],
    [['--alternative', 'larger'], /FLAG_VALUE[\s\S]*--alternative/],
    [['--alternative', 'lessAbs'], /RESULTS_OPTIONS[\s\S]*lessAbs[\s\S]*where {5}--lfc-threshold/],
    [['--lfc-threshold=-1'], /FLAG_VALUE[\s\S]*--lfc-threshold[\s\S]*at least 0/],
    [['--alpha', '2'], /FLAG_VALUE[\s\S]*--alpha[\s\S]*above 0 and below 1/],
    [['--alpha', 'low'], /FLAG_VALUE[\s\S]*--alpha/],
    [['--p-adjust', 'fdr'], /FLAG_VALUE[\s\S]*--p-adjust/],
    [['--shrink', 'lfc'], /FLAG_VALUE[\s\S]*--shrink/],
    [['--shrink', 'apeglm', '--contrast', 'group,c,b'], /SHRINK_NOT_A_COEFFICIENT/],
    [['--cooks', 'maybe'], /FLAG_VALUE[\s\S]*--cooks/],
    [['--cooks=-1'], /FLAG_VALUE[\s\S]*--cooks[\s\S]*above 0/],
    [['--min-replicates', '2'], /FLAG_VALUE[\s\S]*--min-replicates/],
    [['--independent-filtering', 'maybe'], /FLAG_VALUE[\s\S]*--independent-filtering/],
    [['--weights', '1'], /CONTRAST_WEIGHTS[\s\S]*group_b_vs_a/],
    [['--weights', '0,a,1'], /FLAG_VALUE[\s\S]*--weights/],
    [['--coef-list', 'a:b:c'], /FLAG_VALUE[\s\S]*--coef-list/],
    [['--coef-list', 'group_d_vs_a'], /CONTRAST_COEFFICIENT_ABSENT[\s\S]*group_d_vs_a/],
    [['--coef-list', 'group_b_vs_a', '--list-weights', '1,-1,1'], /FLAG_VALUE[\s\S]*--list-weights/],
    [['--list-weights', '1,-1'], /FLAG_VALUE[\s\S]*--list-weights/],
    [['--size-factors', 'absent.tsv'], /FILE_MISSING[\s\S]*absent\.tsv/],
    [['--size-factors', 'iterate', '--control-genes', controls], /SIZE_FACTORS_ITERATE/],
    [['--control-genes', write('unknown.txt', 'nowhere\n')], /CONTROL_GENES[\s\S]*nowhere/],
    [['--filter', write('short.tsv', 'gene\tx\ng001\t1\n')], /VALUES_INCOMPLETE[\s\S]*g002/],
    [['--normalization-factors', write('one.tsv', 'gene\ts01\ng001\t1\n')], /TABLE_COLUMN_ABSENT[\s\S]*s02/],
    [['--reference', 'group=d'], /DESIGN_REFERENCE_ABSENT[\s\S]*\bd\b/],
    [['--factor', 'stage'], /DESIGN_REFERENCE_UNKNOWN[\s\S]*stage/],
    [['--threads', '0'], /FLAG_VALUE[\s\S]*--threads/],
    [['--rows', 'absent/rows.tsv'], /OUTPUT_NO_FOLDER[\s\S]*absent/],
  ])('%j', (args, expected) => {
    expect(de(...group, '--out', 'wrong.tsv', ...args)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(expected),
    });
    expect(readdirSync(folder).filter((file) => file.includes('wrong') || file.startsWith('.'))).toEqual([]);
  });
});
