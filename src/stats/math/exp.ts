import { LN2_HIGH, LN2_LOW } from './log.ts';

// x (e^x + 1) / (e^x - 1) - 2 in powers of x^2, |x| <= (ln 2) / 2.
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

/** 1 / ln 2. */
export const INVERSE_LN2 = Math.LOG2E;
/** Where e^x is no longer finite. */
export const LARGEST_EXPONENT = 709.782712893384;
const LEAST_EXPONENT = -745.1332191019411;
const TWO_MINUS_1000 = 9.332636185032189e-302;
const TWO_1023 = 8.98846567431158e307;

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * Exponential.
 *
 * e^x = 2^k e^r, |r| <= (ln 2) / 2. Domain: all x. Accuracy: below 1 ulp. Source: fdlibm 5.3, e_exp.c (Sun
 * Microsystems, 1993).
 */
export function exp(x: number): number {
  const size = Math.abs(x);
  let k = 0;
  let high = 0;
  let low = 0;
  let r = x;
  if (!(size < 709)) {
    if (!(x <= LARGEST_EXPONENT)) return x + Number.POSITIVE_INFINITY;
    if (x < LEAST_EXPONENT) return 0;
  }
  bits[0] = size;
  const word = words[1]!;
  if (word > 0x3fd62e42) {
    if (word < 0x3ff0a2b2) {
      if (x === 1) return Math.E;
      k = x < 0 ? -1 : 1;
    } else k = (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
    r = high - low;
  } else if (word < 0x3e300000) return 1 + x;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  words[0] = 0;
  if (k >= -1021) {
    if (k === 1024) return y * 2 * TWO_1023;
    words[1] = 0x3ff00000 + (k << 20);
    return y * bits[0];
  }
  words[1] = 0x3ff00000 + ((k + 1000) << 20);
  return y * bits[0] * TWO_MINUS_1000;
}
