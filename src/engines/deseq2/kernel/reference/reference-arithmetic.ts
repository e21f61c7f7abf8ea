/**
 * Orthogonal factorizations in the order of operations of the libraries below R (reference LINPACK, LAPACK 3.11 and BLAS,
 * without fused multiply-add): their results to the last bit, on which DESeq2's dispersion search and the course of
 * iterations that do not converge depend. Everywhere else `linalg` is as good and simpler.
 *
 * All matrices are column-major, as there.
 */
export interface Factors {
  /** [rows x columns], orthonormal columns. */
  readonly q: Float64Array;
  /** [columns x columns], upper triangular. */
  readonly r: Float64Array;
}

/** `qr()`, `qr.Q()` and `qr.R()` of R for a matrix of full column rank: LINPACK's dqrdc and dqrsl (Dongarra et al. 1979). */
function linpackQr(matrix: Float64Array, rows: number, columns: number): Factors {
  const x = matrix.slice();
  const head = new Float64Array(columns);
  for (let l = 0; l < columns; l++) {
    const at = l * rows;
    let norm = norm2(x, at + l, rows - l);
    if (norm === 0) continue;
    if (x[at + l]! < 0) norm = -norm;
    const inverse = 1 / norm;
    for (let i = l; i < rows; i++) x[at + i]! *= inverse;
    x[at + l]! += 1;
    for (let j = l + 1; j < columns; j++) reflect(x, at + l, x, j * rows + l, rows - l, x[at + l]!);
    head[l] = x[at + l]!;
    x[at + l] = -norm;
  }
  const q = new Float64Array(rows * columns);
  for (let k = 0; k < columns; k++) {
    q[k * rows + k] = 1;
    for (let l = Math.min(columns, rows - 1) - 1; l >= 0; l--) {
      if (head[l] === 0) continue;
      const at = l * rows + l;
      const diagonal = x[at]!;
      x[at] = head[l]!;
      reflect(x, at, q, k * rows + l, rows - l, x[at]!);
      x[at] = diagonal;
    }
  }
  return { q, r: upperTriangle(x, rows, columns) };
}

/** y += t v with t = -(v . y) / v_1. */
function reflect(v: Float64Array, from: number, y: Float64Array, to: number, n: number, first: number): void {
  let product = 0;
  for (let i = 0; i < n; i++) product += v[from + i]! * y[to + i]!;
  const t = -product / first;
  for (let i = 0; i < n; i++) y[to + i]! += t * v[from + i]!;
}

/** Least squares as R code computes it from `qr()`, for any number of responses of one design. */
export class LinearFit {
  private readonly samples: number;
  private readonly coefficients: number;
  private readonly q: Float64Array;
  private readonly r: Float64Array;
  /** [samples x coefficients]: X R⁻¹. */
  private readonly basis: Float64Array;
  private readonly projection: Float64Array;

  /** @param design [samples x coefficients], column-major, of full column rank */
  constructor(design: Float64Array, samples: number, coefficients: number) {
    const { q, r } = linpackQr(design, samples, coefficients);
    this.samples = samples;
    this.coefficients = coefficients;
    this.q = q;
    this.r = r;
    this.basis = new Float64Array(samples * coefficients);
    this.projection = new Float64Array(coefficients);
    const column = new Float64Array(coefficients);
    for (let k = 0; k < coefficients; k++) {
      column.fill(0);
      column[k] = 1;
      solveUpperByColumns(r, coefficients, column);
      for (let l = 0; l < coefficients; l++) {
        for (let j = 0; j < samples; j++) this.basis[k * samples + j]! += column[l]! * design[l * samples + j]!;
      }
    }
  }

  /** Coefficients, R⁻¹ Qᵀ y. */
  solve(y: Float64Array, beta: Float64Array): void {
    this.project(y, beta);
    solveUpperByColumns(this.r, this.coefficients, beta);
  }

  /** Fitted values, (yᵀ Q) (X R⁻¹)ᵀ; equal for samples with equal rows of the design. */
  fit(y: Float64Array, fitted: Float64Array): void {
    const { samples, coefficients, basis, projection } = this;
    this.project(y, projection);
    for (let j = 0; j < samples; j++) {
      let sum = 0;
      for (let k = 0; k < coefficients; k++) sum += projection[k]! * basis[k * samples + j]!;
      fitted[j] = sum;
    }
  }

  private project(y: Float64Array, projection: Float64Array): void {
    const { samples, q } = this;
    for (let k = 0; k < this.coefficients; k++) {
      let sum = 0;
      for (let j = 0; j < samples; j++) sum += q[k * samples + j]! * y[j]!;
      projection[k] = sum;
    }
  }
}

/** Room for `lapackQr` of matrices of one shape. */
export class LapackQr {
  /** [rows x columns]: the matrix to factor, afterwards Q. */
  readonly a: Float64Array;
  /** [columns x columns]. */
  readonly r: Float64Array;
  private readonly rows: number;
  private readonly columns: number;
  private readonly tau: Float64Array;
  private readonly work: Float64Array;

  constructor(rows: number, columns: number) {
    this.rows = rows;
    this.columns = columns;
    this.a = new Float64Array(rows * columns);
    this.r = new Float64Array(columns * columns);
    this.tau = new Float64Array(columns);
    this.work = new Float64Array(columns);
  }

  /** Replaces `a` by Q and writes R: dgeqr2 and dorg2r of LAPACK (Anderson et al. 1999). */
  factor(): void {
    const { a, r, rows, columns, tau } = this;
    for (let i = 0; i < columns; i++) {
      const at = i * rows + i;
      tau[i] = this.makeReflector(at, rows - i);
      if (i < columns - 1) {
        const diagonal = a[at]!;
        a[at] = 1;
        this.applyReflector(at, rows - i, i + 1, tau[i]!);
        a[at] = diagonal;
      }
    }
    for (let j = 0; j < columns; j++) {
      for (let i = 0; i < columns; i++) r[j * columns + i] = i <= j ? a[j * rows + i]! : 0;
    }
    for (let i = columns - 1; i >= 0; i--) {
      const at = i * rows + i;
      if (i < columns - 1) {
        a[at] = 1;
        this.applyReflector(at, rows - i, i + 1, tau[i]!);
      }
      for (let k = 1; k < rows - i; k++) a[at + k]! *= -tau[i]!;
      a[at] = 1 - tau[i]!;
      for (let k = 0; k < i; k++) a[i * rows + k] = 0;
    }
  }

  /** dlarfg: a reflector that takes the n elements from `at` to a multiple of the first unit vector. */
  private makeReflector(at: number, n: number): number {
    const { a } = this;
    const norm = norm2(a, at + 1, n - 1);
    if (norm === 0) return 0;
    const alpha = a[at]!;
    const large = Math.max(Math.abs(alpha), norm);
    const small = Math.min(Math.abs(alpha), norm);
    const length = small === 0 ? large : large * Math.sqrt(1 + (small / large) ** 2);
    const beta = alpha < 0 ? length : -length;
    const scale = 1 / (alpha - beta);
    for (let k = 1; k < n; k++) a[at + k]! *= scale;
    a[at] = beta;
    return (beta - alpha) / beta;
  }

  /** dlarf: the reflector at `at` from the left on the columns from `first`, rows from its own. */
  private applyReflector(at: number, n: number, first: number, tau: number): void {
    if (tau === 0) return;
    const { a, rows, columns, work } = this;
    const row = at % rows;
    for (let j = first; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[j * rows + row + k]! * a[at + k]!;
      work[j] = sum;
    }
    for (let j = first; j < columns; j++) {
      if (work[j] === 0) continue;
      const factor = -tau * work[j]!;
      for (let k = 0; k < n; k++) a[j * rows + row + k]! += a[at + k]! * factor;
    }
  }
}

/** Replaces b by the solution of R x = b: dtrsm, column by column. */
export function solveUpperByColumns(r: Float64Array, n: number, b: Float64Array): void {
  for (let k = n - 1; k >= 0; k--) {
    if (b[k] === 0) continue;
    b[k]! /= r[k * n + k]!;
    for (let i = 0; i < k; i++) b[i]! -= b[k]! * r[k * n + i]!;
  }
}

function norm2(x: Float64Array, from: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[from + i]! * x[from + i]!;
  return Math.sqrt(sum);
}

function upperTriangle(x: Float64Array, rows: number, columns: number): Float64Array {
  const r = new Float64Array(columns * columns);
  for (let j = 0; j < columns; j++) for (let i = 0; i <= j; i++) r[j * columns + i] = x[j * rows + i]!;
  return r;
}
