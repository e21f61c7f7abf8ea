// Cook's distances of one gene after its GLM, with the robust dispersion of trimmed cell variances.
import * as at from '../kernel-layout';
import { address, cells, cellValues, get, getInt, normalized, number, p, put, samples, sortBuffer } from './context';
import { sortPairs } from './sort';

const MIN_CELL: i32 = 3;
const MIN_ROBUST_DISPERSION: f64 = 0.04;

/**
 * Trimmed variance: scale times the trimmed mean of the squared distances from the trimmed mean. `column` holds the sorted
 * values in every other double.
 */
function trimmedVariance(column: usize, n: i32, trim: f64, scale: f64): f64 {
  const cut = <i32>Math.floor(<f64>n * trim);
  const kept = <f64>(n - 2 * cut);
  let sum = 0.0;
  for (let i = cut; i < n - cut; i++) sum += get(column, 2 * i);
  const center = sum / kept;
  // The squared distances fall and then rise along the sorted values: the largest lie at the ends, the smallest around the center.
  let low = 0;
  let high = n - 1;
  for (let i = 0; i < cut; i++) {
    if (center - get(column, 2 * low) > get(column, 2 * high) - center) low++;
    else high--;
  }
  let right = low;
  while (right <= high && get(column, 2 * right) < center) right++;
  let left = right - 1;
  for (let i = 0; i < cut; i++) {
    if (right > high || (left >= low && center - get(column, 2 * left) < get(column, 2 * right) - center)) left--;
    else right++;
  }
  let squares = 0.0;
  for (let i = low; i <= left; i++) {
    const d = get(column, 2 * i) - center;
    squares += d * d;
  }
  for (let i = right; i <= high; i++) {
    const d = get(column, 2 * i) - center;
    squares += d * d;
  }
  return (scale * squares) / kept;
}

/** With the share cut off at either end, and the factor that makes the variance unbiased for normal data, of a cell of n. */
function cellVariance(column: usize, n: i32): f64 {
  if (n <= 3) return trimmedVariance(column, n, 1.0 / 3.0, 2.04);
  return n <= 23 ? trimmedVariance(column, n, 0.25, 1.86) : trimmedVariance(column, n, 0.125, 1.51);
}

/** Robust method of moments dispersion of the normalized counts. */
function robustDispersion(mean: f64): f64 {
  const start = address(at.CELL_START_AT);
  let variance = -1.0;
  let first = -1; // a cell that waits for another to be sorted together with
  for (let c = 0; c < cells; c++) {
    if (getInt(start, c + 1) - getInt(start, c) < MIN_CELL) continue;
    if (first < 0) {
      first = c;
      continue;
    }
    variance = max(variance, largerVariance(first, c));
    first = -1;
  }
  if (first >= 0) variance = max(variance, largerVariance(first, first));
  if (variance < 0.0) {
    for (let j = 0; j < samples; j++) put(sortBuffer, 2 * j, get(normalized, j));
    sortPairs(sortBuffer, samples);
    variance = trimmedVariance(sortBuffer, samples, 0.125, 1.51);
  }
  return max((variance - mean) / (mean * mean), MIN_ROBUST_DISPERSION);
}

/** The larger of the trimmed variances of two cells, which may be the same. */
function largerVariance(a: i32, b: i32): f64 {
  const n = loadCell(a, sortBuffer);
  const m = loadCell(b, sortBuffer + 8);
  for (let i = n; i < m; i++) put(sortBuffer, 2 * i, Infinity);
  for (let i = m; i < n; i++) put(sortBuffer, 2 * i + 1, Infinity);
  sortPairs(sortBuffer, max(n, m));
  const variance = cellVariance(sortBuffer, n);
  return a == b ? variance : max(variance, cellVariance(sortBuffer + 8, m));
}

function loadCell(c: i32, column: usize): i32 {
  const order = address(at.ORDER_AT);
  const from = getInt(address(at.CELL_START_AT), c);
  const n = getInt(address(at.CELL_START_AT), c + 1) - from;
  for (let i = 0; i < n; i++) put(column, 2 * i, get(normalized, getInt(order, from + i)));
  return n;
}

/**
 * D = (K - mu)^2 / (mu + alpha mu^2) / p * H / (1 - H)^2, H = w x' A^-1 x. Takes counts, means and weights in the order
 * of the cells and x' A^-1 x in `cellValues`; needs the normalized counts.
 */
export function cooksDistances(g: i32, counts: usize, means: usize, weights: usize): void {
  const order = address(at.ORDER_AT);
  const start = address(at.CELL_START_AT);
  const flaggable = address(at.FLAGGABLE_AT);
  const replaceable = address(at.REPLACEABLE_AT);
  const alpha = robustDispersion(get(address(at.BASE_MEAN_AT), g));
  const distances = address(at.DISTANCES_AT) ? address(at.DISTANCES_AT) + <usize>g * <usize>samples * 8 : 0;
  let above = false;
  let largest = -1.0;
  let kept = -1.0;
  for (let c = 0; c < cells; c++) {
    const leverage = get(cellValues, c);
    const to = getInt(start, c + 1);
    for (let i = getInt(start, c); i < to; i++) {
      const mu = get(means, i);
      const rest = get(counts, i) - mu;
      const hat = get(weights, i) * leverage;
      const gap = 1.0 - hat;
      const distance = (rest * rest * hat) / ((mu + alpha * (mu * mu)) * <f64>p * (gap * gap));
      if (distance > number(at.COOKS_CUTOFF)) above = true;
      const sample = <usize>getInt(order, i);
      if (distances) put(distances, <i32>sample, distance);
      if (!load<u8>(flaggable + sample)) continue;
      largest = max(largest, distance);
      if (replaceable) kept = max(kept, load<u8>(replaceable + sample) ? 0.0 : distance);
    }
  }
  put(address(at.MAX_COOKS_AT), g, largest < 0.0 ? NaN : largest);
  if (replaceable) put(address(at.MAX_COOKS_KEPT_AT), g, kept < 0.0 ? NaN : kept);
  store<u8>(address(at.ANY_COOKS_AT) + <usize>g, above ? 1 : 0);
}
