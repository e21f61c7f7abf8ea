import { selectInPlace } from '../ranks/median.ts';
import { orderAscending } from '../ranks/order-ascending.ts';

export interface LowessOptions {
  /** Share of the points that enter each local fit; 2/3 by default. */
  readonly span?: number;
  /** Robustness passes after the first fit; 3 by default. */
  readonly iterations?: number;
  /** Fits closer together than this are interpolated; 1 % of the range of x by default. */
  readonly delta?: number;
}

/**
 * Locally weighted linear regression, R's `lowess`: tricube weights on the nearest span n points, bisquare robustness
 * weights on the residuals.
 *
 * `x`, `y` [n], finite, in any order; returns the fitted values [n] in the order of the input. Accuracy: the bits of R.
 * Source: W. S. Cleveland, JASA 74 (1979) 829, doi:10.1080/01621459.1979.10481038, and his Fortran routine on netlib.
 */
export function lowess(x: Float64Array, y: Float64Array, options: LowessOptions = {}): Float64Array {
  const n = x.length;
  if (n < 2) return Float64Array.from(y);
  const order = orderAscending(x);
  const sortedX = Float64Array.from(order, (i) => x[i]!);
  const sortedY = Float64Array.from(order, (i) => y[i]!);
  const { span = 2 / 3, iterations = 3, delta = 0.01 * (sortedX[n - 1]! - sortedX[0]!) } = options;
  const neighbors = Math.max(2, Math.min(n, Math.trunc(span * n + 1e-7)));
  const fitted = new Float64Array(n);
  const residuals = new Float64Array(n);
  const weights = new Float64Array(n);
  let robustness: Float64Array | undefined;
  for (let pass = 0; pass <= iterations; pass++) {
    fitPass(sortedX, sortedY, neighbors, delta, robustness, fitted, weights);
    for (let i = 0; i < n; i++) residuals[i] = sortedY[i]! - fitted[i]!;
    if (pass === iterations) break;
    robustness ??= new Float64Array(n);
    if (!bisquareWeights(residuals, robustness)) break;
  }
  const result = new Float64Array(n);
  order.forEach((i, place) => {
    result[i] = fitted[place]!;
  });
  return result;
}

/** One sweep over ascending x: exact fits about `delta` apart, linear interpolation between. */
function fitPass(
  x: Float64Array,
  y: Float64Array,
  neighbors: number,
  delta: number,
  robustness: Float64Array | undefined,
  fitted: Float64Array,
  weights: Float64Array,
): void {
  const n = x.length;
  let left = 0;
  let right = neighbors - 1;
  let last = -1; // the last point fitted
  let i = 0;
  for (;;) {
    while (right < n - 1 && x[i]! - x[left]! > x[right + 1]! - x[i]!) {
      left++;
      right++;
    }
    fitted[i] = fitLocalLine(x, y, x[i]!, left, right, robustness, weights) ?? y[i]!;
    if (last < i - 1) interpolate(x, fitted, last, i);
    last = i;
    const cut = x[last]! + delta;
    for (i = last + 1; i < n; i++) {
      if (x[i]! > cut) break;
      if (x[i] === x[last]) {
        fitted[i] = fitted[last]!;
        last = i;
      }
    }
    i = Math.max(last + 1, i - 1);
    if (last >= n - 1) return;
  }
}

function interpolate(x: Float64Array, fitted: Float64Array, from: number, to: number): void {
  const width = x[to]! - x[from]!;
  for (let j = from + 1; j < to; j++) {
    const alpha = (x[j]! - x[from]!) / width;
    fitted[j] = alpha * fitted[to]! + (1 - alpha) * fitted[from]!;
  }
}

/** Weighted line through the neighbors of `at`, taken at `at`; undefined where all weights are 0. */
function fitLocalLine(
  x: Float64Array,
  y: Float64Array,
  at: number,
  left: number,
  right: number,
  robustness: Float64Array | undefined,
  weights: Float64Array,
): number | undefined {
  const n = x.length;
  const h = Math.max(at - x[left]!, x[right]! - at);
  const far = 0.999 * h;
  const near = 0.001 * h;
  let total = 0;
  let end = left;
  for (; end < n; end++) {
    // beyond `right` as long as the points tie with it
    weights[end] = 0;
    const distance = Math.abs(x[end]! - at);
    if (distance <= far) {
      const tricube = distance <= near ? 1 : cube(1 - cube(distance / h));
      weights[end] = robustness === undefined ? tricube : robustness[end]! * tricube;
      total += weights[end]!;
    } else if (x[end]! > at) {
      break;
    }
  }
  if (total <= 0) return undefined;
  let mean = 0;
  for (let j = left; j < end; j++) {
    const weight = weights[j]! / total;
    weights[j] = weight;
    mean += weight * x[j]!;
  }
  const slope = h > 0 ? slopeOfWeights(x, at, mean, left, end, weights) : 0;
  let value = 0;
  if (slope === 0) {
    for (let j = left; j < end; j++) value += weights[j]! * y[j]!;
    return value;
  }
  // The weights of a local mean become those of a local line.
  for (let j = left; j < end; j++) value += weights[j]! * (slope * (x[j]! - mean) + 1) * y[j]!;
  return value;
}

/** How the weights of a local line tilt about the mean; 0, a local mean, where the points have nearly one x. */
function slopeOfWeights(
  x: Float64Array,
  at: number,
  mean: number,
  left: number,
  end: number,
  weights: Float64Array,
): number {
  let variance = 0;
  for (let j = left; j < end; j++) variance += weights[j]! * ((x[j]! - mean) * (x[j]! - mean));
  return Math.sqrt(variance) <= 0.001 * (x[x.length - 1]! - x[0]!) ? 0 : (at - mean) / variance;
}

/** Robustness weights from residuals; false where these are too small to tell outliers. */
function bisquareWeights(residuals: Float64Array, weights: Float64Array): boolean {
  const n = residuals.length;
  let scale = 0;
  for (let i = 0; i < n; i++) {
    weights[i] = Math.abs(residuals[i]!);
    scale += weights[i]!;
  }
  scale /= n;
  const middle = n >> 1;
  const upper = selectInPlace(weights, middle);
  const sixMedians = n % 2 === 0 ? 3 * (selectInPlace(weights, middle - 1) + upper) : 6 * upper;
  if (sixMedians < 1e-7 * scale) return false;
  const far = 0.999 * sixMedians;
  const near = 0.001 * sixMedians;
  for (let i = 0; i < n; i++) {
    const r = Math.abs(residuals[i]!);
    weights[i] = r <= near ? 1 : r <= far ? square(1 - square(r / sixMedians)) : 0;
  }
  return true;
}

function cube(value: number): number {
  return value * value * value;
}

function square(value: number): number {
  return value * value;
}
