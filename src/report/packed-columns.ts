import * as math from '../stats/math/portable.ts';

/**
 * Columns of equal length in few bytes, for the page: numbers with the digits that are shown, text by line or by word. The
 * page's script `page-data` reads the same form; both are described by `PackedHeader`.
 */

/** Text of each row, or numbers with NaN where one is missing. */
export type PackableColumn =
  | { readonly name: string; readonly text: readonly string[] }
  | { readonly name: string; readonly integers: ArrayLike<number> }
  | {
      readonly name: string;
      readonly numbers: ArrayLike<number>;
      /** Of positive numbers that may underflow to 0. */
      readonly log10?: ArrayLike<number> | undefined;
      /** Significant decimal digits that are kept, at most 4; 3 by default. */
      readonly digits?: number | undefined;
    };

export interface PackedHeader {
  readonly rows: number;
  readonly columns: readonly PackedColumn[];
}

/**
 * `lines`: UTF-8, a line a row. `words`: an index into `words` a row, two bytes each. `integers`: four bytes each. `numbers`:
 * mantissas, then decimal exponents, two bytes each. The lowest bytes of all rows come first, then the next ones: so they
 * deflate to a third less.
 */
export type PackedColumn =
  | { readonly name: string; readonly form: 'lines'; readonly bytes: number }
  | { readonly name: string; readonly form: 'words'; readonly words: readonly string[] }
  | { readonly name: string; readonly form: 'integers' }
  | { readonly name: string; readonly form: 'numbers' };

/** Mantissa that stands for a missing number, and for infinities. */
const MISSING = -32768;
const INFINITE = 32767;
/** Integer that stands for a missing number. */
const NO_INTEGER = -2147483648;

/** More different texts than this are written line by line. */
const MOST_WORDS = 4096;
const DEFAULT_DIGITS = 3;

/**
 * The columns as one block: length of the header (uint32), header as JSON, then the columns.
 *
 * Numbers keep few significant digits: x = mantissa * 10^exponent, |mantissa| < 10^4. Where `log10` of a positive number is
 * given and the number underflows to 0, it is taken from its logarithm: 10^-5000 keeps its place.
 */
export function packColumns(columns: readonly PackableColumn[]): Uint8Array {
  const rows = lengthOf(columns[0]);
  const unequal = columns.find((column) => lengthOf(column) !== rows);
  if (unequal !== undefined) throw new RangeError(`column '${unequal.name}' has another length than the first`);
  const packed = columns.map(packColumn);
  const header: PackedHeader = { rows, columns: packed.map(({ header: one }) => one) };
  const head = new TextEncoder().encode(JSON.stringify(header));
  const parts = [planesOf(Uint32Array.of(head.length)), head, ...packed.flatMap(({ parts: own }) => own)];
  const block = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of parts) {
    block.set(part, filled);
    filled += part.length;
  }
  return block;
}

function lengthOf(column: PackableColumn | undefined): number {
  if (column === undefined) return 0;
  if ('text' in column) return column.text.length;
  return 'integers' in column ? column.integers.length : column.numbers.length;
}

interface Packed {
  readonly header: PackedColumn;
  readonly parts: readonly Uint8Array[];
}

function packColumn(column: PackableColumn): Packed {
  const { name } = column;
  if ('numbers' in column) return { header: { name, form: 'numbers' }, parts: packNumbers(column) };
  if ('integers' in column) {
    const integers = Int32Array.from(column.integers, (value) => (Number.isNaN(value) ? NO_INTEGER : value));
    return { header: { name, form: 'integers' }, parts: [planesOf(integers)] };
  }
  const codes = new Map<string, number>();
  for (const text of column.text) {
    if (!codes.has(text)) codes.set(text, codes.size);
    if (codes.size > MOST_WORDS) return packLines(name, column.text);
  }
  const cells = Uint16Array.from(column.text, (text) => codes.get(text)!);
  return { header: { name, form: 'words', words: [...codes.keys()] }, parts: [planesOf(cells)] };
}

function packLines(name: string, text: readonly string[]): Packed {
  const clean = text.map((line) => (line.includes('\n') ? line.replaceAll('\n', ' ') : line));
  const bytes = new TextEncoder().encode(clean.join('\n'));
  return { header: { name, form: 'lines', bytes: bytes.length }, parts: [bytes] };
}

function packNumbers({
  numbers,
  log10,
  digits = DEFAULT_DIGITS,
}: Extract<PackableColumn, { readonly numbers: unknown }>): Uint8Array[] {
  const mantissas = new Int16Array(numbers.length);
  const exponents = new Int16Array(numbers.length);
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]!;
    const logarithm = log10?.[row];
    if (Number.isNaN(value)) mantissas[row] = MISSING;
    else if (!Number.isFinite(value)) mantissas[row] = value > 0 ? INFINITE : -INFINITE;
    else if (value !== 0) {
      const exponent = Math.floor(math.log10(Math.abs(value))) + 1 - digits;
      setDecimal(mantissas, exponents, row, scale(value, exponent), exponent);
    } else if (logarithm !== undefined && Number.isFinite(logarithm)) {
      const exponent = Math.floor(logarithm) + 1 - digits;
      setDecimal(mantissas, exponents, row, math.pow(10, logarithm - exponent), exponent);
    }
  }
  return [planesOf(mantissas), planesOf(exponents)];
}

/** value / 10^exponent, by a power that is a double nearest to a decimal wherever there is one. */
function scale(value: number, exponent: number): number {
  if (exponent > 0) return value / Number(`1e${exponent}`);
  return exponent < -300 ? value * 1e300 * power(-exponent - 300) : value * power(-exponent);
}

const POWERS = Float64Array.from({ length: 309 }, (_, k) => Number(`1e${k}`));

function power(exponent: number): number {
  return POWERS[exponent]!;
}

/** Trailing zeros go to the exponent: equal numbers have equal bytes, and integers few different ones. */
function setDecimal(mantissas: Int16Array, exponents: Int16Array, row: number, scaled: number, exponent: number): void {
  let mantissa = Math.round(scaled);
  let power10 = exponent;
  while (mantissa !== 0 && mantissa % 10 === 0) {
    mantissa /= 10;
    power10++;
  }
  mantissas[row] = mantissa;
  exponents[row] = power10;
}

/** The lowest bytes of all values, then the next ones. */
function planesOf(values: Uint16Array | Int16Array | Uint32Array | Int32Array): Uint8Array {
  const { length, BYTES_PER_ELEMENT: bytes } = values;
  const planes = new Uint8Array(length * bytes);
  for (let byte = 0, at = 0; byte < bytes; byte++) {
    for (let k = 0; k < length; k++) planes[at++] = values[k]! >>> (8 * byte);
  }
  return planes;
}
