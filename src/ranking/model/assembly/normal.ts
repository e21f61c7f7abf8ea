// The normal distribution, with the bits of src/stats/distributions/normal.ts.
import { exp } from '../../../wasm/assembly/portable';
import { CENTER, FAR, MIDDLE } from '../two-group-layout';

/** Where the tables of the layout begin. */
export const tables = memory.data(576, 64);

export function normalDensity(z: f64): f64 {
  return 0.3989422804014327 * halfSquareExp(z);
}

export function normalUpperTail(z: f64): f64 {
  const size = abs(z);
  if (!(size > 0.67448975)) {
    const square = z * z;
    return 0.5 - z * (polynomial(square, CENTER, 5) / polynomial(square, CENTER + 40, 5));
  }
  const tail = scaledTail(size) * halfSquareExp(size);
  return z > 0.0 ? tail : 1.0 - tail;
}

function scaledTail(z: f64): f64 {
  if (z <= 5.656854249492381) return polynomial(z, MIDDLE, 9) / polynomial(z, MIDDLE + 72, 9);
  const s = 1.0 / (z * z);
  const remainder = (s * polynomial(s, FAR, 6)) / polynomial(s, FAR + 48, 6);
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
  for (let k = 0; k < count; k++) value = value * x + load<f64>(tables + coefficients + (<usize>k << 3));
  return value;
}
