// Determinants and inverses of [p x p] matrices, column-major, in the order of operations of the reference: the twin of
// reference-determinant.ts and reference-inverse.ts, which say where each step comes from.
import { get, p, put } from './context';

const TOLERANCE: f64 = 2.220446049250313e-14;

/** [p x p] each, then [p], then i32 [p] */
let factors: usize = 0;
let cholesky: usize = 0;
let inverse: usize = 0;
let column: usize = 0;
let pivots: usize = 0;

/** Memory that the matrices need, and where they lie. */
export function matrixBytes(n: i32): i32 {
  return 8 * (3 * n * n + 2 * n);
}

export function placeMatrices(base: usize): void {
  const size = <usize>(p * p) << 3;
  factors = base;
  cholesky = base + size;
  inverse = cholesky + size;
  column = inverse + size;
  pivots = column + (<usize>p << 3);
}

// @ts-ignore: decorator
@inline
function subtract(array: usize, i: i32, value: f64): void {
  put(array, i, get(array, i) - value);
}

// @ts-ignore: decorator
@inline
function add(array: usize, i: i32, value: f64): void {
  put(array, i, get(array, i) + value);
}

function swap(array: usize, i: i32, k: i32): void {
  const value = get(array, i);
  put(array, i, get(array, k));
  put(array, k, value);
}

export function determinant(a: usize): f64 {
  if (p == 1) return get(a, 0);
  if (p == 2) return get(a, 0) * get(a, 3) - get(a, 2) * get(a, 1);
  if (p == 3) {
    const first = get(a, 0) * (get(a, 8) * get(a, 4) - get(a, 5) * get(a, 7));
    const second = get(a, 1) * (get(a, 8) * get(a, 3) - get(a, 5) * get(a, 6));
    const third = get(a, 2) * (get(a, 7) * get(a, 3) - get(a, 4) * get(a, 6));
    return first - second + third;
  }
  return factorize(a);
}

/** trace(A⁻¹ B) */
export function traceOfSolution(a: usize, b: usize): f64 {
  invert(a);
  const n = p;
  let even = 0.0;
  let odd = 0.0;
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      const product = get(inverse, i * n + k) * get(b, k * n + i);
      if ((i & 1) == 0) even += product;
      else odd += product;
    }
  }
  return even + odd;
}

function invert(a: usize): void {
  const n = p;
  if (n == 2) {
    const whole = determinant(a);
    put(inverse, 0, get(a, 3) / whole);
    put(inverse, 1, -get(a, 1) / whole);
    put(inverse, 2, -get(a, 2) / whole);
    put(inverse, 3, get(a, 0) / whole);
  } else if (isDiagonal(a)) {
    memory.fill(inverse, 0, <usize>(n * n) << 3);
    for (let k = 0; k < n; k++) put(inverse, k * n + k, 1.0 / get(a, k * n + k));
  } else if (n >= 4 && looksPositiveDefinite(a)) {
    memory.copy(cholesky, a, <usize>(n * n) << 3);
    if (factorizeBlock(0, n)) invertByCholesky();
    else invertByPivots(a);
  } else invertByPivots(a);
}

function isDiagonal(a: usize): bool {
  for (let at = 0; at < p * p; at++) if (at % (p + 1) != 0 && get(a, at) != 0.0) return false;
  return true;
}

function looksPositiveDefinite(a: usize): bool {
  const n = p;
  let largest = 0.0;
  for (let k = 0; k < n; k++) {
    const diagonal = get(a, k * n + k);
    if (!(diagonal > 0.0 && diagonal < Infinity)) return false;
    if (diagonal > largest) largest = diagonal;
  }
  if (largest < TOLERANCE) return false;
  for (let j = 0; j < n; j++) {
    for (let i = j + 1; i < n; i++) {
      const below = get(a, j * n + i);
      const above = get(a, i * n + j);
      const size = abs(below);
      if (size >= largest || 2.0 * size >= get(a, i * n + i) + get(a, j * n + j)) return false;
      const difference = abs(below - above);
      if (difference > TOLERANCE && difference > TOLERANCE * max(size, abs(above))) return false;
    }
  }
  return true;
}

/** P A = L U in `factors`; returns the determinant. */
function factorize(a: usize): f64 {
  const n = p;
  memory.copy(factors, a, <usize>(n * n) << 3);
  let sign = 1.0;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (abs(get(factors, k * n + i)) > abs(get(factors, k * n + best))) best = i;
    store<i32>(pivots + (<usize>k << 2), best);
    if (best != k) {
      for (let j = 0; j < n; j++) swap(factors, j * n + k, j * n + best);
      sign = -sign;
    }
    const reciprocal = 1.0 / get(factors, k * n + k);
    for (let i = k + 1; i < n; i++) put(factors, k * n + i, get(factors, k * n + i) * reciprocal);
    for (let j = k + 1; j < n; j++) {
      const factor = get(factors, j * n + k);
      for (let i = k + 1; i < n; i++) subtract(factors, j * n + i, factor * get(factors, k * n + i));
    }
  }
  let product = get(factors, 0);
  for (let k = 1; k < n; k++) product *= get(factors, k * n + k);
  return sign * product;
}

function invertByPivots(a: usize): void {
  const n = p;
  factorize(a);
  memory.fill(inverse, 0, <usize>(n * n) << 3);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i <= j; i++) put(inverse, j * n + i, get(factors, j * n + i));
    invertUpperColumn(j);
  }
  for (let j = n - 2; j >= 0; j--) {
    for (let l = j + 1; l < n; l++) put(column, l, get(factors, j * n + l));
    for (let l = j + 1; l < n; l++) {
      for (let i = 0; i < n; i++) subtract(inverse, j * n + i, get(column, l) * get(inverse, l * n + i));
    }
  }
  for (let j = n - 2; j >= 0; j--) {
    const pivot = load<i32>(pivots + (<usize>j << 2));
    if (pivot != j) for (let i = 0; i < n; i++) swap(inverse, j * n + i, pivot * n + i);
  }
}

function invertUpperColumn(j: i32): void {
  const n = p;
  put(inverse, j * n + j, 1.0 / get(inverse, j * n + j));
  const factor = -get(inverse, j * n + j);
  for (let k = 0; k < j; k++) {
    const value = get(inverse, j * n + k);
    if (value == 0.0) continue;
    for (let i = 0; i < k; i++) add(inverse, j * n + i, value * get(inverse, k * n + i));
    put(inverse, j * n + k, value * get(inverse, k * n + k));
  }
  for (let i = 0; i < j; i++) put(inverse, j * n + i, get(inverse, j * n + i) * factor);
}

/** L of A = L Lᵀ over the block of m rows and columns from `at` on, by halves; false where A is not positive definite. */
function factorizeBlock(at: i32, m: i32): bool {
  const n = p;
  if (m == 1) {
    const diagonal = get(cholesky, at * n + at);
    if (!(diagonal > 0.0)) return false;
    put(cholesky, at * n + at, Math.sqrt(diagonal));
    return true;
  }
  const first = m >> 1;
  const second = at + first;
  const end = at + m;
  if (!factorizeBlock(at, first)) return false;
  for (let k = at; k < second; k++) {
    const reciprocal = 1.0 / get(cholesky, k * n + k);
    for (let i = second; i < end; i++) put(cholesky, k * n + i, get(cholesky, k * n + i) * reciprocal);
    for (let j = k + 1; j < second; j++) {
      const factor = get(cholesky, k * n + j);
      if (factor == 0.0) continue;
      for (let i = second; i < end; i++) subtract(cholesky, j * n + i, factor * get(cholesky, k * n + i));
    }
  }
  for (let j = second; j < end; j++) {
    for (let l = at; l < second; l++) {
      const factor = -get(cholesky, l * n + j);
      if (factor == 0.0) continue;
      for (let i = j; i < end; i++) add(cholesky, j * n + i, factor * get(cholesky, l * n + i));
    }
  }
  return factorizeBlock(second, m - first);
}

function invertByCholesky(): void {
  const n = p;
  for (let j = n - 1; j >= 0; j--) invertLowerColumn(j);
  for (let i = 0; i < n; i++) {
    const diagonal = get(cholesky, i * n + i);
    if (i == n - 1) {
      for (let c = 0; c <= i; c++) put(cholesky, c * n + i, get(cholesky, c * n + i) * diagonal);
      break;
    }
    let square = 0.0;
    for (let k = i; k < n; k++) square += get(cholesky, i * n + k) * get(cholesky, i * n + k);
    put(cholesky, i * n + i, square);
    for (let c = 0; c < i; c++) {
      let sum = 0.0;
      for (let k = i + 1; k < n; k++) sum += get(cholesky, c * n + k) * get(cholesky, i * n + k);
      put(cholesky, c * n + i, diagonal * get(cholesky, c * n + i) + sum);
    }
  }
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      const value = get(cholesky, j * n + i);
      put(inverse, j * n + i, value);
      put(inverse, i * n + j, value);
    }
  }
}

function invertLowerColumn(j: i32): void {
  const n = p;
  put(cholesky, j * n + j, 1.0 / get(cholesky, j * n + j));
  const factor = -get(cholesky, j * n + j);
  for (let k = n - 1; k > j; k--) {
    const value = get(cholesky, j * n + k);
    if (value == 0.0) continue;
    for (let i = n - 1; i > k; i--) add(cholesky, j * n + i, value * get(cholesky, k * n + i));
    put(cholesky, j * n + k, value * get(cholesky, k * n + k));
  }
  for (let i = j + 1; i < n; i++) put(cholesky, j * n + i, get(cholesky, j * n + i) * factor);
}
