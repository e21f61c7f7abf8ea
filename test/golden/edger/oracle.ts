import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Contrast } from '../../../src/design/contrast.ts';
import type { DesignOptions } from '../../../src/design/design.ts';
import { type CountProblem, type ModelMatrix, makeModelMatrix } from '../../../src/engines/edger/glm/count-problem.ts';
import { sharedPath } from '../../shared.ts';
import { type NumberTable, numberTable, sampleTable } from '../deseq2/oracle.ts';

/** What R wrote beside the tables of edgeR 3.40.2 and 4.4.1 for one design. */
export interface OracleMeta {
  readonly design: string;
  readonly coef: string | readonly string[] | null;
  readonly contrasts: Readonly<Record<string, readonly number[]>> | null;
  readonly coefficients: readonly string[];
  /** [coefficients x contrasts] tested together. */
  readonly multi: readonly (readonly number[])[] | null;
  readonly model_matrix: readonly (readonly number[])[];
  readonly genes_kept: number;
  readonly filtered: boolean;
  readonly exact_pair: readonly [string, string];
  readonly 'common.dispersion': number;
  readonly 'prior.df': number;
  readonly span: number;
  readonly ql_df_prior: number;
  readonly ql_df_prior_notrend: number;
  readonly ql_var_prior_notrend: number;
  readonly classic_common: number;
  readonly classic_prior_df: number;
  readonly treat_lfc: number;
}

/** One of the two routes of edgeR 4. */
export interface Route {
  readonly dispersion: number;
  readonly 'average.ql.dispersion': number;
  readonly 'top.proportion': number | null;
  readonly 'df.prior': number | readonly number[];
}

export interface OracleMeta4 {
  readonly genes_kept: number;
  readonly 'common.dispersion': number;
  readonly 'prior.df': number | readonly number[];
  readonly 'prior.n': number;
  readonly auto: Route;
  readonly est: Route;
  readonly legacy_df_prior: number;
}

export interface Oracle {
  readonly name: string;
  readonly meta: OracleMeta;
  readonly meta4: OracleMeta4;
  readonly geneIds: readonly string[];
  readonly sampleIds: readonly string[];
  readonly counts: Int32Array;
  readonly samples: Readonly<Record<string, readonly string[]>>;
  readonly question: DesignOptions & { readonly design: string; readonly filterByExpr: boolean };
  /** Model matrix of R, [samples x coefficients] row-major. */
  readonly matrix: Float64Array;
  table(part: string): NumberTable;
  has(part: string): boolean;
}

/** Copies of some designs, cut to their first rows; those of other engines hold the same counts. */
const committed = ['oracles', '../limma/oracles', '../deseq2/oracles'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

function locate(file: string): string | undefined {
  return [sharedPath('oracles/de', file), ...committed.map((folder) => `${folder}/${file}`)].find(existsSync);
}

const names = (
  'two_group contrasts4 unequal zero_cells few_genes batch interaction outliers cooks sparse three_level covariate ' +
  'paired pasilla airway'
).split(' ');

/** All public reference designs; those that are not committed are skipped where ../shared is absent. */
export const presentOracles = names.filter(
  (name) => locate(`${name}.counts.tsv.gz`) && locate(`${name}.ql340_fit.tsv.gz`),
);
const absent = names.filter((name) => !presentOracles.includes(name));
export const whyAbsent = absent.length === 0 ? '' : ` (skipped, ../shared is absent: ${absent.join(', ')})`;

const cache = new Map<string, Oracle>();

export function loadOracle(name: string): Oracle {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const meta = readJson(`${name}.de340_meta.json`) as OracleMeta;
  const [header, ...rows] = lines(`${name}.counts.tsv.gz`);
  const [, ...sampleIds] = header!.split('\t');
  const geneIds: string[] = [];
  const counts = new Int32Array(rows.length * sampleIds.length);
  rows.forEach((line, gene) => {
    const [id, ...fields] = line.split('\t');
    geneIds.push(id!);
    fields.forEach((field, j) => {
      counts[gene * sampleIds.length + j] = Number(field);
    });
  });
  const samples = sampleTable(lines(`${name}.samples.tsv.gz`)).columns as Record<string, string[]>;
  const tables = new Map<string, NumberTable>();
  const oracle: Oracle = {
    name,
    meta,
    meta4: (locate(`${name}.de441_meta.json`) && readJson(`${name}.de441_meta.json`)) as OracleMeta4,
    geneIds,
    sampleIds,
    counts,
    samples,
    question: {
      design: meta.design,
      filterByExpr: meta.filtered,
      references: referencesOf(samples, meta.coefficients ?? []),
    },
    matrix: Float64Array.from((meta.model_matrix ?? []).flat()),
    has: (part) => locate(`${name}.${part}.tsv.gz`) !== undefined,
    table(part) {
      const table = tables.get(part) ?? numberTable(lines(`${name}.${part}.tsv.gz`));
      tables.set(part, table);
      return table;
    },
  };
  cache.set(name, oracle);
  return oracle;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(locate(file)!, 'utf8'));
}

function lines(file: string): string[] {
  return gunzipSync(readFileSync(locate(file)!))
    .toString('utf8')
    .trimEnd()
    .split('\n');
}

/** The level of each factor of the design without a coefficient of its own is the reference. */
function referencesOf(samples: Record<string, string[]>, coefficients: readonly string[]): Record<string, string> {
  const references: Record<string, string> = {};
  for (const [variable, values] of Object.entries(samples)) {
    const levels = [...new Set(values)];
    const without = levels.filter((level) => !coefficients.includes(variable + level));
    if (without.length === 1) references[variable] = without[0]!;
  }
  return references;
}

/** The genes that R tested: row numbers in the counts and their counts, [kept x samples]. */
export interface KeptGenes {
  readonly rows: Int32Array;
  readonly counts: Int32Array;
}

export function keptGenes({ counts, sampleIds }: Oracle, isKept: ArrayLike<number>): KeptGenes {
  const m = sampleIds.length;
  const rows = Int32Array.from(Array.from(isKept).flatMap((kept, gene) => (kept === 1 ? [gene] : [])));
  const kept = new Int32Array(rows.length * m);
  rows.forEach((gene, i) => {
    kept.set(counts.subarray(gene * m, (gene + 1) * m), i * m);
  });
  return { rows, counts: kept };
}

/** The genes that R kept, with R's library sizes and factors: where each stage starts from. */
export function keptProblem(oracle: Oracle): { readonly problem: CountProblem; readonly model: ModelMatrix } {
  const { meta, geneIds, sampleIds, matrix } = oracle;
  const samples = sampleIds.length;
  const mask = meta.filtered ? oracle.table('filter').column('keep_design') : new Uint8Array(geneIds.length).fill(1);
  const { rows, counts } = keptGenes(oracle, mask);
  const norm = oracle.table('norm');
  const factors = norm.column('TMM');
  const sizes = norm.column('lib_size').map((size, j) => size * factors[j]!);
  return {
    problem: { genes: rows.length, samples, counts, sizes },
    model: makeModelMatrix(matrix, samples, meta.coefficients.length),
  };
}

/** A comparison that R made: the name of its table and the weights of the coefficients. */
export interface Comparison {
  /** Before `ql340_test`. */
  readonly prefix: string;
  readonly weights: readonly Float64Array[];
  readonly contrast: readonly Contrast[];
}

export function comparisons({ meta }: Oracle): Comparison[] {
  const { coef, contrasts, multi, coefficients } = meta;
  const all: [string, Float64Array[]][] = Object.entries(contrasts ?? {}).map(([name, weights]) => [
    `${name}.`,
    [Float64Array.from(weights)],
  ]);
  if (coef !== null) {
    const names = typeof coef === 'string' ? [coef] : coef;
    all.push(['', names.map((name) => Float64Array.from(coefficients, (other) => Number(other === name)))]);
  }
  if (multi !== null) {
    all.push(['multi.', multi[0]!.map((_, k) => Float64Array.from(multi, (row) => row[k]!))]);
  }
  return all.map(([prefix, weights]) => ({
    prefix,
    weights,
    contrast: weights.map((weight) => ({ kind: 'numeric', weights: [...weight] })),
  }));
}
