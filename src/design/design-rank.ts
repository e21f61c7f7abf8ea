import * as math from '../stats/math/portable.ts';

/** A column that the columns before it already determine: the sum of `weight` times `column`. */
export interface DependentColumn {
  readonly column: number;
  /** Empty for a column of zeros. */
  readonly combination: readonly { readonly column: number; readonly weight: number }[];
}

const TOLERANCE = 1e-7;

/**
 * Finds the columns that are linear combinations of columns further left, by Gram-Schmidt with reorthogonalization: a
 * column depends when less than 1e-7 of its norm is left, the tolerance of R's `qr`.
 *
 * @param matrix [rows x columns], row-major
 */
export function findDependentColumns(matrix: Float64Array, rows: number, columns: number): DependentColumn[] {
  const basis: { column: number; vector: Float64Array; inTermsOfColumns: Float64Array }[] = [];
  const dependent: DependentColumn[] = [];
  for (let column = 0; column < columns; column++) {
    const vector = Float64Array.from({ length: rows }, (_, row) => matrix[row * columns + column]!);
    const norm = math.norm(vector);
    const inTermsOfColumns = new Float64Array(columns);
    inTermsOfColumns[column] = 1;
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of basis) {
        const projection = dot(earlier.vector, vector);
        addScaled(vector, earlier.vector, -projection);
        addScaled(inTermsOfColumns, earlier.inTermsOfColumns, -projection);
      }
    }
    const left = math.norm(vector);
    if (left < TOLERANCE * norm || norm === 0) {
      const combination = basis
        .map((earlier) => ({ column: earlier.column, weight: -inTermsOfColumns[earlier.column]! }))
        .filter(({ weight }) => norm > 0 && Math.abs(weight) > TOLERANCE);
      dependent.push({ column, combination });
    } else {
      basis.push({
        column,
        vector: vector.map((x) => x / left),
        inTermsOfColumns: inTermsOfColumns.map((x) => x / left),
      });
    }
  }
  return dependent;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * source[i]!;
}
