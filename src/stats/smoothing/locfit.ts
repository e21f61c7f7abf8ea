import { selectInPlace } from '../ranks/median.ts';
import {
  evaluateLocfitParabola,
  FLAT,
  fitLocfitParabola,
  type LocfitParabola,
  locfitParabolaSlope,
  weightedMean,
} from './locfit-parabola.ts';

export interface LocfitOptions {
  /** Share of the points within each bandwidth; above 1 the bandwidth is that multiple of the largest distance. */
  readonly span: number;
  /** Local constant (interpolated linearly) or local quadratic (interpolated by cubics). */
  readonly degree: 0 | 2;
  /** [n] prior weights, all 1 by default. */
  readonly weights?: Float64Array | undefined;
}

/** A local regression, known at the vertices and interpolated between them. */
export interface Locfit {
  readonly degree: 0 | 2;
  /** [vertices] ascending, from the smallest to the largest x. */
  readonly vertices: Float64Array;
  /** [vertices]: local fit less the global parabola, and its slope (0 at degree 0). */
  readonly values: Float64Array;
  readonly slopes: Float64Array;
  /** The weighted quadratic fit to all points, which carries the extrapolation; 0 at degree 0. */
  readonly global: LocfitParabola;
}

// An interval is halved while it is longer than this share of the smaller bandwidth at its ends.
const CUT = 0.8;

/**
 * Local regression in one variable with nearest-neighbor bandwidths, as the R package locfit fits it by default.
 *
 * Tricube weights (1 - (|x - v| / h)^3)^3 times the prior weights at vertices v that come from halving the range of x;
 * h is the distance to the floor(span n)-th nearest point. `x`, `y` [n], finite, n >= 1. Accuracy:
 * that of locfit 1.5-9.7 to the last bit, 1e-15 at degree 0.
 * Source: C. Loader, Local Regression and Likelihood (1999), 2.2 and 12.2.
 */
export function fitLocfit(x: Float64Array, y: Float64Array, options: LocfitOptions): Locfit {
  const { degree, span, weights = new Float64Array(x.length).fill(1) } = options;
  const n = x.length;
  const flat = new Float64Array(n).fill(1);
  const global = degree === 0 ? FLAT : fitLocfitParabola(x, y, flat, weights, weightedMean(x, flat, weights));
  const fitted = new Map<number, { value: number; slope: number }>();
  const vertices = visitLocfitVertices(x, span, (vertex, kernel) => {
    if (degree === 0) {
      fitted.set(vertex, { value: weightedMean(y, kernel, weights), slope: 0 });
    } else {
      const local = fitLocfitParabola(x, y, kernel, weights, vertex);
      fitted.set(vertex, {
        value: local.level - evaluateLocfitParabola(global, vertex),
        slope: local.slope - locfitParabolaSlope(global, vertex),
      });
    }
  });
  return {
    degree,
    vertices,
    values: vertices.map((vertex) => fitted.get(vertex)!.value),
    slopes: vertices.map((vertex) => fitted.get(vertex)!.slope),
    global,
  };
}

/**
 * Calls `visit` with every vertex of a local regression over `x` [n] and the kernel weights [n] of the points there (one
 * array, overwritten from vertex to vertex); returns the vertices, ascending.
 */
export function visitLocfitVertices(
  x: Float64Array,
  span: number,
  visit: (vertex: number, kernel: Float64Array) => void,
): Float64Array {
  const n = x.length;
  const scratch = new Float64Array(n);
  const kernel = new Float64Array(n);
  const bandwidths = new Map<number, number>();

  const visitAt = (vertex: number): void => {
    const bandwidth = nearestNeighborBandwidth(x, vertex, span, scratch);
    for (let i = 0; i < n; i++) {
      const distance = bandwidth > 0 ? Math.abs(x[i]! - vertex) / bandwidth : Number(x[i] !== vertex);
      const tricube = 1 - distance * distance * distance;
      kernel[i] = distance < 1 ? tricube * tricube * tricube : 0;
    }
    bandwidths.set(vertex, bandwidth);
    visit(vertex, kernel);
  };

  const bisect = (left: number, right: number): void => {
    const smaller = smallerPositive(bandwidths.get(left)!, bandwidths.get(right)!);
    const middle = (left + right) / 2;
    if ((right - left) / (smaller || 2 * (right - left)) <= CUT || middle <= left || middle >= right) return;
    visitAt(middle);
    bisect(left, middle);
    bisect(middle, right);
  };

  const { least, largest } = range(x);
  visitAt(least);
  if (largest > least) {
    visitAt(largest);
    bisect(least, largest);
  }
  return Float64Array.from(bandwidths.keys()).sort();
}

/**
 * The fit at `at`: interpolated within the range of x. Beyond it the difference to the global parabola goes on linearly
 * (degree 2) or the end value stays (degree 0).
 */
export function evaluateLocfit(fit: Locfit, at: number): number {
  const { vertices, values, slopes, global, degree } = fit;
  const last = vertices.length - 1;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at < vertices[middle]!) high = middle;
    else low = middle;
  }
  const width = vertices[high]! - vertices[low]!;
  const t = width > 0 ? (at - vertices[low]!) / width : 0;
  const [level0, level1, slope0, slope1] = [values[low]!, values[high]!, slopes[low]!, slopes[high]!];
  // In the order of locfit's terms, which decides the last bit.
  let difference: number;
  if (t < 0) difference = level0 + t * width * slope0;
  else if (t > 1) difference = level1 + (t - 1) * width * slope1;
  else if (degree === 0) difference = (1 - t) * level0 + t * level1;
  else {
    const rise = t * t * (3 - 2 * t);
    difference = (1 - rise) * level0 + rise * level1;
    difference = difference + t * (1 - t) * (1 - t) * width * slope0 + t * t * (t - 1) * width * slope1;
  }
  return difference + evaluateLocfitParabola(global, at);
}

function nearestNeighborBandwidth(x: Float64Array, at: number, span: number, scratch: Float64Array): number {
  const n = x.length;
  for (let i = 0; i < n; i++) scratch[i] = Math.abs(x[i]! - at);
  if (span >= 1) return span * range(scratch).largest;
  const neighbors = Math.max(Math.floor(n * span + 1e-12), 1);
  return selectInPlace(scratch, neighbors - 1);
}

function smallerPositive(a: number, b: number): number {
  if (a <= 0) return b;
  return b <= 0 ? a : Math.min(a, b);
}

function range(values: Float64Array): { least: number; largest: number } {
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  return { least, largest };
}
