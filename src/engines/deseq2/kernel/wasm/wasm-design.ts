import { multiplyByBasis, orthogonalizeCovariates } from '../../../../design/orthogonal-block.ts';
import { backSolveInPlace, thinQr } from '../../../../linalg/thin-qr.ts';
import * as math from '../../../../stats/math/portable.ts';
import { planDesign } from '../design-plan.ts';
import { planCholesky, type SparseCholesky } from './sparse-cholesky.ts';

/**
 * A design as the WebAssembly kernel wants it: everything by cells (samples with equal rows), in a basis B = X T of the
 * columns of X. T reorders the columns, so that the factor of B'WB stays sparse, and makes numeric covariates orthogonal
 * to the intercept and to each other, so that the normal equations lose no digits.
 */
export interface KernelDesign {
  readonly coefficients: number;
  readonly cells: number;
  /** As many cells as coefficients: fitted values are cell means. */
  readonly saturated: boolean;
  /** [samples] */
  readonly cellOf: Int32Array;
  /** [samples]: samples sorted by cell. */
  readonly order: Int32Array;
  /** [cells + 1] */
  readonly cellStart: Int32Array;
  /** Rows of B. */
  readonly rows: SparseRows;
  /** [coefficients x cells]: least squares coefficients in the basis, per sum of the responses of a cell. */
  readonly leastSquares: Float64Array;
  readonly cholesky: SparseCholesky;
  /** [entries of the factor]: T' diag(ridge) T. */
  readonly ridge: Float64Array;
  /** Rows of T: coefficients of X = T times coefficients of B. */
  readonly transform: SparseRows;
  /** Rows of the inverse of T. */
  readonly inverse: SparseRows;
  /** What -log det / 2 of the kernel's matrix lacks to be that of X'WX. */
  readonly logDetShift: number;
}

/** Nonzero elements row by row. */
export interface SparseRows {
  /** [rows + 1] */
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
}

/**
 * @param matrix [samples x coefficients], row-major, of full column rank
 * @param ridge [coefficients]
 * @param kept a column that T only scales
 */
export function layOutDesign(
  matrix: Float64Array,
  samples: number,
  p: number,
  ridge: Float64Array,
  kept?: number,
): KernelDesign {
  const plan = planDesign(matrix, samples, p);
  const { cells, cellOf, cellSizes, r } = plan;
  const saturated = cells === p;

  const { transform: orthogonal, inverse } = orthogonalizeCovariates(matrix, samples, p, kept);
  const basis = multiplyByBasis(plan.rows, orthogonal, cells, p);
  const ridgeMatrix = transformRidge(ridge, orthogonal, p);
  const cholesky = planCholesky(basis, cells, p, ridgeMatrix);
  const { columnOrder } = cholesky;
  const reorder = (values: Float64Array, rows: number) =>
    Float64Array.from(values, (_, i) => values[Math.floor(i / p) * p + columnOrder[i % p]!]!).subarray(0, rows * p);
  const rows = reorder(basis, cells);
  const transform = reorder(orthogonal, p);

  const cellStart = new Int32Array(cells + 1);
  for (let c = 0; c < cells; c++) cellStart[c + 1] = cellStart[c]! + cellSizes[c]!;
  const order = new Int32Array(samples);
  const next = cellStart.slice();
  for (let j = 0; j < samples; j++) order[next[cellOf[j]!]!++] = j;

  let logDetR = 0;
  for (let k = 0; k < p; k++) logDetR += math.log(r[k * p + k]!);
  let logSizes = 0;
  for (let c = 0; c < cells; c++) logSizes += math.log(cellSizes[c]!);

  return {
    coefficients: p,
    cells,
    saturated,
    cellOf,
    order,
    cellStart,
    rows: sparseRows(rows, cells, p),
    leastSquares: leastSquaresOfCells(rows, cellOf, samples, cells, p),
    cholesky,
    ridge: Float64Array.from(cholesky.entries, ([i, k]) => ridgeMatrix[columnOrder[i]! * p + columnOrder[k]!]!),
    transform: sparseRows(transform, p, p),
    inverse: sparseRows(
      Float64Array.from({ length: p * p }, (_, i) => inverse[columnOrder[Math.floor(i / p)]! * p + (i % p)]!),
      p,
      p,
    ),
    // det(X'WX) is det(X_cells)^2 prod sum(w) with det(X'X) = det(R)^2, or det(B'WB) / det(T)^2.
    logDetShift: saturated ? 0.5 * logSizes - logDetR : logDeterminant(orthogonal, p),
  };
}

function logDeterminant(triangular: Float64Array, p: number): number {
  let sum = 0;
  for (let k = 0; k < p; k++) sum += math.log(Math.abs(triangular[k * (p + 1)]!));
  return sum;
}

function transformRidge(ridge: Float64Array, transform: Float64Array, p: number): Float64Array {
  const scaled = transform.map((x, i) => x * ridge[Math.floor(i / p)]!);
  const result = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      for (let l = 0; l < p; l++) result[i * p + k]! += transform[l * p + i]! * scaled[l * p + k]!;
    }
  }
  return result;
}

function leastSquaresOfCells(
  rows: Float64Array,
  cellOf: Int32Array,
  samples: number,
  cells: number,
  p: number,
): Float64Array {
  const { q, r } = thinQr(
    Float64Array.from({ length: samples * p }, (_, i) => rows[cellOf[Math.floor(i / p)]! * p + (i % p)]!),
    samples,
    p,
  );
  const operator = new Float64Array(p * cells);
  for (let j = 0; j < samples; j++) {
    const solution = q.slice(j * p, (j + 1) * p);
    backSolveInPlace(r, p, solution);
    for (let k = 0; k < p; k++) operator[k * cells + cellOf[j]!] = solution[k]!;
  }
  return operator;
}

function sparseRows(dense: Float64Array, rows: number, columns: number): SparseRows {
  const start = new Int32Array(rows + 1);
  const column: number[] = [];
  const value: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) {
      if (dense[i * columns + k] === 0) continue;
      column.push(k);
      value.push(dense[i * columns + k]!);
    }
    start[i + 1] = column.length;
  }
  return { start, column: Int32Array.from(column), value: Float64Array.from(value) };
}

/** Coefficients of the design, [genes x coefficients], as coefficients of the basis. */
export function toBasis({ coefficients: p, inverse }: KernelDesign, values: Float64Array): Float64Array {
  const { start, column, value } = inverse;
  const result = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += p) {
    for (let k = 0; k < p; k++) {
      let sum = 0;
      for (let i = start[k]!; i < start[k + 1]!; i++) sum += value[i]! * values[row + column[i]!]!;
      result[row + k] = sum;
    }
  }
  return result;
}
