import { findCells } from '../../../design/design.ts';
import { thinQr } from '../../../linalg/thin-qr.ts';

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
  /** [coefficients x coefficients], row-major: R of X = Q R; empty where X lacks rank. */
  readonly r: Float64Array;
  /** One coefficient that is 1 everywhere. */
  readonly isIntercept: boolean;
}

/**
 * @param matrix [samples x coefficients], row-major
 * @param hasFullRank where false, there is no least squares solution, and `r` is left empty
 */
export function planDesign(
  matrix: Float64Array,
  samples: number,
  coefficients: number,
  hasFullRank = true,
): DesignPlan {
  const cellOf = findCells(matrix, samples, coefficients);
  const cells = 1 + cellOf.reduce((most, cell) => Math.max(most, cell), -1);
  const cellSizes = new Int32Array(cells);
  const rows = new Float64Array(cells * coefficients);
  for (let j = samples - 1; j >= 0; j--) {
    const cell = cellOf[j]!;
    cellSizes[cell]!++;
    rows.set(matrix.subarray(j * coefficients, (j + 1) * coefficients), cell * coefficients);
  }
  const r = hasFullRank ? thinQr(matrix, samples, coefficients).r : new Float64Array(0);
  const isIntercept = coefficients === 1 && matrix.every((x) => x === 1);
  return { samples, coefficients, cells, cellOf, cellSizes, rows, r, isIntercept };
}

/** [samples x coefficients], column-major: the design, as Fortran code has it. */
export function designColumns({ samples, coefficients: p, cellOf, rows }: DesignPlan): Float64Array {
  return Float64Array.from({ length: samples * p }, (_, at) => {
    return rows[cellOf[at % samples]! * p + Math.floor(at / samples)]!;
  });
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
