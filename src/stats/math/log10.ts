import { log } from './log.ts';

const INVERSE_LN10 = Math.LOG10E;
const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;
const TWO_54 = 18014398509481984;

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * Logarithm to base 10: whole for 10^0 to 10^22.
 *
 * Domain x >= 0, as `log`. Accuracy: about 1 ulp. Source: fdlibm 5.3, e_log10.c (Sun Microsystems, 1993).
 */
export function log10(x: number): number {
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
  const below = k < 0 ? 1 : 0;
  words[1] = (high & 0xfffff) | ((0x3ff - below) << 20);
  const y = k + below;
  return y * LOG10_2_LOW + INVERSE_LN10 * log(bits[0]) + y * LOG10_2_HIGH;
}
