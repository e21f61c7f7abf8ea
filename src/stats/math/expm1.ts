import { INVERSE_LN2, LARGEST_EXPONENT } from './exp.ts';
import { LN2_HIGH, LN2_LOW } from './log.ts';

const Q1 = -0.03333333333333313;
const Q2 = 0.0015873015872548146;
const Q3 = -0.0000793650757867488;
const Q4 = 0.000004008217827329362;
const Q5 = -2.0109921818362437e-7;
const TWO_1023 = 8.98846567431158e307;

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * e^x - 1, also where x is small.
 *
 * Domain: all x. Accuracy: below 1 ulp. Source: fdlibm 5.3, s_expm1.c (Sun Microsystems, 1993).
 */
export function expm1(x: number): number {
  bits[0] = x;
  const size = words[1]! & 0x7fffffff;
  if (size >= 0x4043687a) {
    if (Number.isNaN(x)) return x;
    if (x > LARGEST_EXPONENT) return Number.POSITIVE_INFINITY;
    if (x < 0) return -1;
  }
  let k = 0;
  let r = x;
  let rest = 0;
  if (size > 0x3fd62e42) {
    if (size < 0x3ff0a2b2) k = x < 0 ? -1 : 1;
    else k = (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
    const high = x - k * LN2_HIGH;
    const low = k * LN2_LOW;
    r = high - low;
    rest = high - r - low;
  } else if (size < 0x3c900000) return x;
  const half = 0.5 * r;
  const halfSquare = r * half;
  const r1 = 1 + halfSquare * (Q1 + halfSquare * (Q2 + halfSquare * (Q3 + halfSquare * (Q4 + halfSquare * Q5))));
  const t = 3 - r1 * half;
  let e = halfSquare * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * e - halfSquare);
  e = r * (e - rest) - rest - halfSquare;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - r);
    return (k === 1024 ? y * 2 * TWO_1023 : y * twoTo(k)) - 1;
  }
  const inverse = twoTo(-k);
  return (k < 20 ? 1 - inverse - (e - r) : r - (e + inverse) + 1) * twoTo(k);
}

/** 2^k of a normal number. */
function twoTo(k: number): number {
  words[0] = 0;
  words[1] = (1023 + k) << 20;
  return bits[0]!;
}
