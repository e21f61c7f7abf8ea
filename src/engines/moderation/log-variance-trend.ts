import { createLeastSquares, fitLeastSquares } from '../../linalg/least-squares.ts';
import { createNaturalSplineBasis, evaluateNaturalSplineBasis } from '../../stats/smoothing/natural-spline.ts';

/** The mean of log variances along a covariate, and how they scatter about it. */
export interface LogVarianceTrend {
  /** Residual sum of squares over n less the number of coefficients. */
  readonly residualVariance: number;
  /** The trend at a place, linear outside the range of the covariate. */
  evaluate(at: number): number;
}

/** How many basis functions the trend gets for `n` genes; below 2 the covariate says nothing. */
export function trendSize(n: number, covariate: Float64Array): number {
  const wanted = 1 + Number(n >= 3) + Number(n >= 6) + Number(n >= 30);
  const distinct = new Set<number>();
  for (const value of covariate) {
    distinct.add(value);
    if (distinct.size >= wanted) break;
  }
  return Math.min(wanted, distinct.size);
}

/**
 * Least squares natural spline through log variances, with `size` knots at quantiles of the covariate.
 *
 * `covariate`, `values` [n]. Source: the documentation of limma's `fitFDist`.
 */
export function fitLogVarianceTrend(covariate: Float64Array, values: Float64Array, size: number): LogVarianceTrend {
  const basis = createNaturalSplineBasis(covariate, size);
  const columns = basis.knots.length;
  const n = covariate.length;
  const rows = new Float64Array(n * columns);
  for (let i = 0; i < n; i++) evaluateNaturalSplineBasis(basis, covariate[i]!, rows, i * columns);
  const fit = createLeastSquares(n, columns);
  const residual = fitLeastSquares(fit, rows, values);
  const coefficients = fit.coefficients.map((value) => (Number.isNaN(value) ? 0 : value));
  const scratch = new Float64Array(columns);
  return {
    residualVariance: residual / (n - fit.qr.rank),
    evaluate(at) {
      evaluateNaturalSplineBasis(basis, at, scratch);
      let value = 0;
      for (let k = 0; k < columns; k++) value += scratch[k]! * coefficients[k]!;
      return value;
    },
  };
}
