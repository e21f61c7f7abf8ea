import { L1, L2, L3, L4, L5, L6, L7 } from './log.ts';

const INVERSE_LN2_HIGH = 1.4426950407214463;
const INVERSE_LN2_LOW = 1.6751713164886512e-10;
const TWO_54 = 18014398509481984;

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * Logarithm to base 2: whole for powers of 2.
 *
 * Domain x >= 0, as `log`. Accuracy: below 1 ulp. Source: FreeBSD's e_log2.c (after fdlibm; D. Das, 2008).
 */
export function log2(x: number): number {
  bits[0] = x;
  let high = words[1]!;
  let k = 0;
  if (high < 0x00100000) {
    if (x === 0) return Number.NEGATIVE_INFINITY;
    if (high < 0) return Number.NaN;
    k = -54;
    bits[0] = x * TWO_54;
    high = words[1]!;
  }
  if (high >= 0x7ff00000) return x;
  k += (high >> 20) - 1023;
  high &= 0xfffff;
  const carry = (high + 0x95f64) & 0x100000;
  words[1] = high | (carry ^ 0x3ff00000);
  k += carry >> 20;
  const f = bits[0] - 1;
  if (f === 0) return k;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (L2 + w * (L4 + w * L6));
  const series = z * (L1 + w * (L3 + w * (L5 + w * L7))) + odd;
  const correction = s * (half + series);
  bits[0] = f - half;
  words[0] = 0;
  const head = bits[0];
  const tail = f - head - half + correction;
  const scaled = head * INVERSE_LN2_HIGH;
  const sum = k + scaled;
  return (tail + head) * INVERSE_LN2_LOW + tail * INVERSE_LN2_HIGH + (k - sum + scaled) + sum;
}
