/** A cubic piece per knot: y + b u + c u^2 + d u^3 at u = distance from the knot. All arrays [n]. */
export interface CubicSpline {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  readonly d: Float64Array;
}

/**
 * Interpolating cubic spline whose third derivative at each end is that of the cubic through the four points nearest to
 * that end: R's `splinefun(method = "fmm")`.
 *
 * `x` [n] strictly ascending, `y` [n], n >= 2 (2: a line). Accuracy: 1e-15 relative to R.
 * Source: G. E. Forsythe, M. A. Malcolm, C. B. Moler, Computer Methods for Mathematical Computations (1977), chapter 4.
 */
export function fitFmmSpline(x: Float64Array, y: Float64Array): CubicSpline {
  const n = x.length;
  const spline = { x, y, b: new Float64Array(n), c: new Float64Array(n), d: new Float64Array(n) };
  refitFmmSpline(spline);
  return spline;
}

/** Brings the pieces up to date after `y` has changed, so that many splines over one x need no new arrays. */
export function refitFmmSpline({ x, y, b, c, d }: CubicSpline): void {
  const n = x.length;
  if (n < 3) {
    b.fill((y[1]! - y[0]!) / (x[1]! - x[0]!));
    return;
  }
  const last = n - 1;
  // Tridiagonal system: b the diagonal, d the off-diagonal, c the right side.
  d[0] = x[1]! - x[0]!;
  c[1] = (y[1]! - y[0]!) / d[0];
  for (let i = 1; i < last; i++) {
    d[i] = x[i + 1]! - x[i]!;
    b[i] = 2 * (d[i - 1]! + d[i]!);
    c[i + 1] = (y[i + 1]! - y[i]!) / d[i]!;
    c[i] = c[i + 1]! - c[i]!;
  }
  b[0] = -d[0];
  b[last] = -d[last - 1]!;
  c[0] = 0;
  c[last] = 0;
  if (n > 3) {
    const first = c[2]! / (x[3]! - x[1]!) - c[1]! / (x[2]! - x[0]!);
    const final = c[last - 1]! / (x[last]! - x[last - 2]!) - c[last - 2]! / (x[last - 1]! - x[last - 3]!);
    c[0] = (first * d[0] * d[0]) / (x[3]! - x[0]!);
    c[last] = (-final * d[last - 1]! * d[last - 1]!) / (x[last]! - x[last - 3]!);
  }
  for (let i = 1; i < n; i++) {
    const t = d[i - 1]! / b[i - 1]!;
    b[i]! -= t * d[i - 1]!;
    c[i]! -= t * c[i - 1]!;
  }
  c[last]! /= b[last]!;
  for (let i = last - 1; i >= 0; i--) c[i] = (c[i]! - d[i]! * c[i + 1]!) / b[i]!;
  b[last] = (y[last]! - y[last - 1]!) / d[last - 1]! + d[last - 1]! * (c[last - 1]! + 2 * c[last]!);
  for (let i = 0; i < last; i++) {
    b[i] = (y[i + 1]! - y[i]!) / d[i]! - d[i]! * (c[i + 1]! + 2 * c[i]!);
    d[i] = (c[i + 1]! - c[i]!) / d[i]!;
    c[i]! *= 3;
  }
  c[last]! *= 3;
  d[last] = d[last - 1]!;
}

/** The spline at `at`; beyond the knots the end pieces continue. */
export function evaluateSpline(spline: CubicSpline, at: number): number {
  const { x, y, b, c, d } = spline;
  let low = 0;
  let high = x.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at < x[middle]!) high = middle;
    else low = middle;
  }
  const dx = at - x[low]!;
  return y[low]! + dx * (b[low]! + dx * (c[low]! + dx * d[low]!));
}

/**
 * The place of the maximum of the spline near its highest knot: that knot, or a stationary point in one of the two
 * intervals beside it that lies higher. First of equal knots.
 */
export function maximizeSpline(spline: CubicSpline): number {
  const { x, y, b, c, d } = spline;
  let best = 0;
  for (let k = 1; k < y.length; k++) if (y[k]! > y[best]!) best = k;
  let place = x[best]!;
  let highest = y[best]!;
  for (const k of [best - 1, best]) {
    if (k < 0 || k >= x.length - 1) continue;
    const root = Math.sqrt(4 * c[k]! * c[k]! - 12 * d[k]! * b[k]!);
    const dx = (-2 * c[k]! - root) / (6 * d[k]!);
    if (!(dx > 0 && dx < x[k + 1]! - x[k]!)) continue;
    const value = y[k]! + dx * (b[k]! + dx * (c[k]! + dx * d[k]!));
    if (value > highest) {
      highest = value;
      place = x[k]! + dx;
    }
  }
  return place;
}
