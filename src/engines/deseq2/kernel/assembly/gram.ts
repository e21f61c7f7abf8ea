// The p x p matrix B'WB from sums over cells and its factor L D L', by the lists of operations of sparse-cholesky.ts.
import * as at from '../kernel-layout';
import {
  address, basisBeta, cells, cellSums, factor, get, getInt, gram, integer, inversePivots, p, penalized, put,
  scaledFactor,
} from './context';

/** Entries of B'WB from the sums of the weights of the cells. */
export function gramOfCells(): void {
  const start = address(at.GRAM_START_AT);
  const cellOfTerm = address(at.GRAM_CELL_AT);
  const products = address(at.GRAM_PRODUCT_AT);
  const entries = integer(at.FACTOR_ENTRIES);
  let term = 0;
  for (let entry = 0; entry < entries; entry++) {
    const end = getInt(start, entry + 1);
    let sum = 0.0;
    for (; term < end; term++) sum += get(products, term) * get(cellSums, getInt(cellOfTerm, term));
    put(gram, entry, sum);
  }
}

export function addRidge(): void {
  const ridge = address(at.RIDGE_AT);
  const entries = integer(at.FACTOR_ENTRIES);
  for (let entry = 0; entry < entries; entry++) put(penalized, entry, get(gram, entry) + get(ridge, entry));
}

/** Subtracts ridge times `basisBeta` from b; the ridge has the pattern of the factor. */
export function subtractRidge(b: usize): void {
  const ridge = address(at.RIDGE_AT);
  const rowStart = address(at.FACTOR_START_AT);
  const columnOf = address(at.FACTOR_COLUMN_AT);
  let entry = 0;
  for (let i = 0; i < p; i++) {
    const diagonal = getInt(rowStart, i + 1) - 1;
    const own = get(basisBeta, i);
    for (; entry < diagonal; entry++) {
      const value = get(ridge, entry);
      if (value == 0.0) continue;
      const k = getInt(columnOf, entry);
      put(b, i, get(b, i) - value * get(basisBeta, k));
      put(b, k, get(b, k) - value * own);
    }
    put(b, i, get(b, i) - get(ridge, entry++) * own);
  }
}

/** Factors `gram` or `penalized`; returns the log determinant. */
export function factorize(matrix: usize): f64 {
  const rowStart = address(at.FACTOR_START_AT);
  const columnOf = address(at.FACTOR_COLUMN_AT);
  const productStart = address(at.PRODUCT_START_AT);
  let pairs = address(at.PRODUCT_PAIRS_AT);
  const pairBase = pairs;
  let determinant = 1.0;
  let logs = 0.0;
  let entry = 0;
  for (let i = 0; i < p; i++) {
    const diagonal = getInt(rowStart, i + 1) - 1;
    for (; entry <= diagonal; entry++) {
      let sum = get(matrix, entry);
      const end = pairBase + (<usize>getInt(productStart, entry + 1) << 3);
      for (; pairs < end; pairs += 8) sum -= get(scaledFactor, load<i32>(pairs)) * get(factor, load<i32>(pairs, 4));
      put(scaledFactor, entry, sum);
      if (entry < diagonal) put(factor, entry, sum * get(inversePivots, getInt(columnOf, entry)));
    }
    const pivot = get(scaledFactor, diagonal);
    put(inversePivots, i, 1.0 / pivot);
    determinant *= pivot;
    if ((i & 7) == 7) {
      logs += Math.log(determinant);
      determinant = 1.0;
    }
  }
  return logs + Math.log(determinant);
}

/** Solves L D L' x = b in place. */
export function solve(b: usize): void {
  const rowStart = address(at.FACTOR_START_AT);
  const columnOf = address(at.FACTOR_COLUMN_AT);
  let entry = 0;
  for (let i = 0; i < p; i++) {
    const diagonal = getInt(rowStart, i + 1) - 1;
    let sum = get(b, i);
    for (; entry < diagonal; entry++) sum -= get(factor, entry) * get(b, getInt(columnOf, entry));
    put(b, i, sum);
    entry++;
  }
  for (let i = p - 1; i >= 0; i--) {
    const from = getInt(rowStart, i);
    const x = get(b, i) * get(inversePivots, i);
    put(b, i, x);
    // Rows above still hold y, before their division by the pivot.
    for (let e = getInt(rowStart, i + 1) - 2; e >= from; e--) {
      const k = getInt(columnOf, e);
      put(b, k, get(b, k) - get(scaledFactor, e) * x);
    }
  }
}

/** b' (L D L')^-1 b for the row b of every cell into `forms`; `buffer` takes one number a coefficient. */
export function quadraticForms(forms: usize, buffer: usize): void {
  const start = address(at.SOLVE_START_AT);
  const rowOf = address(at.SOLVE_ROW_AT);
  const valueOf = address(at.SOLVE_VALUE_AT);
  const termStart = address(at.SOLVE_TERM_START_AT);
  const termBase = address(at.SOLVE_TERMS_AT);
  let terms = termBase;
  let step = 0;
  for (let c = 0; c < cells; c++) {
    const end = getInt(start, c + 1);
    const first = step;
    let form = 0.0;
    for (; step < end; step++) {
      let y = get(valueOf, step);
      const stop = termBase + (<usize>getInt(termStart, step + 1) << 3);
      for (; terms < stop; terms += 8) y -= get(factor, load<i32>(terms)) * get(buffer, load<i32>(terms, 4));
      put(buffer, step - first, y);
      form += y * y * get(inversePivots, getInt(rowOf, step));
    }
    put(forms, c, form);
  }
}
