// The shortest decimal that reads back to the same double, and of those the closest: the digits of JavaScript's
// Number::toString (ECMA-262). Algorithm: R. Giulietti, "The Schubfach way to render doubles", 2021.
import { POWERS_AT, SMALLEST_POWER } from '../table-kernel-layout';

/** The result of `shortestDecimal`: digits times 10^exponent, digits without trailing zeros. */
export let digits: u64 = 0;
export let exponent: i32 = 0;

/** Sets digits and exponent for a finite value > 0. */
export function shortestDecimal(value: f64): void {
  const bits = reinterpret<u64>(value);
  const fraction = bits & 0x000fffffffffffff;
  const biased = <i32>(bits >> 52);
  let c = fraction;
  let q = -1074;
  if (biased != 0) {
    c |= 0x0010000000000000;
    q = biased - 1075;
  }
  // Whole numbers below 2^53 are their own digits.
  if (q <= 0 && q > -53 && (c & ((<u64>1 << -q) - 1)) == 0) {
    digits = c >> -q;
    exponent = 0;
    removeZeros();
    return;
  }
  // The interval of numbers that round to the value, times 4: [4c - 2, 4c + 2], narrower below a power of two.
  const isPowerOfTwo = fraction == 0 && biased > 1;
  const lowerBound = (c << 2) - (isPowerOfTwo ? 1 : 2);
  const k = (q * 1262611 - (isPowerOfTwo ? 524031 : 0)) >> 22; // floor(log10(width of the interval))
  const h = q + ((-k * 1741647) >> 19) + 1;
  const power = POWERS_AT + (<usize>(-k - SMALLEST_POWER) << 4);
  const high = load<u64>(power);
  const low = load<u64>(power, 8);
  const isOdd = c & 1;
  const center = scale(high, low, (c << 2) << h);
  const lower = scale(high, low, lowerBound << h) + isOdd;
  const upper = scale(high, low, ((c << 2) + 2) << h) - isOdd;
  const s = center >> 2;
  exponent = k;
  if (s >= 10) {
    const tenth = s / 10;
    const isDown = lower <= 40 * tenth;
    const isUp = 40 * tenth + 40 <= upper;
    if (isDown != isUp) {
      digits = tenth + (isUp ? 1 : 0);
      exponent = k + 1;
      removeZeros();
      return;
    }
  }
  const isDown = lower <= s << 2;
  const isUp = (s << 2) + 4 <= upper;
  if (isDown != isUp) {
    digits = s + (isUp ? 1 : 0);
  } else {
    const middle = (s << 2) + 2;
    digits = s + (center > middle || (center == middle && (s & 1) != 0) ? 1 : 0);
  }
  removeZeros();
}

/** An even number is a multiple of 10 if its product with the inverse of 5 modulo 2^64 is small: that is a fifth of it. */
function removeZeros(): void {
  while ((digits & 1) == 0) {
    const fifth = digits * 0xcccccccccccccccd;
    if (fifth > 0x3333333333333333) return;
    digits = fifth >> 1;
    exponent++;
  }
}

/** The upper 64 bits of (high 2^64 + low) x / 2^64, with the last bit set if any lower bit is. */
function scale(high: u64, low: u64, x: u64): u64 {
  const carried = multiplyHigh(low, x);
  const product = high * x;
  const sum = product + carried;
  return (multiplyHigh(high, x) + (sum < product ? 1 : 0)) | (sum > 1 ? 1 : 0);
}

/** Upper half of the 128-bit product. */
// @ts-ignore: decorator
@inline
function multiplyHigh(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff;
  const a1 = a >> 32;
  const b0 = b & 0xffffffff;
  const b1 = b >> 32;
  const middle = a1 * b0 + ((a0 * b0) >> 32);
  const other = a0 * b1 + (middle & 0xffffffff);
  return a1 * b1 + (middle >> 32) + (other >> 32);
}
