import { exponentialOfSum } from './exact-exp.ts';
import { powerTable } from './exact-power-table.ts';
import { fusedMultiplyAdd as fma } from './fused-multiply-add.ts';

const table = Float64Array.from(powerTable);

// ln 2 in two parts: k times the first is exact for every exponent k.
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;

// log(1 + r) - r + r^2 / 2, in powers of r and -r^2 / 2.
const A1 = -0.6666666666666679;
const A2 = 0.5000000000000007;
const A3 = 0.7999999995323976;
const A4 = -0.6666666663487739;
const A5 = -1.142909628459501;
const A6 = 1.0000415263675542;

/** The power function errs by less than 0.02 units in the last place before it rounds. */
const SAFE = 0.48;

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer); // little-endian, as every platform of Node is

/**
 * 1/x with the bits of `pow(x, -1)` in glibc >= 2.28 on hardware with fused multiply-add: about 1 in 1,000 is not the
 * rounded quotient.
 *
 * The rounded quotient is the result unless the quotient is close to a tie. Domain: 1e-150 < x < 1e150.
 */
export function reciprocalExact(x: number): number {
  const quotient = 1 / x;
  return isSafe(quotient, fma(-quotient, x, 1)) ? quotient : power(x, -1);
}

/** x^-2 with the bits of `pow(x, -2)`; see {@link reciprocalExact}. */
export function inverseSquareExact(x: number): number {
  const square = x * x;
  const error = fma(x, x, -square);
  const quotient = 1 / square;
  const rest = fma(-quotient, square, 1) - quotient * error;
  const rounded = quotient + quotient * rest;
  return isSafe(rounded, rest - (rounded - quotient) * square) ? rounded : power(x, -2);
}

/** Whether a quotient with this relative error is far enough from the next tie. */
function isSafe(quotient: number, relativeError: number): boolean {
  bits[0] = quotient;
  words[0] = 0;
  words[1]! &= 0x7ff00000; // the power of 2 below the quotient
  return Math.abs(quotient * relativeError) < SAFE * 2 ** -52 * bits[0]!;
}

/**
 * x^y as exp(y log x), log x to 68 bits, with the bits of `pow` in glibc >= 2.28. Domain: x > 0 and finite, y finite.
 *
 * Accuracy: 0.52 ulp. Source: Arm optimized routines (S. Nagy, 2018), as built into glibc.
 */
export function power(x: number, y: number): number {
  const isSubnormal = x < 2 ** -1022;
  bits[0] = isSubnormal ? x * 2 ** 52 : x;
  const offset = (words[1]! - 0x3fe69555) | 0;
  const entry = ((offset >>> 13) & 127) * 3;
  const k = (offset >> 20) - (isSubnormal ? 52 : 0);
  words[1]! -= offset & 0xfff00000;
  const z = bits[0]!;
  const r = fma(z, table[entry]!, -1);
  const base = k * LN2_HIGH + table[entry + 1]!;
  const first = base + r;
  const half = -0.5 * r;
  const halfSquare = r * half;
  const high = first + halfSquare;
  const polynomial = fma(halfSquare, fma(halfSquare, fma(r, A6, A5), fma(r, A4, A3)), fma(r, A2, A1));
  const errors = fma(k, LN2_LOW, table[entry + 2]!) + (base - first + r) + fma(half, r, -halfSquare);
  const low = fma(r * halfSquare, polynomial, errors + (first - high + halfSquare));
  const logarithm = high + low;
  const exponent = y * logarithm;
  const size = Math.abs(exponent);
  if (!(size < 1024)) return exponent < 0 ? 0 : Number.POSITIVE_INFINITY;
  if (size < 2 ** -54) return 1 + exponent;
  return exponentialOfSum(exponent, fma(y, high - logarithm + low, fma(y, logarithm, -exponent)));
}
