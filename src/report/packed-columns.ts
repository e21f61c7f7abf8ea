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
      /** Natural logarithms of positive numbers that may underflow to 0. */
      readonly logarithms?: ArrayLike<number> | undefined;
      /** Significant decimal digits that are kept, at most 4; 3 by default. */
      readonly digits?: number | undefined;
    }
  | { readonly name: string; readonly decimals: Decimals };

/** Numbers as they are packed, mantissa * 10^exponent. */
interface Decimals {
  readonly mantissas: Int16Array;
  readonly exponents: Int16Array;
}

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
 * The columns, or their first rows, as one block: length of the header (uint32), header as JSON, then the columns.
 *
 * Numbers keep few significant digits: x = mantissa * 10^exponent, |mantissa| < 10^4. Where the logarithm of a positive
 * number is given and the number underflows to 0, it is taken from that: 10^-5000 keeps its place.
 */
export function packColumns(columns: readonly PackableColumn[], rows = lengthOf(columns[0])): Uint8Array {
  const unequal = columns.find((column) => lengthOf(column) !== lengthOf(columns[0]));
  if (unequal !== undefined) throw new RangeError(`column '${unequal.name}' has another length than the first`);
  const packed = columns.map((column) => packColumn(column, rows));
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
  if ('decimals' in column) return column.decimals.mantissas.length;
  return 'integers' in column ? column.integers.length : column.numbers.length;
}

interface Packed {
  readonly header: PackedColumn;
  readonly parts: readonly Uint8Array[];
}

/** The columns with their numbers rounded as they are packed: done once where they are packed several times. */
export function roundNumbers(columns: readonly PackableColumn[]): PackableColumn[] {
  return columns.map((column) => ('numbers' in column ? { name: column.name, decimals: decimalsOf(column) } : column));
}

function packColumn(column: PackableColumn, rows: number): Packed {
  const { name } = column;
  if ('text' in column) return packText(name, column.text, rows);
  if ('integers' in column) {
    return { header: { name, form: 'integers' }, parts: [planesOf(wholeNumbers(column.integers, rows))] };
  }
  const { mantissas, exponents } = 'numbers' in column ? decimalsOf(column) : column.decimals;
  const parts = [mantissas, exponents].map((all) => planesOf(all.subarray(0, rows)));
  return { header: { name, form: 'numbers' }, parts };
}

function wholeNumbers(integers: ArrayLike<number>, rows: number): Int32Array {
  const whole = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = integers[row]!;
    whole[row] = Number.isNaN(value) ? NO_INTEGER : value;
  }
  return whole;
}

function packText(name: string, text: readonly string[], rows: number): Packed {
  const codes = new Map<string, number>();
  const cells = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const word = text[row]!;
    let code = codes.get(word);
    if (code === undefined) {
      if (codes.size === MOST_WORDS) return packLines(name, text.slice(0, rows));
      code = codes.size;
      codes.set(word, code);
    }
    cells[row] = code;
  }
  return { header: { name, form: 'words', words: [...codes.keys()] }, parts: [planesOf(cells)] };
}

function packLines(name: string, text: readonly string[]): Packed {
  const clean = text.some((line) => line.includes('\n')) ? text.map((line) => line.replaceAll('\n', ' ')) : text;
  const bytes = new TextEncoder().encode(clean.join('\n'));
  return { header: { name, form: 'lines', bytes: bytes.length }, parts: [bytes] };
}

function decimalsOf({
  numbers,
  logarithms,
  digits = DEFAULT_DIGITS,
}: Extract<PackableColumn, { readonly numbers: unknown }>): Decimals {
  const mantissas = new Int16Array(numbers.length);
  const exponents = new Int16Array(numbers.length);
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]!;
    if (Number.isNaN(value)) mantissas[row] = MISSING;
    else if (!Number.isFinite(value)) mantissas[row] = value > 0 ? INFINITE : -INFINITE;
    else if (value !== 0) {
      const exponent = decade(Math.abs(value)) + 1 - digits;
      setDecimal(mantissas, exponents, row, scale(value, exponent), exponent);
    } else {
      const logarithm = (logarithms?.[row] ?? Number.NaN) / Math.LN10;
      if (!Number.isFinite(logarithm)) continue;
      const exponent = Math.floor(logarithm) + 1 - digits;
      setDecimal(mantissas, exponents, row, math.pow(10, logarithm - exponent), exponent);
    }
  }
  return { mantissas, exponents };
}

const LOG10_OF_2 = 0.3010299956639812;
const SMALLEST_NORMAL = 2 ** -1022;
const SMALLEST_DECADE = -308;
/** The doubles nearest to powers of ten, from 10^-308. */
const DECADES = Float64Array.from({ length: 618 }, (_, k) => Number(`1e${k + SMALLEST_DECADE}`));
const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * The largest k with 10^k <= size, for a number above 0: from its binary exponent, which leaves two to choose from. Which of
 * two a number gets that lies within a rounding error of a power of ten is all the same: its digits are rounded.
 */
function decade(size: number): number {
  if (size < SMALLEST_NORMAL) return Math.floor(math.log10(size));
  bits[0] = size;
  const lower = Math.floor(((words[1]! >> 20) - 1023) * LOG10_OF_2);
  return size >= DECADES[lower + 1 - SMALLEST_DECADE]! ? lower + 1 : lower;
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
  let mantissa = Math.round(scaled) | 0;
  let power10 = exponent;
  while (mantissa !== 0 && mantissa % 10 === 0) {
    mantissa = (mantissa / 10) | 0;
    power10++;
  }
  mantissas[row] = mantissa;
  exponents[row] = power10;
}

/** The lowest bytes of all values, then the next ones. */
function planesOf({
  buffer,
  byteOffset,
  length,
  BYTES_PER_ELEMENT: size,
}: Uint16Array | Int16Array | Uint32Array | Int32Array): Uint8Array {
  const values = new Uint8Array(buffer, byteOffset, length * size);
  const planes = new Uint8Array(length * size);
  for (let byte = 0, at = 0; byte < size; byte++) {
    for (let from = byte; from < values.length; from += size) planes[at++] = values[from]!;
  }
  return planes;
}
