// Cook's distances of one gene after its GLM, with the robust dispersion of trimmed cell variances.
import * as at from '../kernel-layout';
import { address, cells, cellValues, get, getInt, normalized, number, p, put, samples } from './context';
import { sortAscending } from './sort';

const MIN_CELL: i32 = 3;
const MIN_ROBUST_DISPERSION: f64 = 0.04;

let trim: f64 = 0;
let scale: f64 = 0;

/** Share cut off at either end, and the factor that makes the trimmed variance unbiased for normal data. */
function setTrim(n: i32): void {
  trim = n <= 3 ? 1.0 / 3.0 : n <= 23 ? 0.25 : 0.125;
  scale = n <= 3 ? 2.04 : n <= 23 ? 1.86 : 1.51;
}

/** Trimmed variance of sorted values: the trimmed mean of the squared distances from the trimmed mean. */
function trimmedVariance(sorted: usize, n: i32): f64 {
  const cut = <i32>Math.floor(<f64>n * trim);
  const kept = <f64>(n - 2 * cut);
  let sum = 0.0;
  for (let i = cut; i < n - cut; i++) sum += get(sorted, i);
  const center = sum / kept;
  // The squared distances fall and then rise along the sorted values: the largest lie at the ends, the smallest around the center.
  let low = 0;
  let high = n - 1;
  for (let i = 0; i < cut; i++) {
    if (center - get(sorted, low) > get(sorted, high) - center) low++;
    else high--;
  }
  let right = low;
  while (right <= high && get(sorted, right) < center) right++;
  let left = right - 1;
  for (let i = 0; i < cut; i++) {
    if (right > high || (left >= low && center - get(sorted, left) < get(sorted, right) - center)) left--;
    else right++;
  }
  let squares = 0.0;
  for (let i = low; i <= left; i++) {
    const d = get(sorted, i) - center;
    squares += d * d;
  }
  for (let i = right; i <= high; i++) {
    const d = get(sorted, i) - center;
    squares += d * d;
  }
  return (scale * squares) / kept;
}

/** Robust method of moments dispersion of the normalized counts; `buffer` takes the samples of a cell. */
function robustDispersion(mean: f64, buffer: usize): f64 {
  const order = address(at.ORDER_AT);
  const start = address(at.CELL_START_AT);
  let variance = -1.0;
  for (let c = 0; c < cells; c++) {
    const from = getInt(start, c);
    const n = getInt(start, c + 1) - from;
    if (n < MIN_CELL) continue;
    for (let i = 0; i < n; i++) put(buffer, i, get(normalized, getInt(order, from + i)));
    sortAscending(buffer, 0, n);
    setTrim(n);
    variance = max(variance, trimmedVariance(buffer, n));
  }
  if (variance < 0.0) {
    for (let j = 0; j < samples; j++) put(buffer, j, get(normalized, j));
    sortAscending(buffer, 0, samples);
    trim = 0.125;
    scale = 1.51;
    variance = trimmedVariance(buffer, samples);
  }
  return max((variance - mean) / (mean * mean), MIN_ROBUST_DISPERSION);
}

/**
 * D = (K - mu)^2 / (mu + alpha mu^2) / p * H / (1 - H)^2, H = w x' A^-1 x. Takes counts, means and weights in the order
 * of the cells and x' A^-1 x in `cellValues`; needs the normalized counts.
 */
export function cooksDistances(g: i32, counts: usize, means: usize, weights: usize, buffer: usize): void {
  const order = address(at.ORDER_AT);
  const start = address(at.CELL_START_AT);
  const flaggable = address(at.FLAGGABLE_AT);
  const replaceable = address(at.REPLACEABLE_AT);
  const alpha = robustDispersion(get(address(at.BASE_MEAN_AT), g), buffer);
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
