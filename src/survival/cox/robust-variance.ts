import { quadraticForm } from '../quadratic-form.ts';
import type { SurvivalRows } from '../survival-rows.ts';

/** Sums of weighted rows of `residuals` [n x p] within clusters; as many rows as clusters, or n without. */
export function sumWithinClusters(
  residuals: Float64Array,
  p: number,
  { weights, cluster }: Pick<SurvivalRows, 'weights' | 'cluster'>,
): Float64Array {
  const n = weights.length;
  const sums = new Float64Array((cluster?.levels.length ?? n) * p);
  for (let i = 0; i < n; i++) {
    const to = cluster?.codes[i] ?? i;
    for (let j = 0; j < p; j++) sums[to * p + j]! += weights[i]! * residuals[i * p + j]!;
  }
  return sums;
}

/** The change in the coefficients when a row is left out, to first order: score residuals [n x p] times the variance [p x p]. */
export function multiplyRows(residuals: Float64Array, variance: Float64Array, p: number): Float64Array {
  const rows = residuals.length / p;
  const product = new Float64Array(residuals.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let k = 0; k < p; k++) sum += residuals[i * p + k]! * variance[k * p + j]!;
      product[i * p + j] = sum;
    }
  }
  return product;
}

/** B' B of rows B [any x p]: the sandwich variance of dfbeta. Source: D. Y. Lin, L. J. Wei, JASA 84 (1989) 1074. */
export function crossProduct(rows: Float64Array, p: number): Float64Array {
  const product = new Float64Array(p * p);
  for (let row = 0; row < rows.length; row += p) {
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) product[i * p + j]! += rows[row + i]! * rows[row + j]!;
    }
  }
  return product;
}

/** u' (B0' B0)^- u with u = sum B0, of weighted score residuals B0 at coefficients of 0 summed within clusters. */
export function robustScoreTest(rows: Float64Array, p: number): number {
  const u = new Float64Array(p);
  for (let row = 0; row < rows.length; row += p) for (let j = 0; j < p; j++) u[j]! += rows[row + j]!;
  return quadraticForm(crossProduct(rows, p), u, p).value;
}
