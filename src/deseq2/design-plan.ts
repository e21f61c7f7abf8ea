import { findCells } from '../design/design.ts';
import { backSolveInPlace, thinQr } from '../linalg/thin-qr.ts';

/** What the per-gene fits of a design have in common; samples with equal rows of the design form a cell. */
export interface DesignPlan {
  readonly samples: number;
  /** p. */
  readonly coefficients: number;
  readonly cells: number;
  /** [samples]. */
  readonly cellOf: Int32Array;
  /** [cells]. */
  readonly cellSizes: Int32Array;
  /** [cells x coefficients], row-major: the row of the design that the samples of a cell share. */
  readonly rows: Float64Array;
  /** [cells x coefficients], row-major: the rows of Q in X = Q R; empty where X lacks rank. */
  readonly basisRows: Float64Array;
  /** [coefficients x coefficients], row-major, upper triangular. */
  readonly r: Float64Array;
  /** One coefficient that is 1 everywhere. */
  readonly isIntercept: boolean;
}

/**
 * @param matrix [samples x coefficients], row-major
 * @param hasFullRank where false, there is no least squares solution: `basisRows` and `r` are left empty
 */
export function planDesign(
  matrix: Float64Array,
  samples: number,
  coefficients: number,
  hasFullRank = true,
): DesignPlan {
  const cellOf = findCells(matrix, samples, coefficients);
  const cells = 1 + cellOf.reduce((most, cell) => Math.max(most, cell), -1);
  const none = { q: new Float64Array(0), r: new Float64Array(0) };
  const { q, r } = hasFullRank ? thinQr(matrix, samples, coefficients) : none;
  const cellSizes = new Int32Array(cells);
  const rows = new Float64Array(cells * coefficients);
  const basisRows = new Float64Array(hasFullRank ? cells * coefficients : 0);
  for (let j = samples - 1; j >= 0; j--) {
    const cell = cellOf[j]!;
    cellSizes[cell]!++;
    rows.set(matrix.subarray(j * coefficients, (j + 1) * coefficients), cell * coefficients);
    if (hasFullRank) basisRows.set(q.subarray(j * coefficients, (j + 1) * coefficients), cell * coefficients);
  }
  const isIntercept = coefficients === 1 && matrix.every((x) => x === 1);
  return { samples, coefficients, cells, cellOf, cellSizes, rows, basisRows, r, isIntercept };
}

/** Least squares coefficients in the orthonormal basis, Qᵀ y, from the sums of y over the samples of each cell. */
export function projectOnBasis(plan: DesignPlan, cellSums: Float64Array, projection: Float64Array): void {
  const { cells, coefficients: p, basisRows } = plan;
  projection.fill(0);
  for (let cell = 0; cell < cells; cell++) {
    const sum = cellSums[cell]!;
    for (let k = 0; k < p; k++) projection[k]! += sum * basisRows[cell * p + k]!;
  }
}

/** Ordinary least squares coefficients, R⁻¹ Qᵀ y, from the sums of y over the samples of each cell. */
export function leastSquares(plan: DesignPlan, cellSums: Float64Array, beta: Float64Array): void {
  projectOnBasis(plan, cellSums, beta);
  backSolveInPlace(plan.r, plan.coefficients, beta);
}

/** Ordinary least squares fit of each cell, from the sums of y over the samples of each cell; `projection` is scratch. */
export function fittedCellMeans(
  plan: DesignPlan,
  cellSums: Float64Array,
  projection: Float64Array,
  means: Float64Array,
): void {
  const { cells, coefficients: p, basisRows, cellSizes } = plan;
  if (cells === p) {
    for (let cell = 0; cell < cells; cell++) means[cell] = cellSums[cell]! / cellSizes[cell]!;
    return;
  }
  projectOnBasis(plan, cellSums, projection);
  for (let cell = 0; cell < cells; cell++) {
    let fit = 0;
    for (let k = 0; k < p; k++) fit += projection[k]! * basisRows[cell * p + k]!;
    means[cell] = fit;
  }
}

/** The linear predictor of each cell: the rows of the design times `beta`. */
export function predictCells(plan: DesignPlan, beta: Float64Array, eta: Float64Array): void {
  const { cells, coefficients: p, rows } = plan;
  for (let cell = 0; cell < cells; cell++) {
    let sum = 0;
    for (let k = 0; k < p; k++) sum += rows[cell * p + k]! * beta[k]!;
    eta[cell] = sum;
  }
}

/**
 * The lower triangle of Xᵀ W X = sum over cells of W_c x_c x_cᵀ, for the sums W_c of the weights over each cell.
 *
 * @param gram [coefficients x coefficients], row-major; the upper triangle is left alone
 */
export function cellGram(plan: DesignPlan, cellWeights: Float64Array, gram: Float64Array): void {
  const { cells, coefficients: p, rows } = plan;
  for (let i = 0; i < p; i++) gram.fill(0, i * p, i * p + i + 1);
  for (let cell = 0; cell < cells; cell++) {
    const weight = cellWeights[cell]!;
    const row = cell * p;
    for (let i = 0; i < p; i++) {
      const scaled = weight * rows[row + i]!;
      if (scaled === 0) continue;
      for (let k = 0; k <= i; k++) gram[i * p + k]! += scaled * rows[row + k]!;
    }
  }
}
