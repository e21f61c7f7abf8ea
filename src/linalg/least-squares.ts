import { applyQTransposed, createQr, factorQr, type Qr, solveUpper } from './qr.ts';

/** Room for repeated fits of equal shape, made once by `createLeastSquares`. */
export interface LeastSquares {
  readonly qr: Qr;
  /** [rows]: after a fit Q'y; entries from `qr.rank` on carry the residuals. */
  readonly effects: Float64Array;
  /** [columns]: NaN for columns that depend on those before them. */
  readonly coefficients: Float64Array;
}

export function createLeastSquares(rows: number, columns: number): LeastSquares {
  return {
    qr: createQr(rows, columns),
    effects: new Float64Array(rows),
    coefficients: new Float64Array(columns),
  };
}

/**
 * Weighted least squares, argmin_b sum_i w_i (y_i - x_i b)^2, by QR of sqrt(W) X; returns the residual sum of squares.
 *
 * `x` [rows x columns] row-major; `y`, `weights` [rows] (weights absent: all 1; rows of weight 0 drop out). The results
 * stay in `fit` until the next call.
 */
export function fitLeastSquares(
  fit: LeastSquares,
  x: Float64Array,
  y: Float64Array,
  weights?: Float64Array | undefined,
  tolerance = 1e-7,
): number {
  const { qr, effects, coefficients } = fit;
  const { rows, columns, a } = qr;
  for (let i = 0; i < rows; i++) {
    const root = weights === undefined ? 1 : Math.sqrt(weights[i]!);
    effects[i] = root * y[i]!;
    for (let j = 0; j < columns; j++) a[i * columns + j] = root * x[i * columns + j]!;
  }
  const rank = factorQr(qr, tolerance);
  applyQTransposed(qr, effects);
  solveUpper(qr, effects, coefficients);
  let residual = 0;
  for (let i = rank; i < rows; i++) residual += effects[i]! * effects[i]!;
  return residual;
}
