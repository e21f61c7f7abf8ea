import { LF } from './field.ts';

/** Only {@link plainText} drops a byte order mark, and only where a file begins. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes that are decoded at once: as much text a cell may keep alive that outlives its table. */
const PIECE = 1 << 16;
/** From this size on a call that copies costs less than a loop. */
const LONG = 64;

/** The UTF-8 text in `bytes[start, end)`; what is no UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return utf8.decode(bytes.subarray(start, end));
}

/** {@link decodeText} of the content of a field, in which quotes may be doubled. */
export function fieldText(bytes: Uint8Array, start: number, end: number, escaped: boolean): string {
  const text = decodeText(bytes, start, end);
  return escaped ? text.replaceAll('""', '"') : text;
}

/** Where the content of cells lies. */
export interface CellSpans {
  readonly start: ArrayLike<number>;
  readonly end: ArrayLike<number>;
  /** Those of them with doubled quotes. */
  readonly escaped: ReadonlySet<number>;
}

/**
 * The text of the cells `first`, `first + stride`, ...: some thousands are copied together, a line end after each, decoded
 * at once and parted again, which takes a half of what decoding one by one does and keeps no text alive but that of cells.
 */
export function decodeCells(
  bytes: Uint8Array,
  spans: CellSpans,
  first: number,
  stride: number,
  rows: number,
): string[] {
  const { start, end, escaped } = spans;
  const cells = new Array<string>(rows);
  for (let row = 0; row < rows; ) {
    const from = row;
    let size = 0;
    for (; row < rows && size < PIECE; row++) size += end[first + row * stride]! - start[first + row * stride]! + 1;
    const texts = utf8.decode(copyCells(bytes, spans, first + from * stride, stride, row - from, size)).split('\n');
    // A quoted cell may hold a line end itself.
    const whole = texts.length === row - from + 1;
    for (let i = from; i < row; i++) {
      const at = first + i * stride;
      cells[i] = whole ? texts[i - from]! : decodeText(bytes, start[at], end[at]);
    }
  }
  for (const at of escaped) {
    const row = (at - first) / stride;
    if (Number.isInteger(row) && row >= 0 && row < rows) cells[row] = cells[row]!.replaceAll('""', '"');
  }
  return cells;
}

function copyCells(
  bytes: Uint8Array,
  { start, end }: CellSpans,
  first: number,
  stride: number,
  rows: number,
  size: number,
): Uint8Array {
  const copy = new Uint8Array(size);
  let filled = 0;
  for (let row = 0, at = first; row < rows; row++, at += stride) {
    const stop = end[at]!;
    let p = start[at]!;
    if (stop - p >= LONG) {
      copy.set(bytes.subarray(p, stop), filled);
      filled += stop - p;
    } else while (p < stop) copy[filled++] = bytes[p++]!;
    copy[filled++] = LF;
  }
  return copy;
}
