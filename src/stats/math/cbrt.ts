const P0 = 1.87595182427177;
const P1 = -1.8849797954337717;
const P2 = 1.6214297201053545;
const P3 = -0.758397934778766;
const P4 = 0.14599619288661245;
const TWO_54 = 18014398509481984;

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * Cube root: an estimate to 23 bits, then one step of Newton's method.
 *
 * Domain: all x. Accuracy: 0.67 ulp. Source: FreeBSD's s_cbrt.c (after fdlibm; B. Evans, 2009).
 */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  bits[0] = x;
  const sign = words[1]! & 0x80000000;
  const size = words[1]! ^ sign;
  if (size < 0x00100000) {
    bits[0] = TWO_54 * x;
    words[1] = sign | ((((words[1]! & 0x7fffffff) / 3) | 0) + 696219795);
  } else words[1] = sign | (((size / 3) | 0) + 715094163);
  words[0] = 0;
  let t = bits[0];
  let r = t * t * (t / x);
  t *= P0 + r * (P1 + r * P2) + r * r * r * (P3 + r * P4);
  bits[0] = t;
  const low = words[0];
  words[1]! += low < 0 ? 1 : 0;
  words[0] = (low ^ 0x80000000) & 0xc0000000;
  t = bits[0];
  r = x / (t * t);
  r = (r - t) / (t + t + r);
  return t + t * r;
}
