import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { sharedPath } from '../../shared.ts';

/** R writes NA as null, and vectors of one number as the number. */
export type Numbers = readonly (number | null)[] | number | null;

// biome-ignore lint/suspicious/noExplicitAny: reference outputs of R have no schema.
export type Oracle = any;

export const readOracle = (name: string): Oracle =>
  JSON.parse(readFileSync(sharedPath('oracles', 'clinical', name), 'utf8'));

export const readSimulated = (): Oracle => JSON.parse(readFileSync(new URL('survival.json', import.meta.url), 'utf8'));

function listOf(values: Numbers): number[] {
  const list = Array.isArray(values) ? values : [values];
  return list.map((value) => (value === null ? Number.NaN : Number(value)));
}

/** Largest |a - b| / max(|b|, floor); NaN must meet NaN. */
function worst(actual: ArrayLike<number>, expected: Numbers, floor = 1e-3): number {
  const wanted = listOf(expected);
  let most = 0;
  for (let i = 0; i < wanted.length; i++) {
    const [a, b] = [actual[i]!, wanted[i]!];
    if (Number.isNaN(a) !== Number.isNaN(b)) return Number.POSITIVE_INFINITY;
    if (a !== b && !Number.isNaN(b)) most = Math.max(most, Math.abs(a - b) / Math.max(Math.abs(b), floor));
  }
  return most;
}

export type Pairs = Readonly<Record<string, readonly [actual: ArrayLike<number> | number, expected: Numbers]>>;

let largest = 0;

/** Names what is off, so that a failure says more than a number. */
export function expectClose(pairs: Pairs, tolerance = 1e-9): void {
  const off = Object.entries(pairs).flatMap(([name, [actual, expected]]) => {
    const error = worst(typeof actual === 'number' ? [actual] : actual, expected);
    if (tolerance <= 1e-9 && error < tolerance) largest = Math.max(largest, error);
    return error < tolerance ? [] : [`${name} is off by ${error}`];
  });
  expect(off).toEqual([]);
}

/** Of all that was compared in this file. */
export const largestError = (): number => largest;

/** Columns of a delimited text by name, cells as they are. */
export function readColumns(path: string, delimiter: string): Map<string, string[]> {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = header.split(delimiter).map((name) => name.replaceAll('"', ''));
  const cells = lines.map((line) => line.replaceAll('"', '').split(delimiter));
  return new Map(names.map((name, column) => [name, cells.map((row) => row[column]!)]));
}

/** NaN for NA and empty cells. */
export const toNumbers = (cells: readonly string[]): Float64Array =>
  Float64Array.from(cells, (cell) => (cell === '' || cell === 'NA' ? Number.NaN : Number(cell)));
