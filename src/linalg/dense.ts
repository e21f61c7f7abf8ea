import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';

/**
 * Dense linear algebra for what runs once a study; the one file that imports ml-matrix. All matrices are [rows x
 * columns], row-major. Inside loops over genes use `cholesky.ts` and `qr.ts`.
 */
export interface EigenSystem {
  /** Descending. */
  readonly values: Float64Array;
  /** [size x size], row-major: column k is the unit eigenvector of `values[k]`. */
  readonly vectors: Float64Array;
}

export interface PrincipalComponents {
  /** [rows x components], row-major: coordinates of the rows. */
  readonly scores: Float64Array;
  /** [components]: share of the total variance, descending. */
  readonly varianceShare: Float64Array;
  readonly components: number;
}

/** Rank by singular values above max(rows, columns) eps times the largest. */
export function matrixRank(a: Float64Array, rows: number, columns: number): number {
  if (rows === 0 || columns === 0) return 0;
  const { diagonal } = new SingularValueDecomposition(toMatrix(a, rows, columns), { autoTranspose: true });
  const largest = Math.max(...diagonal);
  const threshold = Math.max(rows, columns) * Number.EPSILON * largest;
  return diagonal.filter((value) => value > threshold).length;
}

/** Eigenvalues and eigenvectors of a symmetric matrix [size x size]. */
export function symmetricEigen(a: Float64Array, size: number): EigenSystem {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(toMatrix(a, size, size), {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, i) => i).sort((i, j) => realEigenvalues[j]! - realEigenvalues[i]!);
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    for (let i = 0; i < size; i++) vectors[i * size + to] = eigenvectorMatrix.get(i, from);
  });
  return { values: Float64Array.from(order, (i) => realEigenvalues[i]!), vectors };
}

/**
 * Principal components of the rows (samples) of `a` [rows x columns], columns (genes) centered, through the Gram matrix
 * of the rows. A component's sign is such that its largest score is positive.
 */
export function principalComponents(a: Float64Array, rows: number, columns: number): PrincipalComponents {
  const centered = centerColumns(a, rows, columns);
  const gram = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += centered[i * columns + k]! * centered[j * columns + k]!;
      gram[i * rows + j] = sum;
      gram[j * rows + i] = sum;
    }
  }
  const { values, vectors } = symmetricEigen(gram, rows);
  const components = Math.max(Math.min(rows - 1, columns), 0);
  let total = 0;
  for (let i = 0; i < rows; i++) total += gram[i * rows + i]!;
  const scores = new Float64Array(rows * components);
  const varianceShare = new Float64Array(components);
  for (let k = 0; k < components; k++) {
    const variance = Math.max(values[k]!, 0);
    varianceShare[k] = total > 0 ? variance / total : 0;
    let largest = 0;
    for (let i = 0; i < rows; i++) {
      const value = vectors[i * rows + k]!;
      if (Math.abs(value) > Math.abs(largest)) largest = value;
    }
    const scale = Math.sqrt(variance) * (largest < 0 ? -1 : 1);
    for (let i = 0; i < rows; i++) scores[i * components + k] = vectors[i * rows + k]! * scale;
  }
  return { scores, varianceShare, components };
}

function centerColumns(a: Float64Array, rows: number, columns: number): Float64Array {
  const centered = Float64Array.from(a);
  for (let k = 0; k < columns; k++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += a[i * columns + k]! / rows;
    for (let i = 0; i < rows; i++) centered[i * columns + k]! -= mean;
  }
  return centered;
}

function toMatrix(a: Float64Array, rows: number, columns: number): Matrix {
  return Matrix.from1DArray(rows, columns, Array.from(a.subarray(0, rows * columns)));
}
