const GOLDEN = (3 - Math.sqrt(5)) * 0.5;
const SQRT_EPSILON = Math.sqrt(Number.EPSILON);

/**
 * The place of a minimum of f inside [lower, upper], by Brent's golden-section and parabolic search in the step order
 * of R's `optimize`, so that a loose tolerance ends at the same point as there.
 *
 * Neither end is ever evaluated. Accuracy: within 3 (sqrt(eps) |x| + tolerance / 3) of a local minimum. Default
 * tolerance eps^(1/4) = 1.22e-4, that of `optimize`. Source: R. P. Brent, Algorithms for Minimization without
 * Derivatives (1973), chapter 5.
 */
export function minimizeBounded(
  f: (x: number) => number,
  lower: number,
  upper: number,
  tolerance: number = Math.sqrt(Math.sqrt(Number.EPSILON)),
): number {
  let a = lower;
  let b = upper;
  let x = a + GOLDEN * (b - a);
  let w = x;
  let v = x;
  let fx = f(x);
  let fw = fx;
  let fv = fx;
  let step = 0;
  let stepBefore = 0;
  for (;;) {
    const middle = (a + b) * 0.5;
    const precision = SQRT_EPSILON * Math.abs(x) + tolerance / 3;
    if (Math.abs(x - middle) <= precision * 2 - (b - a) * 0.5) return x;
    let p = 0;
    let q = 0;
    let r = 0;
    if (Math.abs(stepBefore) > precision) {
      r = (x - w) * (fx - fv);
      q = (x - v) * (fx - fw);
      p = (x - v) * q - (x - w) * r;
      q = (q - r) * 2;
      if (q > 0) p = -p;
      else q = -q;
      r = stepBefore;
      stepBefore = step;
    }
    if (Math.abs(p) >= Math.abs(q * 0.5 * r) || p <= q * (a - x) || p >= q * (b - x)) {
      stepBefore = x < middle ? b - x : a - x;
      step = GOLDEN * stepBefore;
    } else {
      step = p / q;
      const u = x + step;
      if (u - a < precision * 2 || b - u < precision * 2) step = x >= middle ? -precision : precision;
    }
    const u = Math.abs(step) >= precision ? x + step : step > 0 ? x + precision : x - precision;
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      v = w;
      fv = fw;
      w = x;
      fw = fx;
      x = u;
      fx = fu;
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) {
        v = w;
        fv = fw;
        w = u;
        fw = fu;
      } else if (fu <= fv || v === x || v === w) {
        v = u;
        fv = fu;
      }
    }
  }
}
