import { backSolveInPlace, thinQr } from '../linalg/thin-qr.ts';

/** A change of basis B = X T of the columns of a design; both matrices [coefficients x coefficients], row-major. */
export interface ChangeOfBasis {
  readonly transform: Float64Array;
  readonly inverse: Float64Array;
}

/**
 * The change of basis that makes covariates orthogonal to the intercept and to each other, each with a mean square of 1, and
 * leaves columns of -1, 0 and 1 as they are.
 *
 * @param matrix [samples x p], row-major, of full column rank
 * @param kept a column that is only scaled
 */
export function orthogonalizeCovariates(
  matrix: Float64Array,
  samples: number,
  p: number,
  kept?: number | undefined,
): ChangeOfBasis {
  const transform = identity(p);
  const inverse = identity(p);
  const valuesOf = (k: number) => Float64Array.from({ length: samples }, (_, j) => matrix[j * p + k]!);
  const isIntercept = (k: number) => valuesOf(k).every((x) => x === 1);
  const isNumeric = (k: number) => valuesOf(k).some((x) => x !== 0 && Math.abs(x) !== 1);
  const columns = Array.from({ length: p }, (_, k) => k);
  const numeric = columns.filter(isNumeric);
  if (numeric.length === 0) return { transform, inverse };
  // The last one is only scaled.
  const block = [...columns.filter(isIntercept).slice(0, 1), ...numeric].sort(
    (i, k) => Number(i === kept) - Number(k === kept),
  );
  const q = block.length;
  const { r } = thinQr(
    Float64Array.from({ length: samples * q }, (_, i) => matrix[Math.floor(i / q) * p + block[i % q]!]!),
    samples,
    q,
  );
  const column = new Float64Array(q);
  for (let k = 0; k < q; k++) {
    column.fill(0);
    column[k] = Math.sqrt(samples);
    backSolveInPlace(r, q, column);
    for (let i = 0; i < q; i++) {
      transform[block[i]! * p + block[k]!] = column[i]!;
      inverse[block[i]! * p + block[k]!] = r[i * q + k]! / Math.sqrt(samples);
    }
  }
  return { transform, inverse };
}

function identity(p: number): Float64Array {
  return Float64Array.from({ length: p * p }, (_, i) => (i % (p + 1) === 0 ? 1 : 0));
}

/** The product of a [rows x p] and a [p x p] matrix, row-major. */
export function multiplyByBasis(a: Float64Array, b: Float64Array, rows: number, p: number): Float64Array {
  const product = new Float64Array(rows * p);
  for (let i = 0; i < rows; i++) {
    for (let l = 0; l < p; l++) {
      const factor = a[i * p + l]!;
      if (factor !== 0) for (let k = 0; k < p; k++) product[i * p + k]! += factor * b[l * p + k]!;
    }
  }
  return product;
}
