// Upper quartiles and trimmed means of M-values, sample by sample: the twins of src/normalize/trimmed-mean.ts,
// src/stats/ranks/rank-window.ts and quantile.ts.
import * as at from '../count-layout';
import { address, get, getInt, integer, put } from './context';

const LOG_RATIO_TRIM: f64 = 0.3;
const MEAN_TRIM: f64 = 0.05;
const LOWEST_MEAN: f64 = -1e10;
const SAME: f64 = 1e-6;
/** Counts that come again and again; their logarithms are taken once. */
const SMALL_COUNTS: i32 = 1024;

// @ts-ignore: decorator
@inline
function countOf(place: i32, sample: i32): f64 {
  const gene = getInt(address(at.USABLE_AT), place);
  return <f64>getInt(address(at.COUNTS_AT), gene * integer(at.SAMPLES) + sample);
}

/**
 * To base 2, rounded as well as in R: mean logarithms are equal in many genes, and which are equal decides what is trimmed.
 */
export function log2(x: f64): f64 {
  return Math.log2(x);
}

/** The k-th smallest of n values, which are reordered. */
function select(values: usize, n: i32, k: i32): f64 {
  let left = 0;
  let right = n - 1;
  while (left < right) {
    const a = get(values, left);
    const b = get(values, (left + right) >> 1);
    const c = get(values, right);
    const pivot = max(min(a, b), min(max(a, b), c));
    let i = left;
    let j = right;
    while (i <= j) {
      while (get(values, i) < pivot) i++;
      while (get(values, j) > pivot) j--;
      if (i > j) break;
      const swapped = get(values, i);
      put(values, i++, get(values, j));
      put(values, j--, swapped);
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return get(values, k);
}

/** Bytes one thread needs. */
export function normalizationBytes(usable: i32): i32 {
  return 8 * (4 * (usable + 2) + SMALL_COUNTS);
}

function scratch(thread: i32): usize {
  return address(at.SCRATCH_AT) + <usize>thread * <usize>integer(at.SCRATCH_BYTES);
}

export function upperQuartile(sample: i32, thread: i32): void {
  const n = integer(at.USABLE);
  const values = scratch(thread);
  for (let i = 0; i < n; i++) put(values, i, countOf(i, sample));
  const place = 1.0 + <f64>(n - 1) * 0.75;
  const below = <i32>Math.floor(place);
  const low = select(values, n, below - 1);
  const h = place - <f64>below;
  let quantile = low;
  if (h != 0.0) {
    let high = Infinity;
    for (let i = below; i < n; i++) high = min(high, get(values, i));
    if (low != high) quantile = (1.0 - h) * low + h * high;
  }
  put(address(at.QUARTILES_AT), sample, quantile / get(address(at.LIBRARIES_AT), sample));
}

let least: f64 = 0;
let largest: f64 = 0;

/** Sets the least and the largest value whose mean ranks lie from `low` to `high`. */
function setWindow(values: usize, room: usize, n: i32, low: i32, high: i32): void {
  least = Infinity;
  largest = -Infinity;
  if (low > high) return;
  memory.copy(room, values, <usize>n << 3);
  const lowest = select(room, n, low - 1);
  // All from `low` on are no less, and the place is looked for among these.
  const highest = select(room + (<usize>(low - 1) << 3), n - low + 1, high - low);
  let belowLowest = 0;
  let atLowest = 0;
  let belowHighest = 0;
  let atHighest = 0;
  let above = Infinity;
  let beneath = -Infinity;
  for (let i = 0; i < n; i++) {
    const value = get(values, i);
    belowLowest += i32(value < lowest);
    atLowest += i32(value == lowest);
    belowHighest += i32(value < highest);
    atHighest += i32(value == highest);
    if (value > lowest) above = min(above, value);
    if (value < highest) beneath = max(beneath, value);
  }
  least = <f64>belowLowest + <f64>(atLowest + 1) / 2.0 < <f64>low ? above : lowest;
  largest = <f64>belowHighest + <f64>(atHighest + 1) / 2.0 > <f64>high ? beneath : highest;
}

export function trimmedMean(sample: i32, thread: i32): void {
  const genes = integer(at.USABLE);
  const shares = address(at.SHARES_AT);
  const logShares = address(at.LOG_SHARES_AT);
  const libraries = address(at.LIBRARIES_AT);
  const size = get(libraries, sample);
  const referenceSize = get(libraries, integer(at.REFERENCE));
  const stride = <usize>(genes + 2) << 3;
  const m = scratch(thread);
  const a = m + stride;
  const variance = a + stride;
  const room = variance + stride;
  const logsOfSmall = room + stride;
  for (let count = 1; count < SMALL_COUNTS; count++) put(logsOfSmall, count, log2(<f64>count / size));
  let n = 0;
  let farthest = 0.0;
  for (let gene = 0; gene < genes; gene++) {
    const count = countOf(gene, sample);
    const otherShare = get(shares, gene);
    if (count == 0.0 || otherShare == 0.0) continue;
    const share = count / size;
    const ratio = log2(share / otherShare);
    const logShare = count < <f64>SMALL_COUNTS ? get(logsOfSmall, <i32>count) : log2(share);
    const mean = (logShare + get(logShares, gene)) / 2.0;
    if (!(mean > LOWEST_MEAN)) continue;
    put(m, n, ratio);
    put(a, n, mean);
    put(variance, n, (1.0 - share) / count + (1.0 - otherShare) / (otherShare * referenceSize));
    farthest = max(farthest, abs(ratio));
    n++;
  }
  const out = address(at.FACTORS_AT);
  if (farthest < SAME) {
    put(out, sample, 1.0);
    return;
  }
  const lowM = <i32>Math.floor(<f64>n * LOG_RATIO_TRIM) + 1;
  const lowA = <i32>Math.floor(<f64>n * MEAN_TRIM) + 1;
  setWindow(m, room, n, lowM, n + 1 - lowM);
  const leastM = least;
  const largestM = largest;
  setWindow(a, room, n, lowA, n + 1 - lowA);
  let sum = 0.0;
  let weights = 0.0;
  for (let i = 0; i < n; i++) {
    const ratio = get(m, i);
    const mean = get(a, i);
    if (!(ratio >= leastM && ratio <= largestM && mean >= least && mean <= largest)) continue;
    sum += ratio / get(variance, i);
    weights += 1.0 / get(variance, i);
  }
  put(out, sample, weights > 0.0 && !isNaN(sum) ? 2.0 ** (sum / weights) : 1.0);
}
