// The normal distribution, with the bits of src/stats/distributions/normal.ts. The host copies the coefficients of its tails
// into the memory, one after the other: `table`.
import { get } from './memory';
import { exp, log } from './portable';

const CENTER = 5;
const MIDDLE = 9;
const FAR = 6;

export function normalDensity(z: f64): f64 {
  return 0.3989422804014327 * halfSquareExp(z);
}

/** Q(z) = P(Z > z) */
export function upperTail(z: f64, table: usize): f64 {
  const size = abs(z);
  if (!(size > 0.67448975)) {
    const z2 = z * z;
    return 0.5 - z * (polynomial(z2, table, CENTER) / polynomial(z2, table + (CENTER << 3), CENTER));
  }
  const tail = scaledTail(size, table) * halfSquareExp(size);
  return z > 0.0 ? tail : 1.0 - tail;
}

/** ln Q(z) for z > 0.67448975, where it may underflow. */
export function logFarTail(z: f64, table: usize): f64 {
  return z == Infinity ? -Infinity : log(scaledTail(z, table)) - 0.5 * z * z;
}

function scaledTail(z: f64, table: usize): f64 {
  const middle = table + (2 * CENTER << 3);
  if (z <= 5.656854249492381) return polynomial(z, middle, MIDDLE) / polynomial(z, middle + (MIDDLE << 3), MIDDLE);
  const far = middle + (2 * MIDDLE << 3);
  const s = 1.0 / (z * z);
  const remainder = (s * polynomial(s, far, FAR)) / polynomial(s, far + (FAR << 3), FAR);
  return (0.3989422804014327 - remainder) / z;
}

function halfSquareExp(z: f64): f64 {
  const leading = trunc(z * 16.0) / 16.0;
  return exp(-0.5 * leading * leading) * exp(-0.5 * (z - leading) * (z + leading));
}

// @ts-ignore: decorator
@inline
function polynomial(x: f64, coefficients: usize, count: i32): f64 {
  let value = 0.0;
  for (let k = 0; k < count; k++) value = value * x + get(coefficients, k);
  return value;
}
