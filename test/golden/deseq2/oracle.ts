import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Contrast } from '../../../src/design/contrast.ts';
import type { SampleTable } from '../../../src/design/covariate.ts';
import { sharedPath } from '../../shared.ts';

/** What R wrote beside each reference output. */
export interface OracleMeta {
  readonly design: string;
  readonly test: 'Wald' | 'LRT';
  readonly reduced: string | null;
  readonly contrast: readonly (string | readonly string[])[] | null;
  readonly name: string | null;
  readonly lfcThreshold: number;
  readonly altHypothesis: 'greaterAbs' | 'lessAbs' | 'greater' | 'less';
  readonly alpha: number;
  readonly sfType: 'ratio' | 'poscounts' | 'iterate';
  readonly fitType: 'parametric' | 'local' | 'mean';
  readonly coefficients: readonly string[];
  readonly dispPriorVar: number;
  readonly varLogDispEsts: number;
  readonly dispersionCoefficients: { asymptDisp: number; extraPois: number } | [];
  readonly filterThreshold: number;
  readonly filterTheta: number;
  readonly modelMatrix: number[][];
  readonly messages: readonly string[];
  readonly shrinkCoef?: string;
}

/** A table with a name per row; numbers with NA as NaN, TRUE and FALSE as 1 and 0. */
export interface NumberTable {
  readonly ids: readonly string[];
  column(name: string): Float64Array;
  readonly names: readonly string[];
}

export interface Oracle {
  readonly name: string;
  readonly meta: OracleMeta;
  readonly geneIds: readonly string[];
  readonly sampleIds: readonly string[];
  readonly counts: Int32Array;
  readonly samples: SampleTable;
  readonly references: Record<string, string>;
  readonly contrast: Contrast;
  table(part: 'results' | 'rows' | 'size_factors' | 'apeglm' | 'ashr' | 'normal' | 'vst_first300'): NumberTable;
  has(part: string): boolean;
}

const committed = fileURLToPath(new URL('oracles', import.meta.url));

/** Where a reference file lies: the committed copy where there is one, else that of ../shared. */
export function locate(file: string): string | undefined {
  return [`${committed}/${file}`, sharedPath('oracles/de', file)].find(existsSync);
}

/** All public reference designs; airway and pasilla, which are other people's data, are skipped where ../shared is absent. */
const oracleNames = (
  'two_group batch batch_lrt interaction interaction_list outliers cooks sparse three_level three_level_lrt covariate ' +
  'few_genes paired two_group_lfc1 two_group_less two_group_local two_group_mean pasilla airway'
).split(' ');

export const presentOracles = oracleNames.filter((name) => locate(`${name}.meta.json`) && locatePart(name, 'counts'));
const absent = oracleNames.filter((name) => !presentOracles.includes(name));
export const whyAbsent = absent.length === 0 ? '' : ` (skipped, ../shared is absent: ${absent.join(', ')})`;

/** Real data are ten times as large: what takes long on them is tested in test/slow. */
const isReal = (name: string): boolean => name === 'pasilla' || name === 'airway';
export const simulatedOracles = presentOracles.filter((name) => !isReal(name));
export const realOracles = presentOracles.filter(isReal);

/** Of its own, or that of the design it is another analysis of: `two_group_lfc1` has the counts and rows of `two_group`. */
function locatePart(name: string, part: string): string | undefined {
  const own = locate(`${name}.${part}.tsv.gz`);
  if (own !== undefined || !name.includes('_')) return own;
  return locatePart(name.slice(0, name.lastIndexOf('_')), part);
}

const cache = new Map<string, Oracle>();

export function loadOracle(name: string): Oracle {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const meta = JSON.parse(readFileSync(locate(`${name}.meta.json`)!, 'utf8')) as OracleMeta;
  const countLines = linesOf(name, 'counts');
  const [, ...sampleIds] = countLines[0]!.split('\t');
  const geneIds: string[] = [];
  const counts = new Int32Array((countLines.length - 1) * sampleIds.length);
  countLines.slice(1).forEach((line, gene) => {
    const [id, ...fields] = line.split('\t');
    geneIds.push(id!);
    fields.forEach((field, j) => {
      counts[gene * sampleIds.length + j] = Number(field);
    });
  });
  const samples = sampleTable(linesOf(name, 'samples'));
  const tables = new Map<string, NumberTable>();
  const oracle: Oracle = {
    name,
    meta,
    geneIds,
    sampleIds,
    counts,
    samples,
    references: referencesOf(meta),
    contrast: contrastOf(meta),
    has: (part) => locate(`${name}.${part}.tsv.gz`) !== undefined,
    table(part) {
      const table = tables.get(part) ?? numberTable(linesOf(name, part));
      tables.set(part, table);
      return table;
    },
  };
  cache.set(name, oracle);
  return oracle;
}

function linesOf(name: string, part: string): string[] {
  const file = locatePart(name, part);
  if (file === undefined) throw new Error(`there is no reference output ${part} of ${name}`);
  return gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
}

export function sampleTable([header, ...rows]: string[]): SampleTable {
  const [, ...names] = header!.split('\t');
  const fields = rows.map((row) => row.split('\t'));
  return {
    ids: fields.map(([id]) => id!),
    columns: Object.fromEntries(names.map((name, k) => [name, fields.map((row) => row[k + 1]!)])),
  };
}

export function numberTable([header, ...rows]: string[]): NumberTable {
  const [, ...names] = header!.split('\t');
  const fields = rows.map((row) => row.split('\t'));
  return {
    ids: fields.map(([id]) => id!),
    names,
    column(name) {
      const k = names.indexOf(name) + 1;
      if (k === 0) throw new Error(`the reference output has no column ${name}`);
      return Float64Array.from(fields, (row) => numberOf(row[k]!));
    },
  };
}

function numberOf(field: string): number {
  if (field === 'NA') return Number.NaN;
  if (field === 'TRUE' || field === 'FALSE') return field === 'TRUE' ? 1 : 0;
  return Number(field === 'Inf' ? 'Infinity' : field);
}

/** The reference levels R used, read off the coefficient names. */
function referencesOf({ coefficients, design }: OracleMeta): Record<string, string> {
  const references: Record<string, string> = {};
  for (const variable of design.match(/[a-z_]+/g) ?? []) {
    const name = coefficients.find((coefficient) => coefficient.startsWith(`${variable}_`));
    if (name !== undefined) references[variable] = name.slice(name.indexOf('_vs_') + 4);
  }
  return references;
}

function contrastOf({ contrast, name }: OracleMeta): Contrast {
  if (contrast === null) return { kind: 'coefficient', name: name! };
  if (typeof contrast[0] === 'string') {
    const [variable, target, reference] = contrast as string[];
    return { kind: 'levels', variable: variable!, target: target!, reference: reference! };
  }
  const [plus, minus = []] = contrast as string[][];
  return { kind: 'lists', plus: plus!, minus };
}
