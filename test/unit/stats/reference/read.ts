import { readFileSync } from 'node:fs';

/** The columns of one of R's reference tables in this folder, by name. */
export function readReference(name: string): Record<string, number[]> {
  const text = readFileSync(new URL(`./${name}.tsv`, import.meta.url), 'utf8').trimEnd();
  const [header, ...rows] = text.split('\n').map((line) => line.split('\t'));
  const columns: Record<string, number[]> = {};
  header!.forEach((column, i) => {
    columns[column] = rows.map((row) => parse(row[i]!));
  });
  return columns;
}

function parse(field: string): number {
  if (field === 'Inf') return Number.POSITIVE_INFINITY;
  if (field === '-Inf') return Number.NEGATIVE_INFINITY;
  return field === 'NA' ? Number.NaN : Number(field);
}

/** Largest |a - b| / |b|; 0 where both are equal, also at infinity. */
export function worstRelativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i]!;
    const b = expected[i]!;
    if (Object.is(a, b) || a === b) continue;
    worst = Math.max(worst, Math.abs(a - b) / Math.abs(b)); // NaN once, NaN for good
  }
  return worst;
}

/** The rows of a reference table whose fields are text or comma-joined vectors. */
export function readCases(name: string): Record<string, string>[] {
  const text = readFileSync(new URL(`./${name}.tsv`, import.meta.url), 'utf8').replace(/\n$/, '');
  const [header, ...rows] = text.split('\n').map((line) => line.split('\t'));
  return rows.map((row) => Object.fromEntries(header!.map((column, i) => [column, row[i]!])));
}

/** A comma-joined vector; empty text is no number. */
export function vector(text: string | undefined): Float64Array {
  return text === undefined || text === '' ? new Float64Array() : Float64Array.from(text.split(','), parse);
}
