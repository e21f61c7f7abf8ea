// Coefficients of log((1 + s) / (1 - s)) in s^2, shared by all logarithms of this folder.
export const L1 = 0.6666666666666735;
export const L2 = 0.3999999999940942;
export const L3 = 0.2857142874366239;
export const L4 = 0.22222198432149784;
export const L5 = 0.1818357216161805;
export const L6 = 0.15313837699209373;
export const L7 = 0.14798198605116586;

// ln 2 in two parts: k times the first is exact for every exponent k.
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;

const TWO_54 = 18014398509481984;

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * Natural logarithm.
 *
 * log x = k ln 2 + log(1 + f), 1 + f between sqrt(1/2) and sqrt(2). Domain x >= 0: 0 gives -Infinity; negative numbers
 * and NaN give NaN. Accuracy: below 1 ulp. Source: fdlibm 5.3, e_log.c (Sun Microsystems, 1993).
 */
export function log(x: number): number {
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
  if ((0xfffff & (2 + high)) < 3) {
    if (f === 0) return k * LN2_HIGH + k * LN2_LOW;
    const rest = f * f * (0.5 - 0.3333333333333333 * f);
    return k * LN2_HIGH - (rest - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (L2 + w * (L4 + w * L6));
  const even = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const series = even + odd;
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const half = 0.5 * f * f;
    return k * LN2_HIGH - (half - (s * (half + series) + k * LN2_LOW) - f);
  }
  return k * LN2_HIGH - (s * (f - series) - k * LN2_LOW - f);
}
