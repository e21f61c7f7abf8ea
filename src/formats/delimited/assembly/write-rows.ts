// Writes rows of a delimited table as UTF-8.
import {
  KIND_DOUBLE,
  KIND_INTEGER,
  WORD_BYTES,
  WORD_INFINITE,
  WORD_LINE_END,
  WORD_MINUS_INFINITE,
  WORD_MISSING,
  WORD_SEPARATOR,
} from '../table-kernel-layout';
import { digits, exponent, shortestDecimal } from './shortest-decimal';

/** "00" to "99" */
const PAIRS = memory.data<u8>([
  48,48,48,49,48,50,48,51,48,52,48,53,48,54,48,55,48,56,48,57,49,48,49,49,49,50,49,51,49,52,49,53,49,54,49,55,49,56,49,57,
  50,48,50,49,50,50,50,51,50,52,50,53,50,54,50,55,50,56,50,57,51,48,51,49,51,50,51,51,51,52,51,53,51,54,51,55,51,56,51,57,
  52,48,52,49,52,50,52,51,52,52,52,53,52,54,52,55,52,56,52,57,53,48,53,49,53,50,53,51,53,52,53,53,53,54,53,55,53,56,53,57,
  54,48,54,49,54,50,54,51,54,52,54,53,54,54,54,55,54,56,54,57,55,48,55,49,55,50,55,51,55,52,55,53,55,54,55,55,55,56,55,57,
  56,48,56,49,56,50,56,51,56,52,56,53,56,54,56,55,56,56,56,57,57,48,57,49,57,50,57,51,57,52,57,53,57,54,57,55,57,56,57,57,
]);

let words: usize = 0;

/**
 * Writes rows at `target`; returns the address behind them. `table` holds (kind, address), i32, of each column, `wordsAt`
 * what stands between cells, behind rows and for what is no finite number.
 */
export function writeRows(rows: i32, columns: i32, table: usize, wordsAt: usize, target: usize): usize {
  words = wordsAt;
  let p = target;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const entry = table + (<usize>column << 3);
      const kind = load<i32>(entry);
      const data = <usize>load<u32>(entry, 4);
      if (column > 0) p = writeWord(WORD_SEPARATOR, p);
      if (kind == KIND_DOUBLE) p = writeDouble(load<f64>(data + (<usize>row << 3)), p);
      else if (kind == KIND_INTEGER) p = writeInteger(load<i32>(data + (<usize>row << 2)), p);
      else p = writeText(entry, data, p);
    }
    p = writeWord(WORD_LINE_END, p);
  }
  return p;
}

// @ts-ignore: decorator
@inline
function writeWord(word: i32, p: usize): usize {
  const at = words + <usize>(word * WORD_BYTES);
  const length = <usize>load<u8>(at);
  for (let k: usize = 1; k <= length; k++) store<u8>(p++, load<u8>(at + k));
  return p;
}

/** Copies one cell and leaves the column at the next. */
function writeText(entry: usize, data: usize, p: usize): usize {
  let q = data;
  for (let byte = load<u8>(q); byte != 0; byte = load<u8>(++q)) store<u8>(p++, byte);
  store<u32>(entry, <u32>(q + 1), 4);
  return p;
}

function writeInteger(value: i32, p: usize): usize {
  if (value < 0) store<u8>(p++, 45);
  return writeDigits(<u64>abs(<i64>value), p);
}

/** As Number::toString, but for what is not finite. */
function writeDouble(value: f64, p: usize): usize {
  if (isNaN(value)) return writeWord(WORD_MISSING, p);
  if (value == 0.0) {
    store<u8>(p, 48);
    return p + 1;
  }
  const size = abs(value);
  if (size == Infinity) return writeWord(value > 0.0 ? WORD_INFINITE : WORD_MINUS_INFINITE, p);
  if (value < 0.0) store<u8>(p++, 45);
  shortestDecimal(size);
  const count = digitCount(digits);
  const point = count + exponent; // digits before the decimal point
  if (point > 21 || point < -5) return writeScientific(count, point - 1, p);
  if (exponent >= 0) return writeZeros(exponent, writeDigits(digits, p));
  if (point <= 0) {
    store<u16>(p, 0x2e30); // 0.
    return writeDigits(digits, writeZeros(-point, p + 2));
  }
  const end = writeDigits(digits, p + 1);
  memory.copy(p, p + 1, point);
  store<u8>(p + point, 46);
  return end;
}

function writeScientific(count: i32, power: i32, p: usize): usize {
  const end = writeDigits(digits, p + 1);
  store<u8>(p, load<u8>(p + 1));
  let q = end;
  if (count > 1) store<u8>(p + 1, 46);
  else q = p + 1;
  store<u8>(q++, 101);
  store<u8>(q++, power < 0 ? 45 : 43);
  return writeDigits(<u64>abs(power), q);
}

function writeZeros(n: i32, p: usize): usize {
  memory.fill(p, 48, n);
  return p + n;
}

const powers = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000,
]);

/** Number of decimal digits of a whole number below 10^18; 1 for 0. */
function digitCount(value: u64): i32 {
  const guess = ((64 - <i32>clz(value | 1)) * 1233) >> 12; // log10(2) of the number of bits
  return guess + (value >= load<u64>(powers + (<usize>guess << 3)) ? 1 : 0) + (value == 0 ? 1 : 0);
}

/** Decimal digits of a whole number below 10^18, most significant first; divisions of 32 bits are cheap. */
function writeDigits(value: u64, p: usize): usize {
  const end = p + digitCount(value);
  let q = end;
  while (value >= 100000000) {
    const upper = value / 100000000;
    let lower = <u32>(value - upper * 100000000);
    for (let i = 0; i < 4; i++) {
      const rest = lower / 100;
      q -= 2;
      store<u16>(q, load<u16>(PAIRS + (<usize>(lower - rest * 100) << 1)));
      lower = rest;
    }
    value = upper;
  }
  let left = <u32>value;
  while (left >= 100) {
    const rest = left / 100;
    q -= 2;
    store<u16>(q, load<u16>(PAIRS + (<usize>(left - rest * 100) << 1)));
    left = rest;
  }
  if (left >= 10) store<u16>(q - 2, load<u16>(PAIRS + (<usize>left << 1)));
  else store<u8>(q - 1, 48 + <u8>left);
  return end;
}
