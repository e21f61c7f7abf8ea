/** P A = L U with partial pivoting, and the inverse from it: LAPACK's dgetrf and dgetri. Matrices are column-major. */
export class LuInverse {
  private readonly n: number;
  private readonly a: Float64Array;
  private readonly pivot: Int32Array;
  private readonly work: Float64Array;

  constructor(n: number) {
    this.n = n;
    this.a = new Float64Array(n * n);
    this.pivot = new Int32Array(n);
    this.work = new Float64Array(n);
  }

  /** Factors a copy of the matrix and returns its determinant. */
  factor(matrix: Float64Array): number {
    const { n, a, pivot } = this;
    a.set(matrix);
    let determinant = 1;
    for (let k = 0; k < n; k++) {
      let best = k;
      for (let i = k + 1; i < n; i++) if (Math.abs(a[k * n + i]!) > Math.abs(a[k * n + best]!)) best = i;
      pivot[k] = best;
      if (best !== k) {
        for (let j = 0; j < n; j++) swap(a, j * n + k, j * n + best);
        determinant = -determinant;
      }
      const inverse = 1 / a[k * n + k]!;
      for (let i = k + 1; i < n; i++) a[k * n + i]! *= inverse;
      for (let j = k + 1; j < n; j++) {
        const factor = a[j * n + k]!;
        for (let i = k + 1; i < n; i++) a[j * n + i]! -= factor * a[k * n + i]!;
      }
    }
    let product = a[0]!;
    for (let k = 1; k < n; k++) product *= a[k * n + k]!;
    return determinant * product;
  }

  /** Writes the inverse of the matrix factored last. */
  invert(inverse: Float64Array): void {
    const { n, a, pivot, work } = this;
    inverse.fill(0);
    for (let j = 0; j < n; j++) {
      for (let i = 0; i <= j; i++) inverse[j * n + i] = a[j * n + i]!;
      invertUpperColumn(inverse, n, j);
    }
    for (let j = n - 2; j >= 0; j--) {
      for (let l = j + 1; l < n; l++) work[l] = a[j * n + l]!;
      for (let l = j + 1; l < n; l++) {
        for (let i = 0; i < n; i++) inverse[j * n + i]! -= work[l]! * inverse[l * n + i]!;
      }
    }
    for (let j = n - 2; j >= 0; j--) {
      if (pivot[j] !== j) for (let i = 0; i < n; i++) swap(inverse, j * n + i, pivot[j]! * n + i);
    }
  }
}

/** Column j of the inverse of an upper triangular matrix, the columns before it being inverted already (dtrti2). */
function invertUpperColumn(u: Float64Array, n: number, j: number): void {
  u[j * n + j] = 1 / u[j * n + j]!;
  const factor = -u[j * n + j]!;
  for (let k = 0; k < j; k++) {
    const value = u[j * n + k]!;
    if (value === 0) continue;
    for (let i = 0; i < k; i++) u[j * n + i]! += value * u[k * n + i]!;
    u[j * n + k] = value * u[k * n + k]!;
  }
  for (let i = 0; i < j; i++) u[j * n + i]! *= factor;
}

/** A = L Lᵀ, and the inverse from it: LAPACK's dpotrf2 and dpotri on the lower triangle. Matrices are column-major. */
export class CholeskyInverse {
  private readonly n: number;
  private readonly a: Float64Array;

  constructor(n: number) {
    this.n = n;
    this.a = new Float64Array(n * n);
  }

  /** Factors a copy of the matrix; false where it is not positive definite. */
  factor(matrix: Float64Array): boolean {
    this.a.set(matrix);
    return this.factorBlock(0, this.n);
  }

  /** Writes the inverse of the matrix factored last. */
  invert(inverse: Float64Array): void {
    const { n, a } = this;
    for (let j = n - 1; j >= 0; j--) this.invertLowerColumn(j);
    for (let i = 0; i < n; i++) {
      const diagonal = a[i * n + i]!;
      if (i === n - 1) {
        for (let c = 0; c <= i; c++) a[c * n + i]! *= diagonal;
        break;
      }
      let square = 0;
      for (let k = i; k < n; k++) square += a[i * n + k]! * a[i * n + k]!;
      a[i * n + i] = square;
      for (let c = 0; c < i; c++) {
        let sum = 0;
        for (let k = i + 1; k < n; k++) sum += a[c * n + k]! * a[i * n + k]!;
        a[c * n + i] = diagonal * a[c * n + i]! + sum;
      }
    }
    for (let j = 0; j < n; j++) {
      for (let i = j; i < n; i++) {
        inverse[j * n + i] = a[j * n + i]!;
        inverse[i * n + j] = a[j * n + i]!;
      }
    }
  }

  /** The block of m rows and columns from `at` on, by halves. */
  private factorBlock(at: number, m: number): boolean {
    const { n, a } = this;
    if (m === 1) {
      const diagonal = a[at * n + at]!;
      if (!(diagonal > 0)) return false;
      a[at * n + at] = Math.sqrt(diagonal);
      return true;
    }
    const first = m >> 1;
    const second = at + first;
    const end = at + m;
    if (!this.factorBlock(at, first)) return false;
    for (let k = at; k < second; k++) {
      const inverse = 1 / a[k * n + k]!;
      for (let i = second; i < end; i++) a[k * n + i]! *= inverse;
      for (let j = k + 1; j < second; j++) {
        const factor = a[k * n + j]!;
        if (factor !== 0) for (let i = second; i < end; i++) a[j * n + i]! -= factor * a[k * n + i]!;
      }
    }
    for (let j = second; j < end; j++) {
      for (let l = at; l < second; l++) {
        const factor = -a[l * n + j]!;
        if (factor !== 0) for (let i = j; i < end; i++) a[j * n + i]! += factor * a[l * n + i]!;
      }
    }
    return this.factorBlock(second, m - first);
  }

  /** Column j of the inverse of L, the columns after it being inverted already (dtrti2). */
  private invertLowerColumn(j: number): void {
    const { n, a } = this;
    a[j * n + j] = 1 / a[j * n + j]!;
    const factor = -a[j * n + j]!;
    for (let k = n - 1; k > j; k--) {
      const value = a[j * n + k]!;
      if (value === 0) continue;
      for (let i = n - 1; i > k; i--) a[j * n + i]! += value * a[k * n + i]!;
      a[j * n + k] = value * a[k * n + k]!;
    }
    for (let i = j + 1; i < n; i++) a[j * n + i]! *= factor;
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const value = values[i]!;
  values[i] = values[j]!;
  values[j] = value;
}
