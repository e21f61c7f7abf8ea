import { decodeText } from '../bytes/decode-text.ts';
import { EXACT_POWERS, LONG_EXPONENT, longDecimal } from './long-decimal.ts';

const MAX_EXACT = 2 ** 53;
/** Digits go to the head while it is below this, then to the rest: both stay exact. */
const FULL_HEAD = 1e14;

/**
 * The double that the decimal text in `bytes[start, end)` stands for, correctly rounded (the same bits as `Number(text)`).
 *
 * Grammar: `[+-] digits [. digits] [e [+-] digits]`, at least one digit before the exponent; anything else is NaN, also
 * the empty field, so that a caller decides what missing means. Fast path: up to 15 or so digits and a power of ten below
 * 10^23 are exact in doubles, so one multiplication or division rounds once (Clinger 1990, doi:10.1145/93542.93557). More
 * digits, as doubles written in full have, go through {@link longDecimal}.
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let p = start;
  const sign = bytes[p]!;
  if (p < end && (sign === 45 || sign === 43)) p++;
  let head = 0;
  let rest = 0;
  let restDigits = 0;
  let exponent = 0;
  let digits = 0;
  let digit = 0;
  for (; p < end; p++) {
    digit = bytes[p]! - 48;
    if (digit < 0 || digit > 9) break;
    if (head < FULL_HEAD) head = head * 10 + digit;
    else {
      rest = rest * 10 + digit;
      restDigits++;
    }
    digits++;
  }
  if (p < end && bytes[p] === 46) {
    for (p++; p < end; p++) {
      digit = bytes[p]! - 48;
      if (digit < 0 || digit > 9) break;
      if (head < FULL_HEAD) head = head * 10 + digit;
      else {
        rest = rest * 10 + digit;
        restDigits++;
      }
      digits++;
      exponent--;
    }
  }
  if (digits === 0) return Number.NaN;
  if (p < end) {
    if ((bytes[p]! | 32) !== 101) return Number.NaN;
    let power = 0;
    const powerSign = bytes[++p]!;
    if (p < end && (powerSign === 45 || powerSign === 43)) p++;
    if (p >= end) return Number.NaN;
    for (; p < end; p++) {
      digit = bytes[p]! - 48;
      if (digit < 0 || digit > 9) return Number.NaN;
      power = Math.min(power * 10 + digit, 99_999);
    }
    exponent += powerSign === 45 ? -power : power;
  }
  const mantissa = restDigits === 0 ? head : restDigits < 16 ? head * EXACT_POWERS[restDigits]! + rest : MAX_EXACT;
  if (mantissa < MAX_EXACT && exponent >= -22 && exponent <= 22) {
    const magnitude = exponent < 0 ? mantissa / EXACT_POWERS[-exponent]! : mantissa * EXACT_POWERS[exponent]!;
    return sign === 45 ? -magnitude : magnitude;
  }
  if (restDigits < 16 && exponent >= -LONG_EXPONENT && exponent <= LONG_EXPONENT) {
    const magnitude = longDecimal(head, rest, restDigits, exponent);
    if (!Number.isNaN(magnitude)) return sign === 45 ? -magnitude : magnitude;
  }
  return Number(decodeText(bytes, start, end));
}

/** Rounds to the nearest integer, ties to the even one, as R's `round` and IEEE 754 do (`Math.round` rounds ties up). */
export function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return rest < 0.5 ? down : down + 1;
  return down % 2 === 0 ? down : down + 1;
}
