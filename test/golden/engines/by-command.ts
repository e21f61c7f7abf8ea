import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { EngineName } from '../../../src/engines/engine-name.ts';
import { seedrank } from '../../pipeline/small-study.ts';
import { numberTable } from '../deseq2/oracle.ts';
import { compareWith } from '../edger/compare.ts';
import { MISALIGNED_TREAT } from '../edger/misaligned-treat.ts';
import { comparisons, loadOracle, type Oracle } from '../edger/oracle.ts';

const LIMIT = 1e-6;

/** One way to ask, and the columns of R's table that its columns are to equal. */
interface Way {
  readonly engine: EngineName;
  readonly flags?: readonly string[];
  /** Of the tables of R, and which of the two conventions names its contrasts. */
  readonly part: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly except?: Readonly<Record<string, readonly string[]>>;
}

export const ways: readonly Way[] = [
  {
    engine: 'edger-ql',
    part: 'ql441_test',
    columns: { logFC: 'logFC_auto', F: 'F_auto', PValue: 'PValue_auto', FDR: 'FDR_auto' },
  },
  {
    engine: 'edger-ql',
    flags: ['--estimate-dispersions'],
    part: 'ql441_test',
    columns: { logFC: 'logFC_est', F: 'F_est', PValue: 'PValue_est', FDR: 'FDR_est' },
  },
  { engine: 'edger-ql', flags: ['--robust'], part: 'ql441_test', columns: { PValue: 'PValue_robust_auto' } },
  {
    engine: 'edger-ql',
    flags: ['--treat', String(Math.log2(1.2))],
    part: 'ql441_test',
    columns: { PValue: 'PValue_treat_auto' },
    except: MISALIGNED_TREAT.edger4,
  },
  {
    engine: 'edger-ql-legacy',
    part: 'ql340_test',
    columns: { logFC: 'logFC', F: 'F', PValue: 'PValue', FDR: 'FDR' },
  },
  { engine: 'edger-ql-legacy', flags: ['--robust'], part: 'ql340_test', columns: { PValue: 'PValue_robust' } },
  {
    engine: 'edger-ql-legacy',
    flags: ['--treat', String(Math.log2(1.2))],
    part: 'ql340_test',
    columns: { PValue: 'PValue_treat_QL', 'unshrunk.logFC': 'unshrunk_logFC' },
    except: MISALIGNED_TREAT.edger3,
  },
  { engine: 'edger-lrt', part: 'ql340_test', columns: { LR: 'LR', PValue: 'PValue_LRT' } },
  {
    engine: 'edger-lrt',
    flags: ['--treat', String(Math.log2(1.2))],
    part: 'ql340_test',
    columns: { PValue: 'PValue_treat_LRT' },
    except: MISALIGNED_TREAT.edger3,
  },
  { engine: 'edger-exact', part: 'exact', columns: { logFC: 'logFC', logCPM: 'AveLogCPM', PValue: 'PValue' } },
  {
    engine: 'limma-voom',
    part: 'voom2',
    columns: { logFC: 'logFC', AveExpr: 'AveExpr', t: 't', 'P.Value': 'P.Value', B: 'B' },
  },
  {
    engine: 'limma-voom',
    flags: ['--robust'],
    part: 'voom2',
    columns: { t: 't_robust', 'P.Value': 'P_robust', B: 'B_robust' },
  },
  {
    engine: 'limma-voom',
    flags: ['--treat', String(Math.log2(1.2))],
    part: 'voom2',
    columns: { t: 't_treat', 'P.Value': 'P_treat' },
  },
  { engine: 'limma-voom', flags: ['--sample-weights'], part: 'voom_qw', columns: { t: 't', 'P.Value': 'P.Value' } },
  {
    engine: 'limma-trend',
    part: 'trend2',
    columns: { logFC: 'logFC', t: 't', 'P.Value': 'P.Value', B: 'B' },
  },
  { engine: 'limma-trend', flags: ['--robust'], part: 'trend2', columns: { t: 't_robust', 'P.Value': 'P_robust' } },
  { engine: 'voomlmfit', part: 'voom362', columns: { t: 't_voomLmFit', 'P.Value': 'P_voomLmFit' } },
  { engine: 'voomlmfit', flags: ['--robust'], part: 'voom362', columns: { 'P.Value': 'P_voomLmFit_robust' } },
];

/** Columns of `--rows` by the names of R's table of the fit. */
const rowsOf: Readonly<Record<string, readonly [part: string, names: readonly string[]]>> = {
  'edger-ql-legacy': [
    'ql340_fit',
    ['AveLogCPM', 'trended', 'tagwise', 'deviance', 'df_residual', 'df_prior', 'var_prior', 'var_post'],
  ],
  'limma-voom': ['voom2', ['AveExpr', 'sigma', 's2_post', 'df_total']],
};

/** Runs `seedrank de` on the files of a design, and holds the table that it writes to R's. */
export function holdToR(name: string, { engine, flags = [], part, columns, except = {} }: Way): void {
  const oracle = loadOracle(name);
  const folder = writeInput(oracle);
  for (const { asked, prefix, suffix } of questions(oracle, engine)) {
    const file = `${prefix}${part}`;
    if (!oracle.has(file)) continue;
    const table = oracle.table(file);
    const rows = suffix === '' && flags.length === 0 && engine in rowsOf ? ['--rows', 'rows.tsv'] : [];
    const { code, stderr } = seedrank(
      folder,
      'de',
      ...asked,
      '--engine',
      engine,
      ...flags,
      ...rows,
      '--out',
      'out.tsv',
    );
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const result = readTable(join(folder, 'out.tsv'));
    expect(result.ids).toEqual(oracle.geneIds);
    const label = `${name} ${engine} ${flags.join(' ')}${prefix}${suffix}`;
    const { hold } = compareWith(label, table);
    const places = new Map(result.ids.map((id, row) => [id, row]));
    for (const [ours, theirs] of Object.entries(columns)) {
      const column = result.column(ours);
      const values = table.ids.map((id) => column[places.get(id)!]!);
      const isScale = !/value|FDR|AveExpr|logCPM/i.test(ours);
      const theirName = table.names.includes(`${theirs}${suffix}`) ? `${theirs}${suffix}` : theirs;
      hold(ours, values, theirName, LIMIT, { ...(isScale && { floor: 1e-3 }), except: except[name] ?? [] });
    }
    if (rows.length > 0) holdRows(oracle, join(folder, 'rows.tsv'), engine);
  }
}

function holdRows(oracle: Oracle, file: string, engine: string): void {
  const [part, names] = rowsOf[engine]!;
  if (!oracle.has(part)) return;
  const table = oracle.table(part);
  const rows = readTable(file);
  const places = new Map(rows.ids.map((id, row) => [id, row]));
  const { hold } = compareWith(`${oracle.name} ${engine} --rows`, table);
  for (const name of names) {
    const column = rows.column(name);
    hold(
      name,
      table.ids.map((id) => column[places.get(id)!]!),
      name,
      LIMIT,
    );
  }
}

/** What the command is asked on a design: each comparison that R made one by one. */
function questions(oracle: Oracle, engine: EngineName) {
  const { question, meta } = oracle;
  const references = Object.entries(question.references ?? {})
    .filter(([variable]) => new RegExp(`\\b${variable}\\b`).test(meta.design))
    .map(([variable, level]) => `${variable}=${level}`);
  const asked = [
    ...['--counts', 'counts.tsv', '--samples', 'samples.tsv', '--design', meta.design],
    ...(references.length > 0 ? ['--reference', references.join(',')] : []),
    ...(meta.filtered ? [] : ['--filter-by-expr', 'off']),
  ];
  if (engine === 'edger-exact') {
    if (!/^~\s*(0\s*\+\s*)?\w+$/.test(meta.design)) return [];
    const [reference, target] = meta.exact_pair;
    const contrast = ['--contrast', [meta.design.match(/\w+$/)![0], target, reference].join(',')];
    return [{ asked: [...asked, ...contrast], prefix: '', suffix: '' }];
  }
  const isLimma = engine.startsWith('limma') || engine === 'voomlmfit';
  return comparisons(oracle)
    .filter(({ weights }) => weights.length === 1)
    .map(({ prefix, weights }) => ({
      asked: [...asked, '--weights', [...weights[0]!].join(',')],
      prefix: isLimma ? '' : prefix,
      suffix: isLimma && prefix !== '' ? `.${prefix.slice(0, -1)}` : '',
    }));
}

const folders = new Map<string, string>();

function writeInput({ name, geneIds, sampleIds, counts, samples }: Oracle): string {
  const known = folders.get(name);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-engines-'));
  folders.set(name, folder);
  const rows = geneIds.map((id, gene) => [
    id,
    ...counts.subarray(gene * sampleIds.length, (gene + 1) * sampleIds.length),
  ]);
  write(join(folder, 'counts.tsv'), [['gene_id', ...sampleIds], ...rows]);
  const variables = Object.keys(samples);
  const sheet = sampleIds.map((id, j) => [id, ...variables.map((variable) => samples[variable]![j]!)]);
  write(join(folder, 'samples.tsv'), [['sample', ...variables], ...sheet]);
  return folder;
}

function write(file: string, rows: readonly (readonly (string | number)[])[]): void {
  writeFileSync(file, `${rows.map((row) => row.join('\t')).join('\n')}\n`);
}

function readTable(file: string) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const columns = lines[0]!.split('\t');
  const reason = columns.indexOf('left_out');
  const numbers = lines.map((line) =>
    line
      .split('\t')
      .filter((_, k) => k !== reason)
      .join('\t'),
  );
  return numberTable(numbers);
}
