import { selectInPlace } from '../ranks/median.ts';
import { orderAscending, takeInOrder } from '../ranks/order-ascending.ts';
import { createLinearInterpolant, type LinearInterpolant } from './linear-interpolant.ts';

export interface LowessOptions {
  /** Share of the points that enter each local fit; 2/3 by default. */
  readonly span?: number;
  /** Robustness passes after the first fit; 3 by default. */
  readonly iterations?: number;
  /** Fits closer together than this are interpolated; 1 % of the range of x by default. */
  readonly delta?: number;
  /** Fits the lines; one after the other by default, with the bits of R. */
  readonly prepareLines?: PrepareLines | undefined;
}

/** Prepares the fits over ascending x: what it returns writes the value of each to `values` [fits], given robustness weights. */
export type PrepareLines = (
  x: Float64Array,
  y: Float64Array,
  fits: readonly LocalFit[],
) => (robustness: Float64Array | undefined, values: Float64Array) => void;

/**
 * Locally weighted linear regression, R's `lowess`: tricube weights on the nearest span n points, bisquare robustness
 * weights on the residuals.
 *
 * `x`, `y` [n], finite, in any order; returns the fitted values [n] in the order of the input. Accuracy: the bits of R.
 * Source: W. S. Cleveland, JASA 74 (1979) 829, doi:10.1080/01621459.1979.10481038, and his Fortran routine on netlib.
 */
export function lowess(x: Float64Array, y: Float64Array, options: LowessOptions = {}): Float64Array {
  if (x.length < 2) return Float64Array.from(y);
  const { order, fitted } = smooth(x, y, options);
  const result = new Float64Array(x.length);
  for (let place = 0; place < order.length; place++) result[order[place]!] = fitted[place]!;
  return result;
}

/**
 * The broken line that `lowess` draws, by the points that it really fits: as an interpolant of all fitted values, to
 * rounding, with far fewer places. `x`, `y` [n], n >= 1.
 */
export function lowessCurve(x: Float64Array, y: Float64Array, options: LowessOptions = {}): LinearInterpolant {
  if (x.length < 2) return createLinearInterpolant(x, y);
  const { sortedX, fitted, fits } = smooth(x, y, options);
  const pick = (values: Float64Array) => Float64Array.from(fits, ({ point }) => values[point]!);
  return createLinearInterpolant(pick(sortedX), pick(fitted));
}

/** Fitted values over ascending x, and where they were fitted. */
function smooth(x: Float64Array, y: Float64Array, options: LowessOptions) {
  const n = x.length;
  const order = orderAscending(x);
  const sortedX = takeInOrder(x, order);
  const sortedY = takeInOrder(y, order);
  const { span = 2 / 3, iterations = 3, delta = 0.01 * (sortedX[n - 1]! - sortedX[0]!) } = options;
  const neighbors = Math.max(2, Math.min(n, Math.trunc(span * n + 1e-7)));
  const fitted = new Float64Array(n);
  const residuals = new Float64Array(n);
  const fits = planFits(sortedX, neighbors, delta);
  const values = new Float64Array(fits.length);
  const fitLines = (options.prepareLines ?? oneByOne)(sortedX, sortedY, fits);
  let robustness: Float64Array | undefined;
  for (let pass = 0; pass <= iterations; pass++) {
    let last = -1; // the last point fitted
    fitLines(robustness, values);
    fits.forEach(({ point, lastTie }, k) => {
      fitted.fill(values[k]!, point, lastTie + 1);
      if (last < point - 1) interpolate(sortedX, fitted, last, point);
      last = lastTie;
    });
    for (let i = 0; i < n; i++) residuals[i] = sortedY[i]! - fitted[i]!;
    if (pass === iterations) break;
    robustness ??= new Float64Array(n);
    if (!bisquareWeights(residuals, robustness)) break;
  }
  return { order, sortedX, fitted, fits };
}

/** One local fit, the same in every pass but for robustness. */
export interface LocalFit {
  /** Where it is made, and the last point with the same x, which shares its value. */
  readonly point: number;
  readonly lastTie: number;
  /** The points from `left` to before `end` enter. */
  readonly left: number;
  readonly end: number;
  /** Distance to the farther end of the neighborhood. */
  readonly h: number;
}

const LARGEST_ROOM = 2 ** 23;

/** Weights by distance are kept from pass to pass as long as there is room. */
function oneByOne(x: Float64Array, y: Float64Array, fits: readonly LocalFit[]): ReturnType<PrepareLines> {
  const weights = new Float64Array(x.length);
  let room = LARGEST_ROOM;
  const tricubes = fits.map(({ point, left, end, h }) => {
    room -= end - left;
    if (room < 0) return undefined;
    const own = new Float64Array(end - left);
    weighByDistance(x, x[point]!, left, h, own);
    return own;
  });
  return (robustness, values) => {
    fits.forEach((fit, k) => {
      values[k] = fitLocalLine(x, y, fit, tricubes[k], robustness, weights) ?? y[fit.point]!;
    });
  };
}

/** Exact fits about `delta` apart over ascending x; the first and the last point are always among them. */
function planFits(x: Float64Array, neighbors: number, delta: number): LocalFit[] {
  const n = x.length;
  const fits: LocalFit[] = [];
  let left = 0;
  let right = neighbors - 1;
  for (let point = 0; ; ) {
    while (right < n - 1 && x[point]! - x[left]! > x[right + 1]! - x[point]!) {
      left++;
      right++;
    }
    const at = x[point]!;
    const h = Math.max(at - x[left]!, x[right]! - at);
    let end = right + 1; // beyond, as long as the points tie with the last
    while (end < n && x[end]! - at <= 0.999 * h) end++;
    let lastTie = point;
    while (lastTie < n - 1 && x[lastTie + 1] === at) lastTie++;
    fits.push({ point, lastTie, left, end, h });
    if (lastTie >= n - 1) return fits;
    const cut = at + delta;
    let next = lastTie + 1;
    while (next < n && x[next]! <= cut) next++;
    point = Math.max(lastTie + 1, next - 1);
  }
}

function interpolate(x: Float64Array, fitted: Float64Array, from: number, to: number): void {
  const width = x[to]! - x[from]!;
  for (let j = from + 1; j < to; j++) {
    const alpha = (x[j]! - x[from]!) / width;
    fitted[j] = alpha * fitted[to]! + (1 - alpha) * fitted[from]!;
  }
}

/** Tricube weights of as many points from `left` on as `weights` has room for. */
function weighByDistance(x: Float64Array, at: number, left: number, h: number, weights: Float64Array): void {
  const far = 0.999 * h;
  const near = 0.001 * h;
  for (let k = 0; k < weights.length; k++) {
    const distance = Math.abs(x[left + k]! - at);
    weights[k] = distance <= near ? 1 : distance <= far ? cube(1 - cube(distance / h)) : 0;
  }
}

/** Weighted line through the neighbors of a point, taken there; undefined where all weights are 0. */
function fitLocalLine(
  x: Float64Array,
  y: Float64Array,
  { point, left, end, h }: LocalFit,
  tricubes: Float64Array | undefined,
  robustness: Float64Array | undefined,
  weights: Float64Array,
): number | undefined {
  const at = x[point]!;
  const distanceWeights = tricubes ?? weights.subarray(left, end);
  if (tricubes === undefined) weighByDistance(x, at, left, h, distanceWeights);
  let total = 0;
  for (let j = left; j < end; j++) {
    const tricube = distanceWeights[j - left]!;
    const weight = robustness === undefined ? tricube : robustness[j]! * tricube;
    weights[j] = weight;
    total += weight;
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
