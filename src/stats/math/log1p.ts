import { L1, L2, L3, L4, L5, L6, L7, LN2_HIGH, LN2_LOW } from './log.ts';

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * log(1 + x), also where x is small.
 *
 * Domain x >= -1: -1 gives -Infinity; less than -1 and NaN give NaN. Accuracy: below 1 ulp. Source: fdlibm 5.3, s_log1p.c
 * (Sun Microsystems, 1993).
 */
export function log1p(x: number): number {
  bits[0] = x;
  const word = words[1]!;
  const size = word & 0x7fffffff;
  let k = 1;
  let f = 0;
  let rest = 0;
  let high = 1;
  if (word < 0x3fda827a) {
    if (size >= 0x3ff00000) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
    if (size < 0x3e200000) return size < 0x3c900000 ? x : x - x * x * 0.5;
    if (word > 0 || word <= (0xbfd2bec4 | 0)) {
      k = 0;
      f = x;
    }
  }
  if (word >= 0x7ff00000) return x;
  if (k !== 0) {
    const sum = word < 0x43400000 ? 1 + x : x;
    bits[0] = sum;
    high = words[1]!;
    k = (high >> 20) - 1023;
    if (word < 0x43400000) rest = (k > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
    high &= 0xfffff;
    if (high < 0x6a09e) words[1] = high | 0x3ff00000;
    else {
      k += 1;
      words[1] = high | 0x3fe00000;
      high = (0x100000 - high) >> 2;
    }
    f = bits[0] - 1;
  }
  const half = 0.5 * f * f;
  if (high === 0) {
    if (f === 0) return k * LN2_HIGH + (rest + k * LN2_LOW);
    const cubic = half * (1 - 0.6666666666666666 * f);
    return k === 0 ? f - cubic : k * LN2_HIGH - (cubic - (k * LN2_LOW + rest) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const series = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
  if (k === 0) return f - (half - s * (half + series));
  return k * LN2_HIGH - (half - (s * (half + series) + (k * LN2_LOW + rest)) - f);
}
