/**
 * Cholesky factors of a symmetric matrix that may be singular, as R's survival factors an information matrix, in place.
 *
 * A = F D F', F lower triangular with unit diagonal. `a` [p x p] row-major, its lower triangle read; F is left below the
 * diagonal, D on it. A pivot below `tolerance` times the largest diagonal, or not finite, becomes 0: its column is redundant.
 * Returns the rank. Source: T. M. Therneau, package survival 3.5-3.
 */
export function factorSemidefinite(a: Float64Array, p: number, tolerance: number): number {
  let largest = 0;
  for (let i = 0; i < p; i++) largest = Math.max(largest, a[i * p + i]! || 0);
  const least = largest * tolerance;
  let rank = 0;
  for (let i = 0; i < p; i++) {
    const pivot = a[i * p + i]!;
    if (!(pivot > 0 && pivot >= least && pivot < Number.POSITIVE_INFINITY)) {
      a[i * p + i] = 0;
      continue;
    }
    rank++;
    for (let j = i + 1; j < p; j++) {
      const factor = a[j * p + i]! / pivot;
      a[j * p + j]! -= factor * factor * pivot;
      for (let k = j + 1; k < p; k++) a[k * p + j]! -= factor * a[k * p + i]!;
      a[j * p + i] = factor;
    }
  }
  return rank;
}

/** Solves F D F' x = b in place of b [p]; 0 for redundant columns. */
export function solveSemidefinite(f: Float64Array, p: number, b: Float64Array): void {
  for (let i = 0; i < p; i++) {
    let value = b[i]!;
    for (let k = 0; k < i; k++) value -= f[i * p + k]! * b[k]!;
    b[i] = value;
  }
  for (let i = p - 1; i >= 0; i--) {
    const pivot = f[i * p + i]!;
    if (pivot === 0) {
      b[i] = 0;
      continue;
    }
    let value = b[i]! / pivot;
    for (let k = i + 1; k < p; k++) value -= f[k * p + i]! * b[k]!;
    b[i] = value;
  }
}

/** Generalized inverse from the factors, to `out` [p x p]: rows and columns of redundant columns are 0. */
export function invertSemidefinite(f: Float64Array, p: number, out: Float64Array): void {
  out.fill(0);
  // Column j of the inverse in row j: it is symmetric.
  for (let j = 0; j < p; j++) {
    if (f[j * p + j] === 0) continue;
    const column = out.subarray(j * p, j * p + p);
    column[j] = 1;
    solveSemidefinite(f, p, column);
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) out[i * p + j] = out[j * p + i]!;
}
