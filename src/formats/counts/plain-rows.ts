import { LF } from '../bytes/field.ts';
import { align, reserve, tableKernel } from '../delimited/table-kernel.ts';
import { FIELD_BLANK, FIELD_COUNT, FIELD_SKIP, FIELD_TEXT } from '../delimited/table-kernel-layout.ts';
import { ROLE } from './count-columns.ts';
import type { ScanInput } from './scan-input.ts';

/** Bytes that are read at once; they and their counts stay in the cache. */
const PIECE = 1 << 18;
/** Beyond the last byte, which the kernel may look at. */
const MARGIN = 16;

/**
 * Reads rows from the beginning on while they are plain (see `scanRows` of the table kernel), with what `scanCounts` would
 * read from them; returns how many, and where the next row begins.
 */
export function scanPlainRows(
  { bytes, from, delimiter, roles }: ScanInput,
  counts: Int32Array,
  textStart: Uint32Array,
  textEnd: Uint32Array,
): { readonly rows: number; readonly next: number } {
  const kernel = tableKernel();
  const fields = fieldKinds(roles);
  const samples = roles.filter((role) => role === ROLE.count).length;
  const textsPerRow = roles.filter((role) => role === ROLE.id || role === ROLE.text).length;
  const fieldsAt = align(kernel.heapBase());
  const textAt = align(fieldsAt + fields.byteLength);
  let rows = 0;
  let next = from;
  while (next < bytes.length) {
    const end = endOfPiece(bytes, next);
    const size = end - next;
    const countsAt = align(textAt + size + MARGIN);
    const textsAt = align(countsAt + 4 * (size + samples)); // a count and its delimiter take two bytes or more
    reserve(kernel, textsAt + 8 * (size + textsPerRow));
    const { buffer } = kernel.memory;
    new Int32Array(buffer, fieldsAt, fields.length).set(fields);
    new Uint8Array(buffer, textAt, size).set(bytes.subarray(next, end));
    const read = kernel.scanRows(
      textAt,
      textAt + size,
      delimiter,
      roles.length,
      fieldsAt,
      countsAt,
      textsAt,
      textsPerRow,
    );
    counts.set(new Int32Array(buffer, countsAt, read * samples), rows * samples);
    const places = new Uint32Array(buffer, textsAt, 2 * read * textsPerRow);
    for (let i = 0, at = rows * textsPerRow; i < places.length; i += 2, at++) {
      textStart[at] = places[i]! + next;
      textEnd[at] = places[i + 1]! + next;
    }
    rows += read;
    const stop = kernel.scanEnd() - textAt;
    next += stop;
    if (stop < size) break;
  }
  return { rows, next };
}

/** The lines from `from` on that are not blank: at least as many as the table has rows (quoted line ends count too). */
export function countLines(bytes: Uint8Array, from: number): number {
  const kernel = tableKernel();
  const textAt = align(kernel.heapBase());
  let lines = 0;
  for (let start = from; start < bytes.length; ) {
    const end = endOfPiece(bytes, start);
    reserve(kernel, textAt + end - start + MARGIN);
    new Uint8Array(kernel.memory.buffer, textAt, end - start).set(bytes.subarray(start, end));
    lines += kernel.countLines(textAt, textAt + end - start);
    start = end;
  }
  return lines;
}

/** The id comes first among the texts of a row. */
function fieldKinds(roles: Uint8Array): Int32Array {
  let texts = 1;
  return Int32Array.from(roles, (role) => {
    if (role === ROLE.count) return FIELD_COUNT;
    if (role === ROLE.id) return FIELD_TEXT;
    if (role === ROLE.text) return FIELD_TEXT + 4 * texts++;
    return role === ROLE.blank ? FIELD_BLANK : FIELD_SKIP;
  });
}

/** The end of the last line that fits a piece, or of the first if none does. */
function endOfPiece(bytes: Uint8Array, from: number): number {
  if (bytes.length - from <= PIECE) return bytes.length;
  const last = bytes.lastIndexOf(LF, from + PIECE - 1);
  return (last >= from ? last : bytes.indexOf(LF, from)) + 1;
}
