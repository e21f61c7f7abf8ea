import * as math from '../../stats/math/portable.ts';

/** Powers of ten that a double holds exactly. */
export const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, k) => math.powerOfTen(k));
/** The highest power of ten that is multiplied or divided by: five steps of 10^22. */
export const LONG_EXPONENT = 110;
/** Of the result; five steps with a relative error of at most 2^-102 each stay well below. */
const ERROR_BOUND = 2 ** -98;
const SPLITTER = 2 ** 27 + 1;

/**
 * (head * 10^restDigits + rest) * 10^exponent as the nearest double, or NaN where that cannot be told.
 *
 * The value is carried as an unevaluated sum of two doubles (Dekker 1971, doi:10.1007/BF01397083). It is rounded only if it
 * rounds to the same double from both ends of its error interval, which fails for about one
 * number in 10^13 and for those that lie in the middle of two doubles.
 *
 * @param head an integer below 2^53
 * @param rest an integer below 10^restDigits
 * @param restDigits at most 15
 * @param exponent at most {@link LONG_EXPONENT} in size
 */
export function longDecimal(head: number, rest: number, restDigits: number, exponent: number): number {
  const shift = EXACT_POWERS[restDigits]!;
  let high = head * shift;
  let low = productError(head, shift, high) + rest;
  for (let left = Math.abs(exponent); left > 0; left -= 22) {
    const power = EXACT_POWERS[Math.min(left, 22)]!;
    const next = exponent < 0 ? high / power : high * power;
    if (exponent < 0) {
      const product = next * power;
      low = (high - product - productError(next, power, product) + low) / power;
    } else {
      low = productError(high, power, next) + low * power;
    }
    high = next + low;
    low -= high - next;
  }
  const error = high * ERROR_BOUND;
  const nearest = high + (low - error);
  return nearest === high + (low + error) ? nearest : Number.NaN;
}

/** a * b - product without rounding, where `product` is a * b rounded. */
function productError(a: number, b: number, product: number): number {
  const aScaled = a * SPLITTER;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = b * SPLITTER;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}
