const ALPHA = (1 + Math.sqrt(17)) / 8;

/**
 * Diagonal of D in the factorization P L D L' P' of a symmetric matrix with 1 x 1 and 2 x 2 pivots, in place.
 *
 * `a` [p x p] row-major; its lower triangle is read and destroyed. On return `diagonal` [p] holds the diagonal elements of
 * D, of 2 x 2 blocks too. Source: J. R. Bunch, L. Kaufman, Math. Comp. 31 (1977) 163,
 * doi:10.1090/S0025-5718-1977-0428694-0, algorithm A on the lower triangle (LAPACK dsytf2).
 */
export function diagonalOfBunchKaufman(a: Float64Array, p: number, diagonal: Float64Array): void {
  for (let k = 0; k < p; ) {
    let size = 1;
    let pivot = k;
    const own = Math.abs(a[k * p + k]!);
    let below = k;
    let largest = 0;
    for (let i = k + 1; i < p; i++) {
      if (Math.abs(a[i * p + k]!) > largest) {
        largest = Math.abs(a[i * p + k]!);
        below = i;
      }
    }
    if (largest > 0 && own < ALPHA * largest) {
      let beside = 0;
      for (let j = k; j < below; j++) beside = Math.max(beside, Math.abs(a[below * p + j]!));
      for (let i = below + 1; i < p; i++) beside = Math.max(beside, Math.abs(a[i * p + below]!));
      if (own < ALPHA * largest * (largest / beside)) {
        pivot = below;
        if (Math.abs(a[below * p + below]!) < ALPHA * beside) size = 2;
      }
    }
    const target = k + size - 1;
    if (pivot !== target) exchange(a, p, target, pivot, k, size);
    if (size === 1) eliminateOne(a, p, k);
    else eliminateTwo(a, p, k);
    for (let i = k; i < k + size; i++) diagonal[i] = a[i * p + i]!;
    k += size;
  }
}

/** Exchanges rows and columns `i` < `j` of the trailing matrix that begins at `k`. */
function exchange(a: Float64Array, p: number, i: number, j: number, k: number, size: number): void {
  const swap = (one: number, other: number): void => {
    const value = a[one]!;
    a[one] = a[other]!;
    a[other] = value;
  };
  for (let r = j + 1; r < p; r++) swap(r * p + i, r * p + j);
  for (let r = i + 1; r < j; r++) swap(r * p + i, j * p + r);
  swap(i * p + i, j * p + j);
  if (size === 2) swap(i * p + k, j * p + k);
}

function eliminateOne(a: Float64Array, p: number, k: number): void {
  const pivot = a[k * p + k]!;
  if (pivot === 0) return;
  for (let j = k + 1; j < p; j++) {
    const factor = a[j * p + k]! / pivot;
    for (let i = j; i < p; i++) a[i * p + j]! -= a[i * p + k]! * factor;
  }
}

function eliminateTwo(a: Float64Array, p: number, k: number): void {
  const off = a[(k + 1) * p + k]!;
  const one = a[(k + 1) * p + k + 1]! / off;
  const other = a[k * p + k]! / off;
  const scale = 1 / (one * other - 1) / off;
  for (let j = k + 2; j < p; j++) {
    const first = scale * (one * a[j * p + k]! - a[j * p + k + 1]!);
    const second = scale * (other * a[j * p + k + 1]! - a[j * p + k]!);
    for (let i = j; i < p; i++) a[i * p + j]! -= a[i * p + k]! * first + a[i * p + k + 1]! * second;
    // Column k of row j is not read again; later rows need their own values.
  }
}
