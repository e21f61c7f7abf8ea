/** A = Q R with orthonormal columns of Q. */
export interface ThinQr {
  /** [rows x columns], row-major. */
  readonly q: Float64Array;
  /** [columns x columns], row-major, upper triangular, positive diagonal. */
  readonly r: Float64Array;
}

/**
 * QR factors of a tall matrix of full column rank, by Gram-Schmidt with one reorthogonalization (orthonormal to a few
 * ulp: Giraud, Langou and Rozloznik 2005, doi:10.1007/s00211-005-0615-4). Equal rows of A give equal rows of Q.
 *
 * @param a [rows x columns], row-major
 */
export function thinQr(a: Float64Array, rows: number, columns: number): ThinQr {
  const q = Float64Array.from(a);
  const r = new Float64Array(columns * columns);
  for (let j = 0; j < columns; j++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < j; k++) {
        let projection = 0;
        for (let i = 0; i < rows; i++) projection += q[i * columns + k]! * q[i * columns + j]!;
        for (let i = 0; i < rows; i++) q[i * columns + j]! -= projection * q[i * columns + k]!;
        r[k * columns + j]! += projection;
      }
    }
    let square = 0;
    for (let i = 0; i < rows; i++) square += q[i * columns + j]! ** 2;
    const norm = Math.sqrt(square);
    r[j * columns + j] = norm;
    for (let i = 0; i < rows; i++) q[i * columns + j]! /= norm;
  }
  return { q, r };
}

/** Replaces b by the solution x of R x = b, for an upper triangular R [n x n]. */
export function backSolveInPlace(r: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= r[i * n + k]! * b[k]!;
    b[i] = sum / r[i * n + i]!;
  }
}
