import { quantileType7 } from '../ranks/quantile.ts';

/**
 * The natural cubic splines with given knots, in the basis of those that are 1 at one knot and 0 at the others: cubic
 * between the knots, linear outside. All splines with these knots are its combinations, as of R's `splines::ns`.
 */
export interface NaturalSplineBasis {
  /** [size], strictly ascending; the outer two are the ends of the data. */
  readonly knots: Float64Array;
  /** [size x size]: second derivative at the knot of the row of the basis function of the column. */
  readonly curvature: Float64Array;
}

/**
 * The basis with `size` knots at evenly spaced quantiles (type 7) of `x`, from the smallest to the largest: the space of
 * `ns(x, df = size, intercept = TRUE)`. Equal quantiles count once, so that the basis may be smaller.
 *
 * `x` [n] finite, two or more distinct values; size >= 2.
 * Source: J. Friedman, T. Hastie, R. Tibshirani, The Elements of Statistical Learning (2009), 5.2.1.
 */
export function createNaturalSplineBasis(x: Float64Array, size: number): NaturalSplineBasis {
  const sorted = Float64Array.from(x).sort();
  const quantiles = Array.from({ length: size }, (_, i) => quantileType7(sorted, i / (size - 1)));
  const knots = Float64Array.from(new Set(quantiles));
  return { knots, curvature: curvatureOf(knots) };
}

/** Writes the basis functions at `at` to `out` [size] from `offset` on. */
export function evaluateNaturalSplineBasis(
  { knots, curvature }: NaturalSplineBasis,
  at: number,
  out: Float64Array,
  offset = 0,
): void {
  const size = knots.length;
  const inside = Math.min(Math.max(at, knots[0]!), knots[size - 1]!);
  let k = 0;
  while (k < size - 2 && inside > knots[k + 1]!) k++;
  const h = knots[k + 1]! - knots[k]!;
  const b = (inside - knots[k]!) / h;
  const a = 1 - b;
  const beyond = at - inside;
  // The cubic at the nearest point of the range, and its slope for the way beyond.
  const left = ((a * a * a - a) * h * h) / 6 - (beyond * (3 * a * a - 1) * h) / 6;
  const right = ((b * b * b - b) * h * h) / 6 + (beyond * (3 * b * b - 1) * h) / 6;
  for (let j = 0; j < size; j++) {
    let value = left * curvature[k * size + j]! + right * curvature[(k + 1) * size + j]!;
    if (j === k) value += a - beyond / h;
    if (j === k + 1) value += b + beyond / h;
    out[offset + j] = value;
  }
}

/** Solves the tridiagonal equations of the second derivatives for every unit vector of values; 0 at both ends. */
function curvatureOf(knots: Float64Array): Float64Array {
  const size = knots.length;
  const curvature = new Float64Array(size * size);
  const pivots = new Float64Array(size);
  for (let i = 1; i < size - 1; i++) {
    const before = knots[i]! - knots[i - 1]!;
    const after = knots[i + 1]! - knots[i]!;
    const row = i * size;
    curvature[row + i - 1] = 6 / before;
    curvature[row + i] = -6 / before - 6 / after;
    curvature[row + i + 1] = 6 / after;
    pivots[i] = 2 * (before + after);
    if (i === 1) continue;
    const factor = before / pivots[i - 1]!;
    pivots[i]! -= factor * before;
    for (let j = 0; j < size; j++) curvature[row + j]! -= factor * curvature[row - size + j]!;
  }
  for (let i = size - 2; i > 0; i--) {
    const after = knots[i + 1]! - knots[i]!;
    const row = i * size;
    for (let j = 0; j < size; j++) {
      const above = i === size - 2 ? 0 : after * curvature[row + size + j]!;
      curvature[row + j] = (curvature[row + j]! - above) / pivots[i]!;
    }
  }
  return curvature;
}
