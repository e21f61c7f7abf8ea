import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { SampleTable } from '../../../src/design/covariate.ts';
import { sharedPath } from '../../shared.ts';
import { type NumberTable, numberTable, sampleTable } from '../deseq2/oracle.ts';

/** What R wrote beside the outputs of edgeR and limma. */
export interface LimmaMeta {
  readonly design: string;
  readonly coefficients: readonly string[];
  readonly coef: string | readonly string[] | null;
  /** By name: one weight per coefficient. */
  readonly contrasts: Record<string, number[]> | null;
  readonly model_matrix: number[][];
  readonly genes_in: number;
  readonly genes_kept: number;
  readonly filtered: boolean;
  readonly treat_lfc: number;
  readonly [scalar: string]: unknown;
}

export interface LimmaOracle {
  readonly name: string;
  /** limma 3.54.1. */
  readonly meta: LimmaMeta;
  /** limma 3.62.1. */
  readonly meta362: Record<string, unknown>;
  readonly geneIds: readonly string[];
  readonly sampleIds: readonly string[];
  readonly counts: Int32Array;
  readonly samples: SampleTable;
  table(part: string): NumberTable;
  has(part: string): boolean;
}

const committed = [
  fileURLToPath(new URL('oracles', import.meta.url)),
  fileURLToPath(new URL('../deseq2/oracles', import.meta.url)),
];

function locate(file: string): string | undefined {
  return [...committed.map((folder) => `${folder}/${file}`), sharedPath('oracles/de', file)].find(existsSync);
}

/** All public reference designs with replicates; those that are not committed are skipped where ../shared is absent. */
export const oracleNames = (
  'few_genes unequal zero_cells two_group batch interaction outliers cooks sparse three_level covariate paired ' +
  'contrasts4 pasilla airway'
).split(' ');

export const presentOracles = oracleNames.filter(
  (name) => locate(`${name}.de340_meta.json`) && locate(`${name}.counts.tsv.gz`),
);
const absent = oracleNames.filter((name) => !presentOracles.includes(name));
export const whyAbsent = absent.length === 0 ? '' : ` (skipped, ../shared is absent: ${absent.join(', ')})`;

const cache = new Map<string, LimmaOracle>();

export function loadOracle(name: string): LimmaOracle {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const json = (version: string) => JSON.parse(readFileSync(locate(`${name}.de${version}_meta.json`)!, 'utf8'));
  const tables = new Map<string, NumberTable>();
  const table = (part: string): NumberTable => {
    const found = tables.get(part) ?? readTable(locate(`${name}.${part}.tsv.gz`)!);
    tables.set(part, found);
    return found;
  };
  const counts = table('counts');
  const m = counts.names.length;
  const flat = new Int32Array(counts.ids.length * m);
  counts.names.forEach((sample, j) => {
    counts.column(sample).forEach((count, gene) => {
      flat[gene * m + j] = count;
    });
  });
  const oracle: LimmaOracle = {
    name,
    meta: json('340') as LimmaMeta,
    meta362: json('441') as Record<string, unknown>,
    geneIds: counts.ids,
    sampleIds: counts.names,
    counts: flat,
    samples: sampleTable(readLines(locate(`${name}.samples.tsv.gz`)!)),
    table,
    has: (part) => locate(`${name}.${part}.tsv.gz`) !== undefined,
  };
  cache.set(name, oracle);
  return oracle;
}

/** A gzipped table with a name per row. */
export function readTable(path: string): NumberTable {
  return numberTable(readLines(path));
}

function readLines(path: string): string[] {
  return gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
}

/** JSON has no infinity: R's is written as a text. */
export function scalar(value: unknown): number {
  return value === 'Inf' ? Number.POSITIVE_INFINITY : value === null || value === 'NA' ? Number.NaN : Number(value);
}
