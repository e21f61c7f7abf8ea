// Reads rows of counts that are written plainly: fields that hold digits only, text with or without simple quotes.
import { FIELD_BLANK, FIELD_COUNT, FIELD_TEXT } from '../table-kernel-layout';

const LF: u8 = 10;
const CR: u8 = 13;
const SPACE: u8 = 32;
const QUOTE: u8 = 34;

/** Where the last `scanRows` stopped: at `to`, or at the beginning of the row that it could not read. */
export function scanEnd(): usize {
  return end;
}

let end: usize = 0;
/** Behind the field read last. */
let next: usize = 0;
let value: i32 = 0;
let textFrom: usize = 0;
let textTo: usize = 0;

/**
 * Reads rows in [from, to), which ends with a line feed, until one is not plain; returns how many.
 *
 * @param fields i32 [columns]: kind of each field
 * @param counts i32 [rows x counts], written
 * @param texts u32 [rows x 2 texts]: begin and end of each text, relative to `from`, written
 */
export function scanRows(
  from: usize,
  to: usize,
  delimiter: i32,
  columns: i32,
  fields: usize,
  counts: usize,
  texts: usize,
  textsPerRow: i32,
): i32 {
  const separator = <u8>delimiter;
  let rows = 0;
  let p = from;
  while (p < to) {
    end = p;
    if (load<u8>(p) == LF) {
      p++;
      continue;
    }
    if (load<u8>(p) == CR && load<u8>(p, 1) == LF) {
      p += 2;
      continue;
    }
    let target = counts;
    for (let column = 0; column < columns; column++) {
      const field = load<i32>(fields + (<usize>column << 2));
      const kind = field & 3;
      if (kind == FIELD_COUNT) {
        if (!readCount(p)) return rows;
        store<i32>(target, value);
        target += 4;
      } else {
        if (!readText(p, separator)) return rows;
        if (kind == FIELD_BLANK && textTo > textFrom) return rows;
        if (kind == FIELD_TEXT) {
          const slot = texts + (<usize>(field >> 2) << 3);
          store<u32>(slot, <u32>(textFrom - from));
          store<u32>(slot, <u32>(textTo - from), 4);
          if (field == FIELD_TEXT && textTo == textFrom) return rows; // the id, which must not be empty
        }
      }
      p = next;
      if (column < columns - 1 && load<u8>(p++) != separator) return rows;
    }
    if (load<u8>(p) == CR) p++;
    if (load<u8>(p) != LF) return rows;
    p++;
    counts = target;
    texts += <usize>textsPerRow << 3;
    rows++;
  }
  end = p;
  return rows;
}

/** One to seven digits at once: a byte is a digit if it differs from "0" by less than 10. */
// @ts-ignore: decorator
@inline
function readCount(p: usize): bool {
  const bytes = load<u64>(p) ^ 0x3030303030303030;
  const others = ((bytes + 0x7676767676767676) | bytes) & 0x8080808080808080;
  const bits = <i32>ctz(others) & 0x78;
  if (others == 0 || bits == 0) return readLongCount(p);
  // The last digit goes to the highest byte; neighbors are joined to two, four and eight digits.
  let digits = bytes << (64 - bits);
  digits = (digits * 10 + (digits >> 8)) & 0x00ff00ff00ff00ff;
  digits = (digits * 100 + (digits >> 16)) & 0x0000ffff0000ffff;
  value = <i32>(digits * 10000 + (digits >> 32));
  next = p + <usize>(bits >> 3);
  return true;
}

/** Up to nine digits, which cannot overflow. */
function readLongCount(p: usize): bool {
  let sum = 0;
  let q = p;
  for (let digit = <i32>load<u8>(q) - 48; digit >= 0 && digit <= 9; digit = <i32>load<u8>(++q) - 48) {
    if (q - p == 9) return false;
    sum = sum * 10 + digit;
  }
  value = sum;
  next = q;
  return q > p;
}

/** Text up to the delimiter or line end, without spaces around it, or between quotes that hold no quote. */
function readText(p: usize, delimiter: u8): bool {
  let q = p;
  if (load<u8>(p) == QUOTE) {
    for (q = p + 1; load<u8>(q) != QUOTE; q++) if (load<u8>(q) == LF) return false;
    textFrom = p + 1;
    textTo = q;
    next = q + 1;
    return load<u8>(next) != QUOTE;
  }
  for (; ; q++) {
    const c = load<u8>(q);
    if (c == delimiter || c == LF || (c == CR && load<u8>(q, 1) == LF)) break;
  }
  next = q;
  while (p < q && load<u8>(p) == SPACE) p++;
  while (q > p && load<u8>(q - 1) == SPACE) q--;
  textFrom = p;
  textTo = q;
  return true;
}

/** Lines of [from, to), which ends with a line feed, that are not blank. */
export function countLines(from: usize, to: usize): i32 {
  const lineFeeds = i8x16.splat(LF);
  let lines = 0;
  let start = from;
  for (let p = from; p < to; p += 16) {
    for (let found = i8x16.bitmask(i8x16.eq(v128.load(p), lineFeeds)); found != 0; found &= found - 1) {
      const end = p + <usize>ctz(found);
      if (end >= to) break;
      if (end > start && !(end == start + 1 && load<u8>(start) == CR)) lines++;
      start = end + 1;
    }
  }
  return lines;
}
