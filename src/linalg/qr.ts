/**
 * Householder QR with the limited pivoting of R's `qr`: a column that is nearly a linear combination of those before it
 * moves to the end, the others keep their order. All arrays are the caller's, made once by `createQr` and reused.
 */
export interface Qr {
  readonly rows: number;
  readonly columns: number;
  /** [rows x columns], row-major: the matrix to factor; afterwards R above the diagonal and the reflections below. */
  readonly a: Float64Array;
  /** [columns]: original index of the column at each place. */
  readonly pivot: Int32Array;
  /** Number of leading columns that are linearly independent. */
  rank: number;
  /** [columns]: first element of each reflection. */
  readonly head: Float64Array;
  /** [columns]: norms of what is left of each column, and of the whole column. */
  readonly norm: Float64Array;
  readonly fullNorm: Float64Array;
}

/** Room for the factorization of a [rows x columns] matrix. */
export function createQr(rows: number, columns: number): Qr {
  return {
    rows,
    columns,
    a: new Float64Array(rows * columns),
    pivot: new Int32Array(columns),
    rank: 0,
    head: new Float64Array(columns),
    norm: new Float64Array(columns),
    fullNorm: new Float64Array(columns),
  };
}

/**
 * Factors the matrix in `qr.a` in place, and returns its rank.
 *
 * A column counts as dependent when less than `tolerance` of its norm remains after projection on those before it.
 * Source: J. J. Dongarra et al., LINPACK Users' Guide (1979), dqrdc, with the pivoting rule of R's `lm` (tolerance
 * 1e-7).
 */
export function factorQr(qr: Qr, tolerance = 1e-7): number {
  const { rows, columns, a, pivot, head, norm, fullNorm } = qr;
  for (let j = 0; j < columns; j++) {
    pivot[j] = j;
    norm[j] = columnNorm(qr, j, 0);
    fullNorm[j] = norm[j] || 1;
  }
  let independent = columns;
  for (let l = 0; l < Math.min(rows, columns); l++) {
    while (l < independent && norm[l]! < fullNorm[l]! * tolerance) {
      moveToEnd(qr, l);
      independent--;
    }
    if (l === rows - 1) break;
    let size = columnNorm(qr, l, l);
    if (size === 0) continue;
    const diagonal = l * columns + l;
    if (a[diagonal]! < 0) size = -size;
    for (let i = l; i < rows; i++) a[i * columns + l]! /= size;
    a[diagonal]! += 1;
    for (let j = l + 1; j < columns; j++) {
      reflectColumn(qr, l, j);
      if (norm[j] === 0) continue;
      const gone = Math.abs(a[l * columns + j]!) / norm[j]!;
      const left = Math.max(1 - gone * gone, 0);
      norm[j] = left < 1e-6 ? columnNorm(qr, j, l + 1) : norm[j]! * Math.sqrt(left);
    }
    head[l] = a[diagonal]!;
    a[diagonal] = -size;
  }
  qr.rank = Math.min(independent, rows);
  return qr.rank;
}

/** Replaces y [rows] by Q'y. */
export function applyQTransposed(qr: Qr, y: Float64Array): void {
  for (let l = 0; l < reflections(qr); l++) reflect(qr, l, y);
}

/** Replaces y [rows] by Qy. */
export function applyQ(qr: Qr, y: Float64Array): void {
  for (let l = reflections(qr) - 1; l >= 0; l--) reflect(qr, l, y);
}

/**
 * Coefficients of least squares for a response already multiplied by Q' (`applyQTransposed`), in the original order of
 * the columns; NaN for dependent columns. `coefficients` [columns] is written.
 */
export function solveUpper(qr: Qr, qty: Float64Array, coefficients: Float64Array): void {
  const { columns, a, pivot, rank } = qr;
  coefficients.fill(Number.NaN);
  for (let k = rank - 1; k >= 0; k--) {
    let value = qty[k]!;
    for (let j = k + 1; j < rank; j++) value -= a[k * columns + j]! * coefficients[pivot[j]!]!;
    coefficients[pivot[k]!] = value / a[k * columns + k]!;
  }
}

/**
 * Leverages, the diagonal of the projection on the columns: h_i = sum_k Q_ik^2 over the first `rank` columns of Q.
 * `out` and `scratch` are [rows].
 */
export function leverages(qr: Qr, out: Float64Array, scratch: Float64Array): void {
  out.fill(0);
  for (let k = 0; k < qr.rank; k++) {
    scratch.fill(0);
    scratch[k] = 1;
    applyQ(qr, scratch);
    for (let i = 0; i < qr.rows; i++) out[i]! += scratch[i]! * scratch[i]!;
  }
}

/** (X'X)^-1 = R^-1 R^-T for a matrix of full column rank, [columns x columns] row-major in the original order. */
export function inverseGram(qr: Qr): Float64Array {
  const { columns: p, a, pivot } = qr;
  const inverse = new Float64Array(p * p); // R^-1, upper triangular
  for (let j = 0; j < p; j++) {
    inverse[j * p + j] = 1 / a[j * p + j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += a[i * p + k]! * inverse[k * p + j]!;
      inverse[i * p + j] = -sum / a[i * p + i]!;
    }
  }
  const gram = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      let sum = 0;
      for (let k = j; k < p; k++) sum += inverse[i * p + k]! * inverse[j * p + k]!;
      gram[pivot[i]! * p + pivot[j]!] = sum;
      gram[pivot[j]! * p + pivot[i]!] = sum;
    }
  }
  return gram;
}

function reflections(qr: Qr): number {
  return Math.min(qr.rank, qr.rows - 1);
}

function columnNorm(qr: Qr, column: number, from: number): number {
  let sum = 0;
  for (let i = from; i < qr.rows; i++) {
    const value = qr.a[i * qr.columns + column]!;
    sum += value * value;
  }
  return Math.sqrt(sum);
}

function moveToEnd(qr: Qr, column: number): void {
  const last = qr.columns - 1;
  for (let i = 0; i < qr.rows; i++) rotate(qr.a, i * qr.columns + column, i * qr.columns + last);
  rotate(qr.pivot, column, last);
  rotate(qr.norm, column, last);
  rotate(qr.fullNorm, column, last);
}

function rotate(values: Float64Array | Int32Array, from: number, to: number): void {
  const first = values[from]!;
  values.copyWithin(from, from + 1, to + 1);
  values[to] = first;
}

function reflectColumn(qr: Qr, l: number, j: number): void {
  const { rows, columns, a } = qr;
  let product = 0;
  for (let i = l; i < rows; i++) product += a[i * columns + l]! * a[i * columns + j]!;
  const t = -product / a[l * columns + l]!;
  for (let i = l; i < rows; i++) a[i * columns + j]! += t * a[i * columns + l]!;
}

function reflect(qr: Qr, l: number, y: Float64Array): void {
  const { rows, columns, a, head } = qr;
  if (head[l] === 0) return;
  let product = head[l]! * y[l]!;
  for (let i = l + 1; i < rows; i++) product += a[i * columns + l]! * y[i]!;
  const t = -product / head[l]!;
  y[l]! += t * head[l]!;
  for (let i = l + 1; i < rows; i++) y[i]! += t * a[i * columns + l]!;
}
