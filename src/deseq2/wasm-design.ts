import { backSolveInPlace } from '../linalg/thin-qr.ts';
import { planDesign } from './design-plan.ts';

/**
 * A design as the WebAssembly kernel wants it: everything by cells (samples with equal rows), in a basis B = X T of the
 * columns of X. T is the identity for designs of 0 and 1, whose Gram matrices are sparse; with numeric covariates it makes
 * the columns orthogonal, so that the normal equations lose no digits.
 */
export interface KernelDesign {
  readonly coefficients: number;
  readonly cells: number;
  readonly saturated: boolean;
  /** [samples] */
  readonly cellOf: Int32Array;
  /** [samples]: samples sorted by cell. */
  readonly order: Int32Array;
  /** [cells + 1] */
  readonly cellStart: Int32Array;
  /** [cells x coefficients]: rows of B. */
  readonly rows: Float64Array;
  /** [coefficients x cells]: least squares coefficients in the basis, per sum of the responses of a cell. */
  readonly leastSquares: Float64Array;
  /** Terms of the entries of the lower triangle of B'WB, row by row: which cell, and which product of two values. */
  readonly gramStart: Int32Array;
  readonly gramCell: Int32Array;
  readonly gramProduct: Float64Array;
  /** [coefficients x coefficients]: T' diag(ridge) T. */
  readonly ridge: Float64Array;
  /** [coefficients x coefficients]: T, absent for the identity. */
  readonly transform: Float64Array | undefined;
  /** What -log det / 2 of the kernel's matrix lacks to be that of X'WX. */
  readonly logDetShift: number;
}

/** @param matrix [samples x coefficients], row-major, of full column rank; `ridge` [coefficients] */
export function layOutDesign(matrix: Float64Array, samples: number, p: number, ridge: Float64Array): KernelDesign {
  const plan = planDesign(matrix, samples, p);
  const { cells, cellOf, cellSizes, r } = plan;
  const saturated = cells === p;
  const inverseR = invertUpper(r, p);
  const isSimple = matrix.every((x) => x === 0 || x === 1);
  const transform = isSimple ? undefined : inverseR.map((x) => x * Math.sqrt(samples));
  const rows = isSimple ? plan.rows : plan.basisRows.map((x) => x * Math.sqrt(samples));

  const leastSquares = new Float64Array(p * cells);
  for (let c = 0; c < cells; c++) {
    const solution = plan.basisRows.slice(c * p, (c + 1) * p);
    if (isSimple) backSolveInPlace(r, p, solution);
    for (let k = 0; k < p; k++)
      leastSquares[k * cells + c] = isSimple ? solution[k]! : solution[k]! / Math.sqrt(samples);
  }

  const cellStart = new Int32Array(cells + 1);
  for (let c = 0; c < cells; c++) cellStart[c + 1] = cellStart[c]! + cellSizes[c]!;
  const order = new Int32Array(samples);
  const next = cellStart.slice();
  for (let j = 0; j < samples; j++) order[next[cellOf[j]!]!++] = j;

  let logDetR = 0;
  for (let k = 0; k < p; k++) logDetR += Math.log(r[k * p + k]!);
  let logSizes = 0;
  for (let c = 0; c < cells; c++) logSizes += Math.log(cellSizes[c]!);
  // det(X'WX) = det(X_cells)^2 prod sum(w), det(X'X) = det(R)^2; and det(X'WX) = det(B'WB) / det(T)^2.
  const logDetShift = saturated ? 0.5 * logSizes - logDetR : isSimple ? 0 : 0.5 * p * Math.log(samples) - logDetR;

  return {
    coefficients: p,
    cells,
    saturated,
    cellOf,
    order,
    cellStart,
    rows,
    leastSquares,
    ...gramTerms(rows, cells, p),
    ridge: transformRidge(ridge, transform, p),
    transform,
    logDetShift,
  };
}

function invertUpper(r: Float64Array, p: number): Float64Array {
  const inverse = new Float64Array(p * p);
  const column = new Float64Array(p);
  for (let k = 0; k < p; k++) {
    column.fill(0);
    column[k] = 1;
    backSolveInPlace(r, p, column);
    for (let i = 0; i < p; i++) inverse[i * p + k] = column[i]!;
  }
  return inverse;
}

function gramTerms(rows: Float64Array, cells: number, p: number) {
  const starts = [0];
  const cellList: number[] = [];
  const products: number[] = [];
  for (let i = 0; i < p; i++) {
    for (let k = 0; k <= i; k++) {
      for (let c = 0; c < cells; c++) {
        const product = rows[c * p + i]! * rows[c * p + k]!;
        if (product === 0) continue;
        cellList.push(c);
        products.push(product);
      }
      starts.push(cellList.length);
    }
  }
  return {
    gramStart: Int32Array.from(starts),
    gramCell: Int32Array.from(cellList),
    gramProduct: Float64Array.from(products),
  };
}

function transformRidge(ridge: Float64Array, transform: Float64Array | undefined, p: number): Float64Array {
  const result = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      if (transform === undefined) result[i * p + k] = i === k ? ridge[i]! : 0;
      else for (let l = 0; l < p; l++) result[i * p + k]! += transform[l * p + i]! * ridge[l]! * transform[l * p + k]!;
    }
  }
  return result;
}
