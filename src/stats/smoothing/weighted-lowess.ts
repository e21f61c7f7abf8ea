import { orderAscending, takeInOrder } from '../ranks/order-ascending.ts';

// Spreads of x below this are flat: the fit is the local mean.
const FLAT = 1e-7;

export interface WeightedLowessOptions {
  /** Share of the total weight that enters each local fit; 0.3 by default. */
  readonly span?: number;
  /** About how many points are fitted, the rest being interpolated; 200 by default. */
  readonly points?: number;
  /** Passes, all but the first with bisquare robustness weights; 1 by default. */
  readonly iterations?: number;
  /** Fits the lines of a single pass; one after the other by default. */
  readonly fitSeeds?: FitSeeds | undefined;
}

/** The value of each seed [seeds], from the neighbors over ascending x that hold the weight `needed`. All but seeds [n]. */
export type FitSeeds = (
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  seeds: readonly number[],
  needed: number,
) => Float64Array;

/**
 * Locally weighted linear regression with prior weights: limma's `weightedLowess`.
 *
 * Around each seed the neighborhood grows to its nearer side until it holds the share `span` of all weight; tricube
 * times prior weights, times robustness weights (1 - (r / 6 s)^2)^2 from the second pass on, s the weighted median of the
 * absolute residuals. `x`, `y`, `weights` [n], finite, in any order; returns the fitted values [n]. Accuracy: 1e-13
 * relative to limma 3.54. Source: W. S. Cleveland, JASA 74 (1979) 829; limma's documentation of the choice of seeds.
 */
export function weightedLowess(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  { span = 0.3, points = 200, iterations = 1, fitSeeds }: WeightedLowessOptions = {},
): Float64Array {
  const n = x.length;
  const order = orderAscending(x);
  const sortedX = takeInOrder(x, order);
  const sortedY = takeInOrder(y, order);
  const sortedWeights = takeInOrder(weights, order);
  let needed = 0;
  for (let i = 0; i < n; i++) needed += sortedWeights[i]!;
  needed *= span;
  const fitted = new Float64Array(n);
  const seeds = chooseSeeds(sortedX, seedDistance(sortedX, points));
  const given = iterations === 1 ? fitSeeds?.(sortedX, sortedY, sortedWeights, seeds, needed) : undefined;
  const neighborhoods = given ? [] : seeds.map((seed) => growNeighborhood(sortedX, sortedWeights, seed, needed));
  const robustWeights = Float64Array.from(sortedWeights);
  const scratch = new Float64Array(n);
  for (let pass = 1; ; pass++) {
    seeds.forEach((seed, k) => {
      fitted[seed] = given?.[k] ?? fitWithin(sortedX, sortedY, robustWeights, neighborhoods[k]!, scratch);
      interpolate(sortedX, fitted, k === 0 ? 0 : seeds[k - 1]!, seed);
    });
    if (pass >= iterations || !bisquareWeights(sortedY, fitted, sortedWeights, robustWeights)) break;
  }
  const result = new Float64Array(n);
  for (let place = 0; place < n; place++) result[order[place]!] = fitted[place]!;
  return result;
}

/**
 * The distance that leaves about `points` seeds: the k widest gaps are crossed anyway, the rest of the range is shared.
 */
function seedDistance(x: Float64Array, points: number): number {
  const n = x.length;
  if (points >= n) return 0;
  const gaps = new Float64Array(n - 1);
  for (let i = 1; i < n; i++) gaps[i - 1] = x[i]! - x[i - 1]!;
  gaps.sort();
  for (let i = 1; i < gaps.length; i++) gaps[i]! += gaps[i - 1]!;
  let distance = Number.POSITIVE_INFINITY;
  for (let k = 0; k < points; k++) distance = Math.min(distance, gaps[gaps.length - 1 - k]! / (points - k));
  return distance;
}

/** The first point, each that lies more than `distance` beyond the seed before, and the last. */
function chooseSeeds(x: Float64Array, distance: number): number[] {
  const last = x.length - 1;
  if (last < 0) return [];
  const seeds = [0];
  let seed = 0;
  for (let i = 1; i < last; i++) {
    if (x[i]! - x[seed]! > distance) {
      seeds.push(i);
      seed = i;
    }
  }
  if (last > 0) seeds.push(last);
  return seeds;
}

interface Neighborhood {
  readonly seed: number;
  /** First and last point that enter, ties of the outermost included. */
  readonly left: number;
  readonly right: number;
  readonly bandwidth: number;
}

function growNeighborhood(x: Float64Array, weights: Float64Array, seed: number, needed: number): Neighborhood {
  const last = x.length - 1;
  const at = x[seed]!;
  let left = seed;
  let right = seed;
  let held = weights[seed]!;
  while (held < needed && (left > 0 || right < last)) {
    const goLeft = left > 0 && (right === last || at - x[left - 1]! < x[right + 1]! - at);
    held += weights[goLeft ? --left : ++right]!;
  }
  const bandwidth = Math.max(at - x[left]!, x[right]! - at);
  while (left > 0 && x[left - 1] === x[left]) left--;
  while (right < last && x[right + 1] === x[right]) right++;
  return { seed, left, right, bandwidth };
}

/** `scratch` [n] holds the weights of the points that enter. */
function fitWithin(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  around: Neighborhood,
  scratch: Float64Array,
): number {
  const { seed, left, right, bandwidth } = around;
  const at = x[seed]!;
  const isFlat = bandwidth < FLAT;
  let total = 0;
  let meanX = 0;
  let meanY = 0;
  for (let i = left; i <= right; i++) {
    const w = isFlat ? weights[i]! : weights[i]! * cube(1 - cube(Math.abs(x[i]! - at) / bandwidth));
    scratch[i] = w;
    total += w;
    meanX += w * x[i]!;
    meanY += w * y[i]!;
  }
  meanX /= total;
  meanY /= total;
  if (isFlat) return meanY;
  let variance = 0;
  let covariance = 0;
  for (let i = left; i <= right; i++) {
    const weighted = scratch[i]! * (x[i]! - meanX);
    variance += weighted * (x[i]! - meanX);
    covariance += weighted * (y[i]! - meanY);
  }
  return variance < FLAT ? meanY : meanY + (covariance / variance) * (at - meanX);
}

function interpolate(x: Float64Array, fitted: Float64Array, from: number, to: number): void {
  const width = x[to]! - x[from]!;
  if (to - from < 2) return;
  if (width <= FLAT) {
    fitted.fill((fitted[from]! + fitted[to]!) / 2, from + 1, to);
    return;
  }
  const slope = (fitted[to]! - fitted[from]!) / width;
  for (let i = from + 1; i < to; i++) fitted[i] = fitted[from]! + slope * (x[i]! - x[from]!);
}

/** Prior times robustness weights in `robust`; false where the residuals are too small to tell outliers. */
function bisquareWeights(y: Float64Array, fitted: Float64Array, weights: Float64Array, robust: Float64Array): boolean {
  const residuals = y.map((value, i) => Math.abs(value - fitted[i]!));
  const mean = residuals.reduce((sum, residual) => sum + residual, 0) / residuals.length;
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  const order = orderAscending(residuals);
  let sixMedians = 0;
  for (let k = 0, held = 0; k < order.length; k++) {
    held += weights[order[k]!]!;
    if (held < half) continue;
    const median = residuals[order[k]!]!;
    const next = order[k + 1];
    sixMedians = held === half && next !== undefined ? 3 * (median + residuals[next]!) : 6 * median;
    break;
  }
  if (sixMedians <= 1e-7 * mean) return false;
  for (let i = 0; i < robust.length; i++) {
    const share = residuals[i]! / sixMedians;
    robust[i] = share < 1 ? weights[i]! * (1 - share * share) ** 2 : 0;
  }
  return true;
}

function cube(value: number): number {
  return value * value * value;
}
