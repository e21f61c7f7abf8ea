import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatYaml } from '../../pipeline/study/yaml-source.ts';
import { seedrank } from '../pipeline/small-study.ts';

const demo = fileURLToPath(new URL('../../data-samples/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'seedrank-parity-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, lines: readonly string[]): string => {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return name;
};

// The first genes of the demo, and its sheet with a column of numbers.
const [header, ...rows] = gunzipSync(readFileSync(`${demo}counts.tsv.gz`))
  .toString()
  .trimEnd()
  .split('\n')
  .slice(0, 801);
const genes = rows.map((row) => row.split('\t'));
// One sample of the first gene is an outlier.
genes[0]![8] = '60000';
write('counts.tsv', [header as string, ...genes.map((row) => row.join('\t'))]);
const [head, ...samples] = readFileSync(`${demo}samples.csv`, 'utf8').trimEnd().split('\n') as [string, ...string[]];
write('samples.csv', [`${head},plate`, ...samples.map((row, k) => `${row},${[1, 2, 3, 1][k % 4]}`)]);
const controls = write(
  'controls.txt',
  genes.slice(100, 300).map(([id]) => id as string),
);
const filter = write('filter-by.tsv', [
  'gene\tlargest',
  ...genes.map(([id, ...counts]) => `${id}\t${Math.max(...counts.map(Number))}`),
]);
const sizes = write('sizes.tsv', [
  'sample\tsizeFactor',
  ...samples.map((row, k) => `${row.split(',')[0]}\t${1 + k / 10}`),
]);
const factors = write('factors.tsv', [
  header as string,
  ...genes.map(([id, ...counts], gene) => [id, ...counts.map((_, k) => 1 + ((gene + k) % 7) / 10)].join('\t')),
]);

const levels = { variable: 'condition', target: 'mir9', reference: 'control' };
const contrast = ['--contrast', 'condition,mir9,control'];
const base = ['--reference', 'condition=control'];
const references = { condition: 'control' };
const design = '~ batch + condition';

/** The table of a study with these keys, as `seedrank run` leaves it. */
function byStudy(name: string, keys: object): string {
  const out = join(folder, name);
  mkdirSync(out);
  const study = { counts: '../counts.tsv', samples: '../samples.csv', design, contrasts: [levels], ...keys };
  writeFileSync(join(out, 'study.yml'), `${formatYaml(inFolder(study))}\n`);
  const { code, stderr } = seedrank(out, 'run', 'study.yml', '--until', 'differential', '--threads', '1');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const [contrastOf] = study.contrasts as readonly { id?: string; coef?: string }[];
  const id = contrastOf?.id ?? contrastOf?.coef ?? 'mir9_vs_control';
  return readFileSync(join(out, `results/tables/differential/${id}.deseq2.results.tsv`), 'utf8');
}

/** Files stand beside the study's folder. */
function inFolder(keys: object): { [key: string]: unknown } {
  const files: readonly unknown[] = [controls, filter, sizes, factors];
  return Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [key, files.includes(value) ? `../${value}` : value]),
  );
}

/** The table of `seedrank de` with these flags. */
function byFlags(name: string, flags: readonly string[]): string {
  const files = ['--counts', 'counts.tsv', '--samples', 'samples.csv', '--out', `${name}.tsv`, '--threads', '1'];
  const { code, stderr } = seedrank(folder, 'de', ...files, ...flags);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return readFileSync(join(folder, `${name}.tsv`), 'utf8');
}

let plain = '';
beforeAll(() => {
  plain = byFlags('plain', ['--design', design, ...contrast, ...base]);
});

describe('what a study says, `seedrank de` says with flags, and both give the same bytes', () => {
  it('without any option', () => {
    expect(byStudy('as-it-is', {})).toBe(plain);
  });

  it.each<[name: string, keys: object, flags: string[]]>([
    ['use_t', { use_t: true }, ['--use-t']],
    ['control_genes', { control_genes: controls }, ['--control-genes', controls]],
    ['filter', { filter }, ['--filter', filter]],
    ['p_adjust', { p_adjust: 'holm' }, ['--p-adjust', 'holm']],
    ['size_factors', { size_factors: sizes }, ['--size-factors', sizes]],
    ['poscounts', { size_factors: 'poscounts' }, ['--size-factors', 'poscounts']],
    ['normalization_factors', { normalization_factors: factors }, ['--normalization-factors', factors]],
    ['alpha', { alpha: 0.01 }, ['--alpha', '0.01']],
    ['fit_type', { fit_type: 'mean' }, ['--fit-type', 'mean']],
    ['threshold', { lfc_threshold: 0.5, alternative: 'less' }, ['--lfc-threshold', '0.5', '--alternative', 'less']],
    ['filtering', { independent_filtering: false }, ['--independent-filtering', 'off']],
    ['shrink', { shrink: 'apeglm' }, ['--shrink', 'apeglm']],
    ['lrt', { test: 'lrt', reduced: '~ batch' }, ['--test', 'lrt', '--reduced', '~ batch']],
  ])('%s', (name, keys, flags) => {
    const table = byStudy(name, keys);
    expect(table).toBe(byFlags(name, ['--design', design, ...contrast, ...base, ...flags]));
    expect(table).not.toBe(plain);
  });

  // Outliers are told in groups of three samples or more, which the design of two variables does not have.
  it.each<[name: string, keys: object, flags: string[]]>([
    ['min_replicates', { min_replicates: 3 }, ['--min-replicates', '3']],
    ['cooks', { cooks: 0.5 }, ['--cooks', '0.5']],
    ['cooks-off', { cooks: 'off' }, ['--cooks', 'off']],
  ])('%s, in groups of four', (name, keys, flags) => {
    const grouped = ['--design', '~ condition', ...contrast, ...base];
    const table = byStudy(name, { design: '~ condition', ...keys });
    expect(table).toBe(byFlags(name, [...grouped, ...flags]));
    expect(table).not.toBe(byFlags('grouped', grouped));
  });

  it.each<[name: string, keys: object, flags: string[]]>([
    ['references', { references: { batch: 'B' } }, [...contrast, '--reference', 'condition=control,batch=B']],
    ['coef', { references, contrasts: [{ coef: 'batch_B_vs_A' }] }, [...base, '--coef', 'batch_B_vs_A']],
    [
      'coef_list',
      {
        references,
        contrasts: [
          {
            id: 'sum',
            coef_list: ['batch_B_vs_A', 'condition_mir9_vs_control'],
            coef_list_less: ['Intercept'],
            list_weights: [0.5, -0.25],
          },
        ],
      },
      [...base, '--coef-list', 'batch_B_vs_A,condition_mir9_vs_control:Intercept', '--list-weights', '0.5,-0.25'],
    ],
    ['weights', { references, contrasts: [{ id: 'sum', weights: [0, 1, -1] }] }, [...base, '--weights', '0,1,-1']],
    ['factors', { design: '~ plate + condition', factors: ['plate'] }, [...contrast, ...base, '--factor', 'plate']],
    ['numeric', { design: '~ plate + condition', numeric: ['plate'] }, [...contrast, ...base, '--numeric', 'plate']],
  ])('%s', (name, keys, flags) => {
    const model = 'design' in keys ? (keys.design as string) : design;
    const table = byStudy(name, keys);
    expect(table).toBe(byFlags(name, ['--design', model, ...flags]));
    expect(table).not.toBe(plain);
  });
});

describe('a variable that must be a number', () => {
  it('is refused where it is a label, naming the line of the study and the flag', () => {
    const out = join(folder, 'labels');
    mkdirSync(out);
    const keys = {
      counts: '../counts.tsv',
      samples: '../samples.csv',
      design,
      contrasts: [levels],
      numeric: ['batch'],
    };
    writeFileSync(join(out, 'study.yml'), `${formatYaml(keys)}\n`);
    const says = (where: string) => new RegExp(`DESIGN_NOT_A_NUMBER[\\s\\S]*where {5}.*${where}[\\s\\S]*found {5}A`);
    const run = seedrank(out, 'run', 'study.yml', '--until', 'differential');
    expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(says('study\\.yml:\\d+:\\d+')) });
    const files = ['--counts', 'counts.tsv', '--samples', 'samples.csv', '--out', 'never.tsv'];
    const de = seedrank(folder, 'de', ...files, '--design', design, '--numeric', 'batch');
    expect(de).toMatchObject({ code: 2, stderr: expect.stringMatching(says('--numeric')) });
  });
});
