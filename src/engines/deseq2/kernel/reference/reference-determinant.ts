import { CholeskyInverse, LuInverse } from './reference-inverse.ts';

/**
 * Determinants and inverses of small symmetric matrices in the order of operations of the library that DESeq2 is built on
 * (Armadillo 11 over LAPACK), which depends on their size: the last bits of the slope of a dispersion's likelihood follow
 * from it. Matrices are [n x n], column-major.
 */
export class SmallMatrix {
  private readonly n: number;
  private readonly lu: LuInverse;
  private readonly cholesky: CholeskyInverse;
  private readonly inverse: Float64Array;

  constructor(n: number) {
    this.n = n;
    this.lu = new LuInverse(n);
    this.cholesky = new CholeskyInverse(n);
    this.inverse = new Float64Array(n * n);
  }

  /** Closed forms up to order 3, above the product of the pivots of the LU factors. */
  determinant(a: Float64Array): number {
    const { n } = this;
    if (n === 1) return a[0]!;
    if (n === 2) return a[0]! * a[3]! - a[2]! * a[1]!;
    if (n === 3) {
      const first = a[0]! * (a[8]! * a[4]! - a[5]! * a[7]!);
      const second = a[1]! * (a[8]! * a[3]! - a[5]! * a[6]!);
      const third = a[2]! * (a[7]! * a[3]! - a[4]! * a[6]!);
      return first - second + third;
    }
    return this.lu.factor(a);
  }

  /** trace(A⁻¹ B), in two interleaved sums. */
  traceOfSolution(a: Float64Array, b: Float64Array): number {
    const { n, inverse } = this;
    this.invert(a);
    let even = 0;
    let odd = 0;
    for (let k = 0; k < n; k++) {
      for (let i = 0; i < n; i++) {
        const product = inverse[i * n + k]! * b[k * n + i]!;
        if (i % 2 === 0) even += product;
        else odd += product;
      }
    }
    return even + odd;
  }

  private invert(a: Float64Array): void {
    const { n, inverse } = this;
    if (n === 2) {
      const determinant = this.determinant(a);
      inverse[0] = a[3]! / determinant;
      inverse[1] = -a[1]! / determinant;
      inverse[2] = -a[2]! / determinant;
      inverse[3] = a[0]! / determinant;
    } else if (isDiagonal(a, n)) {
      inverse.fill(0);
      for (let k = 0; k < n; k++) inverse[k * n + k] = 1 / a[k * n + k]!;
    } else if (n >= 4 && looksPositiveDefinite(a, n) && this.cholesky.factor(a)) this.cholesky.invert(inverse);
    else {
      this.lu.factor(a);
      this.lu.invert(inverse);
    }
  }
}

function isDiagonal(a: Float64Array, n: number): boolean {
  return a.every((value, at) => value === 0 || at % (n + 1) === 0);
}

/** The library's guess, without which it takes the LU factors. */
function looksPositiveDefinite(a: Float64Array, n: number): boolean {
  const tolerance = 100 * Number.EPSILON;
  let largest = 0;
  for (let k = 0; k < n; k++) {
    const diagonal = a[k * n + k]!;
    if (!(diagonal > 0 && diagonal < Number.POSITIVE_INFINITY)) return false;
    if (diagonal > largest) largest = diagonal;
  }
  if (largest < tolerance) return false;
  for (let j = 0; j < n; j++) {
    for (let i = j + 1; i < n; i++) {
      const below = a[j * n + i]!;
      const above = a[i * n + j]!;
      const size = Math.abs(below);
      if (size >= largest || 2 * size >= a[i * n + i]! + a[j * n + j]!) return false;
      const difference = Math.abs(below - above);
      if (difference > tolerance && difference > tolerance * Math.max(size, Math.abs(above))) return false;
    }
  }
  return true;
}
