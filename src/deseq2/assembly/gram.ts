// The p x p matrix X'WX from sums over cells, and what the stages need of it: determinant, trace, solutions.
import * as at from '../kernel-layout';
import { address, cells, cellSums, factor, get, getInt, gram, gramDerivative, inverse, p, put, work } from './context';

/** Lower triangles of X'WX and X'W^2X, row by row, from the (w, w^2) sums of the cells: `gram` and `gramDerivative`. */
export function gramOfCells(): void {
  const start = address(at.GRAM_START_AT);
  const cellOfTerm = address(at.GRAM_CELL_AT);
  const products = address(at.GRAM_PRODUCT_AT);
  const entries = (p * (p + 1)) >> 1;
  let term = getInt(start, 0);
  for (let entry = 0; entry < entries; entry++) {
    const end = getInt(start, entry + 1);
    let sums = f64x2.splat(0.0);
    for (; term < end; term++) {
      const cell = v128.load(cellSums + (<usize>getInt(cellOfTerm, term) << 4));
      sums = f64x2.add(sums, f64x2.mul(f64x2.splat(get(products, term)), cell));
    }
    put(gram, entry, f64x2.extract_lane(sums, 0));
    put(gramDerivative, entry, f64x2.extract_lane(sums, 1));
  }
}

/** Cholesky factor of a packed matrix into `factor` (packed, reciprocals on the diagonal); its log determinant. */
export function factorize(matrix: usize): f64 {
  let product = 1.0;
  let logs = 0.0;
  for (let i = 0; i < p; i++) {
    const rowI = factor + <usize>(((i * (i + 1)) >> 1) << 3);
    const source = matrix + <usize>(((i * (i + 1)) >> 1) << 3);
    for (let j = 0; j < i; j++) {
      const rowJ = factor + <usize>(((j * (j + 1)) >> 1) << 3);
      let sum = get(source, j);
      for (let k = 0; k < j; k++) sum -= get(rowI, k) * get(rowJ, k);
      put(rowI, j, sum * get(rowJ, j));
    }
    let pivot = get(source, i);
    for (let k = 0; k < i; k++) pivot -= get(rowI, k) * get(rowI, k);
    put(rowI, i, 1.0 / Math.sqrt(pivot));
    product *= pivot;
    if ((i & 7) == 7) {
      logs += Math.log(product);
      product = 1.0;
    }
  }
  return logs + Math.log(product);
}

/** Solves L y = b in place. */
export function forwardSolve(b: usize): void {
  for (let i = 0; i < p; i++) {
    const row = factor + <usize>(((i * (i + 1)) >> 1) << 3);
    let sum = get(b, i);
    for (let k = 0; k < i; k++) sum -= get(row, k) * get(b, k);
    put(b, i, sum * get(row, i));
  }
}

/** Solves L' x = y in place. */
export function backwardSolve(b: usize): void {
  for (let i = p - 1; i >= 0; i--) {
    const row = factor + <usize>(((i * (i + 1)) >> 1) << 3);
    const x = get(b, i) * get(row, i);
    put(b, i, x);
    for (let k = 0; k < i; k++) put(b, k, get(b, k) - get(row, k) * x);
  }
}

/** Packed A = X'WX + ridge into `gramDerivative`, which a GLM has no other use for. */
export function addRidge(): void {
  const ridge = address(at.RIDGE_AT);
  let entry = 0;
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++, entry++) put(gramDerivative, entry, get(gram, entry) + get(ridge, i * p + j));
  }
}

/** Inverse of the factored matrix, packed lower triangle, into `inverse`. */
export function invertFactored(): void {
  for (let column = 0; column < p; column++) {
    for (let i = 0; i < p; i++) put(work, i, i == column ? 1.0 : 0.0);
    forwardSolve(work);
    backwardSolve(work);
    for (let i = column; i < p; i++) put(inverse, ((i * (i + 1)) >> 1) + column, get(work, i));
  }
}

/** tr(A B) of two symmetric packed matrices. */
export function traceOfProduct(a: usize, b: usize): f64 {
  let diagonal = 0.0;
  let rest = 0.0;
  let entry = 0;
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++, entry++) rest += get(a, entry) * get(b, entry);
    diagonal += get(a, entry) * get(b, entry);
    entry++;
  }
  return diagonal + rest + rest;
}

/** x' A x of a packed symmetric matrix. */
export function quadraticForm(a: usize, x: usize): f64 {
  let sum = 0.0;
  let entry = 0;
  for (let i = 0; i < p; i++) {
    let row = 0.0;
    for (let j = 0; j < i; j++, entry++) row += get(a, entry) * get(x, j);
    const xi = get(x, i);
    sum += xi * (row + row + get(a, entry) * xi);
    entry++;
  }
  return sum;
}
