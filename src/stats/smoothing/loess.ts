import * as math from '../math/portable.ts';
import { evaluateParabola, fitParabola, hermiteCubic, parabolaSlope } from './local-parabola.ts';

/** A local regression, known at the vertices and interpolated between them. */
export interface Loess {
  /** [vertices] ascending; the ends lie 0.5 % of the range outside the data. */
  readonly vertices: Float64Array;
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

// Intervals that hold no more than this share of the points of one neighborhood are not split further.
const CELL = 0.2;
const MARGIN = 0.005;

/**
 * Local quadratic regression on the nearest floor(span n) points with tricube weights: R's `loess` with its defaults
 * (degree 2, gaussian, interpolated) in one variable.
 *
 * `x` [n] strictly ascending, `y` [n], span n >= 3. Accuracy: 1e-11 relative to R.
 * Source: W. S. Cleveland, E. Grosse, Statistics and Computing 1 (1991) 47, doi:10.1007/BF01890836.
 */
export function fitLoess(x: Float64Array, y: Float64Array, span: number): Loess {
  const n = x.length;
  const neighbors = Math.min(Math.floor(n * span + 1e-5), n);
  const margin = MARGIN * (x[n - 1]! - x[0]!);
  const vertices = [x[0]! - margin, x[n - 1]! + margin];
  const largestLeaf = Math.max(Math.floor(n * span * CELL), 1);
  const split = (first: number, last: number): void => {
    if (last - first + 1 <= largestLeaf) return;
    const middle = (first + last) >> 1; // 1-based, as `first` and `last`
    vertices.push(x[middle - 1]!);
    split(first, middle);
    split(middle + 1, last);
  };
  split(1, n);
  const sorted = Float64Array.from(vertices).sort();
  const values = new Float64Array(sorted.length);
  const slopes = new Float64Array(sorted.length);
  const weights = new Float64Array(n);
  sorted.forEach((vertex, k) => {
    const bandwidth = tricubeWeights(x, vertex, neighbors, weights);
    const parabola = fitParabola(x, y, weights, vertex, bandwidth);
    values[k] = evaluateParabola(parabola, 0);
    slopes[k] = parabolaSlope(parabola, 0) / bandwidth;
  });
  return { vertices: sorted, values, slopes };
}

/** The fit at `at`; NaN where it lies outside the vertices. */
export function evaluateLoess(fit: Loess, at: number): number {
  const { vertices, values, slopes } = fit;
  const last = vertices.length - 1;
  if (!(at >= vertices[0]! && at <= vertices[last]!)) return Number.NaN;
  let k = 0;
  while (k < last - 1 && at >= vertices[k + 1]!) k++;
  const width = vertices[k + 1]! - vertices[k]!;
  return hermiteCubic((at - vertices[k]!) / width, width, values[k]!, values[k + 1]!, slopes[k]!, slopes[k + 1]!);
}

/**
 * Weights by distance from `at` relative to the neighbor that is `neighbors`-th nearest, whose distance is returned.
 */
function tricubeWeights(x: Float64Array, at: number, neighbors: number, weights: Float64Array): number {
  const distances = x.map((value) => Math.abs(value - at));
  const bandwidth = Float64Array.from(distances).sort()[neighbors - 1]!;
  distances.forEach((distance, i) => {
    if (distance >= 0.999 * bandwidth) weights[i] = 0;
    else weights[i] = distance > 0.001 * bandwidth ? math.cube(1 - math.cube(distance / bandwidth)) : 1;
  });
  return bandwidth;
}
