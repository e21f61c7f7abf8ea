// The local lines of lowess and of its weighted kin; see src/stats/smoothing/lowess.ts and weighted-lowess.ts, which take the
// sums in another order.
import { constant, ONE } from '../../../../wasm/assembly/constants';
import { pair, sumLanes } from '../../../../wasm/assembly/vector';
import * as at from '../count-layout';
import { address, get, getInt, integer, number, put } from './context';

export function fitLine(fit: i32): void {
  const x = address(at.X_AT);
  const y = address(at.Y_AT);
  const robustness = address(at.ROBUSTNESS_AT);
  const neighbors = address(at.NEIGHBORS_AT);
  const point = getInt(neighbors, 3 * fit);
  const left = getInt(neighbors, 3 * fit + 1);
  const end = getInt(neighbors, 3 * fit + 2);
  const h = get(address(at.BANDWIDTHS_AT), fit);
  const one = constant(ONE);
  const center = f64x2.splat(get(x, point));
  const far = f64x2.splat(0.999 * h);
  const near = f64x2.splat(0.001 * h);
  const inverse = f64x2.splat(h > 0.0 ? 1.0 / h : 0.0);
  let total = f64x2.splat(0.0);
  let first = f64x2.splat(0.0);
  let second = f64x2.splat(0.0);
  let level = f64x2.splat(0.0);
  let tilt = f64x2.splat(0.0);
  for (let j = left; j < end; j += 2) {
    const d = f64x2.sub(pair(x, j), center);
    const distance = f64x2.abs(d);
    const ratio = f64x2.mul(distance, inverse);
    const rest = f64x2.sub(one, f64x2.mul(f64x2.mul(ratio, ratio), ratio));
    let weight = f64x2.mul(f64x2.mul(rest, rest), rest);
    weight = v128.bitselect(one, v128.and(weight, f64x2.le(distance, far)), f64x2.le(distance, near));
    if (robustness) weight = f64x2.mul(weight, pair(robustness, j));
    if (j + 1 == end) weight = f64x2.replace_lane(weight, 1, 0.0);
    const value = pair(y, j);
    const weighted = f64x2.mul(weight, d);
    total = f64x2.add(total, weight);
    first = f64x2.add(first, weighted);
    second = f64x2.add(second, f64x2.mul(weighted, d));
    level = f64x2.add(level, f64x2.mul(weight, value));
    tilt = f64x2.add(tilt, f64x2.mul(weighted, value));
  }
  const out = address(at.LINES_AT);
  const sum = sumLanes(total);
  if (sum <= 0.0) {
    put(out, fit, get(y, point));
    return;
  }
  // Distances are from the point: the mean lies at `mean`, and the line is taken at 0.
  const mean = sumLanes(first) / sum;
  const variance = sumLanes(second) / sum - mean * mean;
  const value = sumLanes(level) / sum;
  const isLine = h > 0.0 && sqrt(max(variance, 0.0)) > number(at.LEAST_SPREAD);
  put(out, fit, isLine ? value - (mean / variance) * (sumLanes(tilt) / sum - mean * value) : value);
}

const FLAT: f64 = 1e-7;

/** The line of a seed, whose neighborhood grows to its nearer side until it holds the weight needed. */
export function fitSeed(fit: i32): void {
  const x = address(at.X_AT);
  const y = address(at.Y_AT);
  const priors = address(at.ROBUSTNESS_AT);
  const seed = getInt(address(at.SEEDS_AT), fit);
  const last = integer(at.POINTS_IN_ALL) - 1;
  const needed = number(at.NEEDED_WEIGHT);
  const center = get(x, seed);
  let left = seed;
  let right = seed;
  let held = get(priors, seed);
  while (held < needed && (left > 0 || right < last)) {
    const goLeft = left > 0 && (right == last || center - get(x, left - 1) < get(x, right + 1) - center);
    held += goLeft ? get(priors, --left) : get(priors, ++right);
  }
  const bandwidth = max(center - get(x, left), get(x, right) - center);
  while (left > 0 && get(x, left - 1) == get(x, left)) left--;
  while (right < last && get(x, right + 1) == get(x, right)) right++;
  const isFlat = bandwidth < FLAT;
  const one = constant(ONE);
  const at0 = f64x2.splat(center);
  const inverse = f64x2.splat(isFlat ? 0.0 : 1.0 / bandwidth);
  let total = f64x2.splat(0.0);
  let first = f64x2.splat(0.0);
  let second = f64x2.splat(0.0);
  let level = f64x2.splat(0.0);
  let tilt = f64x2.splat(0.0);
  for (let j = left; j <= right; j += 2) {
    const d = f64x2.sub(pair(x, j), at0);
    const ratio = f64x2.mul(f64x2.abs(d), inverse);
    const rest = f64x2.sub(one, f64x2.mul(f64x2.mul(ratio, ratio), ratio));
    let weight = f64x2.mul(f64x2.mul(f64x2.mul(rest, rest), rest), pair(priors, j));
    if (j == right) weight = f64x2.replace_lane(weight, 1, 0.0);
    const value = pair(y, j);
    const weighted = f64x2.mul(weight, d);
    total = f64x2.add(total, weight);
    first = f64x2.add(first, weighted);
    second = f64x2.add(second, f64x2.mul(weighted, d));
    level = f64x2.add(level, f64x2.mul(weight, value));
    tilt = f64x2.add(tilt, f64x2.mul(weighted, value));
  }
  const sum = sumLanes(total);
  const mean = sumLanes(first) / sum;
  const value = sumLanes(level) / sum;
  const variance = sumLanes(second) - sum * mean * mean;
  const isLine = !isFlat && variance >= FLAT;
  put(address(at.LINES_AT), fit, isLine ? value - (mean / variance) * (sumLanes(tilt) - sum * mean * value) : value);
}
