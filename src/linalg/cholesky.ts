import * as math from '../stats/math/portable.ts';

/**
 * Cholesky factor of a symmetric positive definite matrix, in place.
 *
 * `a` [p x p] row-major; only its lower triangle is read and replaced by L with A = L L'. Returns false, leaving `a`
 * half done, where a pivot is not positive. Source: G. H. Golub, C. F. Van Loan, Matrix Computations (2013), algorithm
 * 4.2.1.
 */
export function factorCholesky(a: Float64Array, p: number): boolean {
  for (let j = 0; j < p; j++) {
    let pivot = a[j * p + j]!;
    for (let k = 0; k < j; k++) pivot -= a[j * p + k]! * a[j * p + k]!;
    if (!(pivot > 0)) return false;
    const diagonal = Math.sqrt(pivot);
    a[j * p + j] = diagonal;
    for (let i = j + 1; i < p; i++) {
      let value = a[i * p + j]!;
      for (let k = 0; k < j; k++) value -= a[i * p + k]! * a[j * p + k]!;
      a[i * p + j] = value / diagonal;
    }
  }
  return true;
}

/** Solves L L' x = b for x in place of b [p], with L from `factorCholesky`. */
export function solveCholesky(l: Float64Array, p: number, b: Float64Array): void {
  for (let i = 0; i < p; i++) {
    let value = b[i]!;
    for (let k = 0; k < i; k++) value -= l[i * p + k]! * b[k]!;
    b[i] = value / l[i * p + i]!;
  }
  for (let i = p - 1; i >= 0; i--) {
    let value = b[i]!;
    for (let k = i + 1; k < p; k++) value -= l[k * p + i]! * b[k]!;
    b[i] = value / l[i * p + i]!;
  }
}

/** Writes (L L')^-1 to `out` [p x p], both triangles, with L from `factorCholesky`. */
export function invertCholesky(l: Float64Array, p: number, out: Float64Array): void {
  for (let j = 0; j < p; j++) {
    // Column j of L^-1, kept in row j of the upper triangle of `out`.
    for (let i = j; i < p; i++) {
      let value = i === j ? 1 : 0;
      for (let k = j; k < i; k++) value -= l[i * p + k]! * out[j * p + k]!;
      out[j * p + i] = value / l[i * p + i]!;
    }
  }
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      let sum = 0;
      for (let k = j; k < p; k++) sum += out[i * p + k]! * out[j * p + k]!;
      out[i * p + j] = sum;
    }
    for (let j = 0; j < i; j++) out[i * p + j] = out[j * p + i]!;
  }
}

/** ln det(L L') with L from `factorCholesky`. */
export function logDeterminantCholesky(l: Float64Array, p: number): number {
  let sum = 0;
  for (let i = 0; i < p; i++) sum += math.log(l[i * p + i]!);
  return 2 * sum;
}
