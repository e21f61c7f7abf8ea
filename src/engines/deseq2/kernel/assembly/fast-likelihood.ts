// The log likelihood of the dispersion and its slope for alpha >= 1e-7, two samples at once, in a form free of the large
// lgammas that cancel. With r = 1/alpha, x = K + r, v = 1 + mu alpha, t = (K - mu) alpha / v, L = log(1 + t) = log(x / (r v)):
//   K >= 9:  value (K - mu) t - x (t - L) - mu - log(x alpha) / 2 + c(x) - c(r),  slope t - L + 1/(2x) + d(x) - 1/(2r) - d(r)
//   K <  9:  value -(K + r) log v + sum_{i<K} log(1 + i alpha),  slope log v + t - sum_{i<K} alpha / (1 + i alpha)
// where the slope is alpha^2 d/d alpha, and c, d are the tails of stirling.ts. The weights w = mu / v of the
// Cox-Reid term fall out on the way.
import * as at from '../kernel-layout';
import { constant, HALF, ONE } from '../../../../wasm/assembly/constants';
import {
  address, cells, cellSquares, cellSums, clearSmallCounts, counts, exceeding, get, getInt, inverses, largeCount,
  largeMean, largeStart, means, put, ratios, samples, smallCount, smallMean, smallStart, smallWeights, weights,
} from './context';
import { setTails, TAIL_FROM, tailC, tailCPolynomial, tailD, tailDPolynomial } from './stirling';
import { log1pLanes, logRemainder, pair, putPair, sumLanes } from '../../../../wasm/assembly/vector';

/** Pairs whose x alpha are multiplied before one logarithm is taken: (1 + 2^31 alpha)^16 stays below 1e308. */
const PAIRS_PER_LOG: i32 = 8;
/** So many small counts are multiplied before a logarithm is taken: (8! alpha^7)^6 stays below 1e308. */
const FEW: i32 = 6;

let large: i32 = 0;
let small: i32 = 0;
/** Sum of the means of the large counts, which `fastValue` leaves out: it would only add rounding noise. */
export let largeMeans: f64 = 0;
/** Smallest r at which every 1 + t of a large count lies in [sqrt(1/2), sqrt 2). */
let narrowFrom: f64 = 0;
/** Count and mean of the lane that fills up an odd number: at K = mu and huge, all its terms vanish but the product. */
const PADDING: f64 = 1e18;

export let fastValue: f64 = 0;
export let fastSlope: f64 = 0;

/** Sorts the samples of the gene by cell into large and small counts. */
export function packSamples(): void {
  const order = address(at.ORDER_AT);
  const start = address(at.CELL_START_AT);
  let nLarge = 0;
  let nSmall = 0;
  // Lanes that hold one number twice: minimum, maximum and choice of doubles are branches elsewhere.
  const from = f64x2.splat(<f64>TAIL_FROM);
  const above = f64x2.splat(2.4142135623730945);
  const below = f64x2.splat(-3.4142135623730945);
  const zero = f64x2.splat(0.0);
  let total = zero;
  let narrow = zero;
  clearSmallCounts();
  for (let c = 0; c < cells; c++) {
    store<i32>(largeStart + (<usize>c << 2), nLarge);
    store<i32>(smallStart + (<usize>c << 2), nSmall);
    const to = getInt(start, c + 1);
    for (let i = getInt(start, c); i < to; i++) {
      const j = getInt(order, i);
      const k = v128.load64_splat(counts + (<usize>j << 3));
      const mean = v128.load64_splat(means + (<usize>j << 3));
      // Which it is nobody can foresee: the sample is written behind both, and one of them goes on.
      v128.store64_lane(smallCount + (<usize>nSmall << 3), k, 0);
      v128.store64_lane(smallMean + (<usize>nSmall << 3), mean, 0);
      v128.store64_lane(largeCount + (<usize>nLarge << 3), k, 0);
      v128.store64_lane(largeMean + (<usize>nLarge << 3), mean, 0);
      const isLarge = f64x2.ge(k, from);
      const one = i64x2.bitmask(isLarge) & 1;
      nLarge += one;
      nSmall += 1 - one;
      const slot = exceeding + (<usize>min(<i32>f64x2.extract_lane(k, 0), TAIL_FROM) << 2);
      store<i32>(slot, load<i32>(slot) + 1);
      total = f64x2.add(total, v128.and(mean, isLarge));
      const d = f64x2.sub(k, mean);
      const least = f64x2.sub(f64x2.mul(d, v128.bitselect(above, below, f64x2.gt(d, zero))), mean);
      narrow = f64x2.pmax(narrow, v128.and(least, isLarge));
    }
  }
  countExceeding();
  store<i32>(largeStart + (<usize>cells << 2), nLarge);
  store<i32>(smallStart + (<usize>cells << 2), nSmall);
  put(largeCount, nLarge, PADDING);
  put(largeMean, nLarge, PADDING);
  put(smallCount, nSmall, 0);
  put(smallMean, nSmall, 0);
  large = nLarge;
  small = nSmall;
  largeMeans = f64x2.extract_lane(total, 0);
  narrowFrom = f64x2.extract_lane(narrow, 0) * 1.000001;
}

/** From how many counts there are of each number to how many exceed it; the large ones do not count. */
function countExceeding(): void {
  let larger = 0;
  for (let k = TAIL_FROM - 1; k >= 0; k--) {
    const slot = exceeding + (<usize>k << 2);
    const n = load<i32>(slot);
    store<i32>(slot, larger);
    larger += n;
  }
}

// Large counts take three loops of few constants each: one loop of all would not fit the registers.

/** t, 1 / x and w of every large count; adds -log(x alpha) / 2 to the value. */
function largeRatios(alpha: f64): void {
  const r = 1.0 / alpha;
  const one = constant(ONE);
  const alphas = f64x2.splat(alpha);
  const rs = f64x2.splat(r);
  const n = large;
  let logs = 0.0;
  for (let i = 0; i < n; ) {
    const end = min(i + 2 * PAIRS_PER_LOG, n);
    let product = one;
    for (; i < end; i += 2) {
      const k = pair(largeCount, i);
      const mean = pair(largeMean, i);
      const x = f64x2.add(k, rs);
      const v = f64x2.add(one, f64x2.mul(mean, alphas));
      const both = f64x2.div(one, f64x2.mul(v, x));
      const inverseV = f64x2.mul(both, x);
      putPair(weights, i, f64x2.mul(mean, inverseV));
      putPair(inverses, i, f64x2.mul(both, v));
      putPair(ratios, i, f64x2.mul(f64x2.mul(f64x2.sub(k, mean), alphas), inverseV));
      product = f64x2.mul(product, f64x2.mul(x, alphas));
    }
    let both = f64x2.extract_lane(product, 0) * f64x2.extract_lane(product, 1);
    if (i > n) both /= (PADDING + r) * alpha;
    logs += Math.log(both);
  }
  fastValue -= 0.5 * logs;
}

/** Adds c(x) - c(r), and 1/(2x) + d(x) - 1/(2r) - d(r). */
function largeTails(alpha: f64): void {
  setTails(alpha);
  const half = constant(HALF);
  const n = large;
  let values = f64x2.splat(0.0);
  let slopes = f64x2.splat(0.0);
  for (let i = 0; i < n; i += 2) {
    const inverse = pair(inverses, i);
    const z = f64x2.mul(inverse, inverse);
    values = f64x2.add(values, f64x2.mul(inverse, tailCPolynomial(z)));
    slopes = f64x2.add(slopes, f64x2.add(f64x2.mul(half, inverse), f64x2.mul(z, tailDPolynomial(z))));
  }
  fastValue += sumLanes(values) - <f64>n * tailC;
  fastSlope += sumLanes(slopes) - <f64>n * tailD;
}

/** Adds (K - mu) t - x (t - L), and t - L, where every 1 + t is in [sqrt(1/2), sqrt 2): s = t / (2 + t) without rounding of 1 + t. */
function largeLogsNarrow(alpha: f64): void {
  const r = 1.0 / alpha;
  const rs = f64x2.splat(r);
  const twoR = f64x2.splat(r + r);
  const n = large;
  let values = f64x2.splat(0.0);
  let slopes = f64x2.splat(0.0);
  for (let i = 0; i < n; i += 2) {
    const k = pair(largeCount, i);
    const mean = pair(largeMean, i);
    const t = pair(ratios, i);
    const difference = f64x2.sub(k, mean);
    const s = f64x2.div(difference, f64x2.add(f64x2.add(k, mean), twoR));
    const excess = f64x2.mul(s, f64x2.sub(t, logRemainder(f64x2.mul(s, s))));
    slopes = f64x2.add(slopes, excess);
    values = f64x2.add(values, f64x2.sub(f64x2.mul(difference, t), f64x2.mul(f64x2.add(k, rs), excess)));
  }
  fastValue += sumLanes(values);
  fastSlope += sumLanes(slopes);
}

/** The same for any t. */
function largeLogsWide(alpha: f64): void {
  const rs = f64x2.splat(1.0 / alpha);
  const n = large;
  let values = f64x2.splat(0.0);
  let slopes = f64x2.splat(0.0);
  for (let i = 0; i < n; i += 2) {
    const k = pair(largeCount, i);
    const t = pair(ratios, i);
    const excess = f64x2.sub(t, log1pLanes(t));
    const difference = f64x2.sub(k, pair(largeMean, i));
    slopes = f64x2.add(slopes, excess);
    values = f64x2.add(values, f64x2.sub(f64x2.mul(difference, t), f64x2.mul(f64x2.add(k, rs), excess)));
  }
  fastValue += sumLanes(values);
  fastSlope += sumLanes(slopes);
}

function smallCounts(alpha: f64): void {
  const one = constant(ONE);
  const alphas = f64x2.splat(alpha);
  const rs = f64x2.splat(1.0 / alpha);
  let values = f64x2.splat(0.0);
  let slopes = f64x2.splat(0.0);
  const n = small;
  for (let i = 0; i < n; i += 2) {
    const k = pair(smallCount, i);
    const mean = pair(smallMean, i);
    const scaled = f64x2.mul(mean, alphas);
    const inverseV = f64x2.div(one, f64x2.add(one, scaled));
    const logV = log1pLanes(scaled);
    putPair(smallWeights, i, f64x2.mul(mean, inverseV));
    const t = f64x2.mul(f64x2.mul(f64x2.sub(k, mean), alphas), inverseV);
    values = f64x2.add(values, f64x2.mul(f64x2.add(k, rs), logV));
    slopes = f64x2.add(slopes, f64x2.add(logV, t));
  }
  fastValue += smallLogs(alpha) - sumLanes(values);
  fastSlope += sumLanes(slopes) - alpha * smallReciprocals;
}

let smallReciprocals: f64 = 0;

/** The sums over small counts of sum_{i<K} log(1 + i alpha), and of sum_{i<K} 1 / (1 + i alpha): `smallReciprocals`. */
function smallLogs(alpha: f64): f64 {
  const isFew = small <= FEW;
  let logs = 0.0;
  let product = 1.0;
  let fraction = <f64>getInt(exceeding, 0);
  let denominator = 1.0;
  for (let e = 1; e < TAIL_FROM - 1; e++) {
    const n = getInt(exceeding, e);
    if (n == 0) break;
    const step = 1.0 + <f64>e * alpha;
    fraction = fraction * step + <f64>n * denominator;
    denominator *= step;
    if (!isFew) logs += <f64>n * Math.log(step);
    else for (let i = 0; i < n; i++) product *= step;
  }
  smallReciprocals = fraction / denominator;
  return isFew ? Math.log(product) : logs;
}

function sumCells(): void {
  for (let c = 0; c < cells; c++) {
    const largeTo = getInt(largeStart, c + 1);
    const smallTo = getInt(smallStart, c + 1);
    let sum = 0.0;
    let squares = 0.0;
    let i = getInt(largeStart, c);
    let pairSum = f64x2.splat(0.0);
    let pairSquares = f64x2.splat(0.0);
    for (; i + 1 < largeTo; i += 2) {
      const w = pair(weights, i);
      pairSum = f64x2.add(pairSum, w);
      pairSquares = f64x2.add(pairSquares, f64x2.mul(w, w));
    }
    if (i < largeTo) {
      const w = get(weights, i);
      sum += w;
      squares += w * w;
    }
    for (i = getInt(smallStart, c); i + 1 < smallTo; i += 2) {
      const w = pair(smallWeights, i);
      pairSum = f64x2.add(pairSum, w);
      pairSquares = f64x2.add(pairSquares, f64x2.mul(w, w));
    }
    if (i < smallTo) {
      const w = get(smallWeights, i);
      sum += w;
      squares += w * w;
    }
    put(cellSums, c, sum + sumLanes(pairSum));
    put(cellSquares, c, squares + sumLanes(pairSquares));
  }
}

/** Sets fastValue, fastSlope and the sums of w and w^2 of every cell at alpha >= 1e-7. */
export function evaluateFast(alpha: f64): void {
  fastValue = 0;
  fastSlope = 0;
  if (large > 0) {
    largeRatios(alpha);
    largeTails(alpha);
    if (1.0 >= alpha * narrowFrom) largeLogsNarrow(alpha);
    else largeLogsWide(alpha);
  }
  if (small > 0) smallCounts(alpha);
  sumCells();
}
