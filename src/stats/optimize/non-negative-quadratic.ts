const MAX_ROUNDS = 10;
const TOLERANCE = 1e-14;

/**
 * The y >= 0 that minimizes y'Hy/2 - c'y for a positive definite H: least squares with non-negative unknowns by an active
 * set.
 *
 * Components enter one at a time where the gradient is most negative; those that would turn negative leave on the way.
 * `h` [n x n] row-major, `c` [n]; `start` [n], not negative, says which components are positive at first.
 * Source: C. L. Lawson, R. J. Hanson, Solving Least Squares Problems (1974), chapter 23.
 */
export function solveNonNegative(h: Float64Array, c: Float64Array, n: number, start: Float64Array): Float64Array {
  const y = Float64Array.from(start);
  const isFree = start.map((value) => (value > 0 ? 1 : 0));
  let scale = 0;
  for (let i = 0; i < n; i++) scale = Math.max(scale, Math.abs(c[i]!));
  for (let round = 0; round < MAX_ROUNDS * n; round++) {
    settle(h, c, n, y, isFree);
    let entering = -1;
    let steepest = TOLERANCE * scale;
    for (let i = 0; i < n; i++) {
      if (isFree[i] === 1) continue;
      let descent = c[i]!;
      for (let j = 0; j < n; j++) descent -= h[i * n + j]! * y[j]!;
      if (descent > steepest) {
        steepest = descent;
        entering = i;
      }
    }
    if (entering < 0) return y;
    isFree[entering] = 1;
  }
  return y;
}

/** Solves for the free components; those that reach 0 on the straight way to the solution are bound, until none does. */
function settle(h: Float64Array, c: Float64Array, n: number, y: Float64Array, isFree: Float64Array): void {
  for (;;) {
    const free: number[] = [];
    for (let i = 0; i < n; i++) if (isFree[i] === 1) free.push(i);
    const solution = solveFree(h, c, n, free);
    let share = 1;
    let leaving = -1;
    free.forEach((i, k) => {
      if (solution[k]! > 0) return;
      const reach = y[i]! / (y[i]! - solution[k]!);
      if (reach < share || leaving < 0) {
        share = Math.min(share, reach);
        leaving = i;
      }
    });
    free.forEach((i, k) => {
      y[i] = leaving < 0 ? solution[k]! : Math.max(y[i]! + share * (solution[k]! - y[i]!), 0);
    });
    if (leaving < 0) return;
    y[leaving] = 0;
    isFree[leaving] = 0;
  }
}

/** H_ff y = c_f by Cholesky; a pivot lost to rounding leaves its component at 0. */
function solveFree(h: Float64Array, c: Float64Array, n: number, free: readonly number[]): Float64Array {
  const m = free.length;
  const l = new Float64Array(m * m);
  const y = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      let value = h[free[i]! * n + free[j]!]!;
      for (let k = 0; k < j; k++) value -= l[i * m + k]! * l[j * m + k]!;
      if (i === j) l[i * m + i] = value > 0 ? Math.sqrt(value) : Number.POSITIVE_INFINITY;
      else l[i * m + j] = value / l[j * m + j]!;
    }
    let value = c[free[i]!]!;
    for (let k = 0; k < i; k++) value -= l[i * m + k]! * y[k]!;
    y[i] = value / l[i * m + i]!;
  }
  for (let i = m - 1; i >= 0; i--) {
    let value = y[i]!;
    for (let k = i + 1; k < m; k++) value -= l[k * m + i]! * y[k]!;
    y[i] = value / l[i * m + i]!;
  }
  return y;
}
