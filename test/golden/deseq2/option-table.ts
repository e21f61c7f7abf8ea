import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A table of numbers in the folder options, made by `Rscript make-options.R` there with DESeq2 1.38.3. */
export interface OptionTable {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  column(name: string): number[];
  /** Row-major, NaN for NA. */
  readonly values: readonly number[];
}

export function readOptionFields(name: string): string[][] {
  const bytes = gunzipSync(readFileSync(new URL(`options/${name}.tsv.gz`, import.meta.url)));
  return bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

export function readOptionTable(name: string): OptionTable {
  const [[, ...names], ...rows] = readOptionFields(name) as [string[], ...string[][]];
  const numbers = rows.map(([, ...fields]) => fields.map((field) => (field === 'NA' ? Number.NaN : Number(field))));
  return {
    ids: rows.map(([id]) => id!),
    names,
    column: (column) => numbers.map((row) => row[names.indexOf(column)]!),
    values: numbers.flat(),
  };
}
