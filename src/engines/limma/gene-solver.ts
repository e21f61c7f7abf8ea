import { factorCholesky, solveCholesky } from '../../linalg/cholesky.ts';
import { thinQr } from '../../linalg/thin-qr.ts';
import type { ModelMatrix } from './linear-fit.ts';

/** Weighted least squares of one gene after the other in the same room; its arrays hold the last gene's results. */
export interface GeneSolver {
  /** [columns]. */
  readonly coefficients: Float64Array;
  /** [columns]: sqrt diag (X'WX)^-1. */
  readonly unscaledErrors: Float64Array;
  /** [samples]: fitted values X b. */
  readonly fitted: Float64Array;
  /** Fits y = X b with weights w, from the given places on; returns the weighted residual sum of squares. */
  solve(y: Float64Array, from: number, weights: Float64Array, weightsFrom: number): number;
  /** Leverages of the last fit, w_j x_j (X'WX)^-1 x_j'; `out` is [samples]. */
  leverages(out: Float64Array): void;
  /** The projection on the weighted design of the last fit, W^1/2 X (X'WX)^-1 X' W^1/2; `out` is [samples x samples]. */
  projection(out: Float64Array): void;
}

/**
 * A solver for a design of full column rank, all weights positive.
 *
 * The normal equations are those of an orthonormal basis Q of the design, X = QR, so that their condition is that of the
 * weights alone: Q'WQ c = Q'Wy by Cholesky, b = R^-1 c. With `correlation` V = U'U (upper triangular U of `samples`
 * columns), rows are first multiplied by sqrt w and then by U^-T: generalized least squares with the covariance
 * W^-1/2 V W^-1/2.
 */
export function createGeneSolver(design: ModelMatrix, correlation?: Float64Array | undefined): GeneSolver {
  const { samples: n, columns: p } = design;
  const { q, r } = thinQr(design.values, n, p);
  const coefficients = new Float64Array(p);
  const unscaledErrors = new Float64Array(p);
  const fitted = new Float64Array(n);
  const rotated = new Float64Array(p);
  const gram = new Float64Array(p * p);
  const inverse = new Float64Array(p * p);
  const rows = new Float64Array(n * p);
  const response = new Float64Array(n);
  const own = new Float64Array(n);

  /** W^1/2 Q of the last fit, where rows are needed one by one. */
  const weighRows = (): void => {
    for (let j = 0; j < n; j++) {
      const root = Math.sqrt(own[j]!);
      for (let k = 0; k < p; k++) rows[j * p + k] = root * q[j * p + k]!;
    }
    if (correlation !== undefined) decorrelate(correlation, n, rows, p);
  };

  /** Q'WQ and Q'Wy. */
  const multiply = (y: Float64Array, from: number): void => {
    gram.fill(0);
    rotated.fill(0);
    for (let j = 0; j < n; j++) {
      const weight = own[j]!;
      const value = y[from + j]!;
      for (let k = 0; k < p; k++) {
        const weighted = weight * q[j * p + k]!;
        rotated[k]! += weighted * value;
        for (let l = 0; l <= k; l++) gram[k * p + l]! += weighted * q[j * p + l]!;
      }
    }
  };

  /** The same after decorrelation. */
  const multiplyCorrelated = (u: Float64Array, y: Float64Array, from: number): void => {
    weighRows();
    for (let j = 0; j < n; j++) response[j] = Math.sqrt(own[j]!) * y[from + j]!;
    decorrelate(u, n, response, 1);
    gram.fill(0);
    rotated.fill(0);
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < p; k++) {
        const value = rows[j * p + k]!;
        rotated[k]! += value * response[j]!;
        for (let l = 0; l <= k; l++) gram[k * p + l]! += value * rows[j * p + l]!;
      }
    }
  };

  const solve = (y: Float64Array, from: number, weights: Float64Array, weightsFrom: number): number => {
    for (let j = 0; j < n; j++) own[j] = weights[weightsFrom + j]!;
    if (correlation === undefined) multiply(y, from);
    else multiplyCorrelated(correlation, y, from);
    factorCholesky(gram, p);
    solveCholesky(gram, p, rotated);
    let residual = 0;
    for (let j = 0; j < n; j++) {
      let value = 0;
      for (let k = 0; k < p; k++) value += q[j * p + k]! * rotated[k]!;
      fitted[j] = value;
      if (correlation === undefined) {
        residual += own[j]! * (y[from + j]! - value) * (y[from + j]! - value);
      } else {
        let whitened = response[j]!;
        for (let k = 0; k < p; k++) whitened -= rows[j * p + k]! * rotated[k]!;
        residual += whitened * whitened;
      }
    }
    for (let i = p - 1; i >= 0; i--) {
      let value = rotated[i]!;
      for (let k = i + 1; k < p; k++) value -= r[i * p + k]! * coefficients[k]!;
      coefficients[i] = value / r[i * p + i]!;
    }
    measureErrors();
    return residual;
  };

  /** With Q'WQ = LL': (X'WX)^-1 = R^-1 L^-T (R^-1 L^-T)', whose diagonal is the row sums of squares of R^-1 L^-T. */
  const measureErrors = (): void => {
    for (let column = 0; column < p; column++) {
      // Column `column` of L^-T, whose last non-zero element is at `column`.
      for (let i = column; i >= 0; i--) {
        let value = i === column ? 1 : 0;
        for (let k = i + 1; k <= column; k++) value -= gram[k * p + i]! * inverse[k * p + column]!;
        inverse[i * p + column] = value / gram[i * p + i]!;
      }
    }
    for (let i = p - 1; i >= 0; i--) {
      let square = 0;
      for (let column = i; column < p; column++) {
        let value = inverse[i * p + column]!;
        for (let k = i + 1; k <= column; k++) value -= r[i * p + k]! * inverse[k * p + column]!;
        value /= r[i * p + i]!;
        inverse[i * p + column] = value;
        square += value * value;
      }
      unscaledErrors[i] = Math.sqrt(square);
    }
  };

  /** Rows of W^1/2 Q L^-T, orthonormal columns. */
  const orthonormalRow = (j: number, out: Float64Array, at: number): void => {
    for (let k = 0; k < p; k++) {
      let value = rows[j * p + k]!;
      for (let l = 0; l < k; l++) value -= gram[k * p + l]! * out[at + l]!;
      out[at + k] = value / gram[k * p + k]!;
    }
  };

  const leverages = (out: Float64Array): void => {
    weighRows();
    for (let j = 0; j < n; j++) {
      orthonormalRow(j, rotated, 0);
      let square = 0;
      for (let k = 0; k < p; k++) square += rotated[k]! * rotated[k]!;
      out[j] = square;
    }
  };

  const projection = (out: Float64Array): void => {
    weighRows();
    const basis = new Float64Array(n * p);
    for (let j = 0; j < n; j++) orthonormalRow(j, basis, j * p);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let product = 0;
        for (let k = 0; k < p; k++) product += basis[i * p + k]! * basis[j * p + k]!;
        out[i * n + j] = product;
      }
    }
  };
  return { coefficients, unscaledErrors, fitted, solve, leverages, projection };
}

/** Replaces A [n x columns] by U^-T A, for an upper triangular U [n x n] row-major. */
export function decorrelate(u: Float64Array, n: number, a: Float64Array, columns: number): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < columns; k++) {
      let value = a[i * columns + k]!;
      for (let j = 0; j < i; j++) value -= u[j * n + i]! * a[j * columns + k]!;
      a[i * columns + k] = value / u[i * n + i]!;
    }
  }
}
