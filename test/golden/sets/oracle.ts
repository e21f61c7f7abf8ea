import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sharedPath } from '../../shared.ts';

/** A ranked list: [genes] names and values. */
export interface Ranks {
  readonly ids: readonly string[];
  readonly statistic: Float64Array;
}

export interface NamedRows {
  readonly name: string;
  readonly rows: Int32Array;
}

export function oraclePath(file: string): string {
  return sharedPath('oracles', 'clinical', file);
}

export function readOracle<T>(file: string): T {
  return JSON.parse(readFileSync(oraclePath(file), 'utf8'));
}

export function readRanks(file: string): Ranks {
  const rows = linesOf(oraclePath(file)).map((line) => line.split('\t'));
  return { ids: rows.map(([id]) => id!), statistic: Float64Array.from(rows, ([, value]) => Number(value)) };
}

/** Sets of a GMT file as rows of the genes `ids`, symbols as they are. */
export function readSets(path: string, ids: readonly string[]): NamedRows[] {
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  return linesOf(path).map((line) => {
    const [name, , ...genes] = line.split('\t');
    const rows = [...new Set(genes)].map((gene) => rowOf.get(gene)).filter((row) => row !== undefined);
    return { name: name!, rows: Int32Array.from(rows).sort() };
  });
}

/** Largest relative difference of `got` from `wanted`. */
export function worstDifference(got: ArrayLike<number>, wanted: readonly number[]): number {
  return wanted.reduce((worst, value, i) => Math.max(worst, Math.abs(got[i]! - value) / Math.abs(value || 1)), 0);
}

export function linesOf(path: string): string[] {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim().split('\n');
}
