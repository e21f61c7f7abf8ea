export const LF = 10;
export const CR = 13;
export const QUOTE = 34;
const SPACE = 32;

/** Where a field lies in the bytes; one is reused for all fields. */
export interface Field {
  /** First byte of the content, inside the quotes, without surrounding spaces. */
  start: number;
  /** One past the last byte of the content. */
  end: number;
  /** The delimiter or line end that closes the field. */
  next: number;
  /** The content holds doubled quotes. */
  escaped: boolean;
}

export const newField = (): Field => ({ start: 0, end: 0, next: 0, escaped: false });

/**
 * Finds the field that begins at `from`: plain up to the delimiter or line end, or in double quotes with `""` for a quote
 * (RFC 4180), which may hold delimiters and line ends. Returns false when a quote is not closed or is followed by text.
 * The bytes must end with a line feed, which makes every plain field end inside them; without one it returns false.
 */
export function readField(bytes: Uint8Array, from: number, delimiter: number, field: Field): boolean {
  field.escaped = false;
  let p = from;
  if (bytes[p] === QUOTE) {
    field.start = ++p;
    for (;;) {
      if (p >= bytes.length) return false;
      if (bytes[p] !== QUOTE) p++;
      else if (bytes[p + 1] === QUOTE) {
        field.escaped = true;
        p += 2;
      } else break;
    }
    field.end = p++;
    while (bytes[p] === SPACE && delimiter !== SPACE) p++;
    field.next = p;
    return bytes[p] === delimiter || isLineEnd(bytes, p);
  }
  // Nearly all bytes lie above those that may end a field: one comparison each.
  const highest = delimiter > CR ? delimiter : CR;
  for (;;) {
    while (bytes[p]! > highest) p++;
    const c = bytes[p];
    if (c === undefined) return false;
    if (c === delimiter || c === LF || (c === CR && bytes[p + 1] === LF)) break;
    p++;
  }
  field.next = p;
  let start = from;
  let end = p;
  while (start < end && bytes[start] === SPACE) start++;
  while (end > start && bytes[end - 1] === SPACE) end--;
  field.start = start;
  field.end = end;
  return true;
}

export function isLineEnd(bytes: Uint8Array, p: number): boolean {
  return bytes[p] === LF || (bytes[p] === CR && bytes[p + 1] === LF);
}

/** The byte after the line end at `p`. */
export function afterLineEnd(bytes: Uint8Array, p: number): number {
  return bytes[p] === CR ? p + 2 : p + 1;
}
