const EPSILON = Number.EPSILON;

/**
 * A zero of f between `lower` and `upper`, by Brent's method in the step order of R's `uniroot`, so that a loose
 * tolerance ends at the same point as there.
 *
 * Stops where the bracket is narrower than 4 eps |x| + tolerance, or f is 0. Domain: f(lower) and f(upper) of opposite
 * sign or 0, else a RangeError. Default tolerance eps^(1/4) = 1.22e-4, that of `uniroot`.
 * Source: R. P. Brent, Algorithms for Minimization without Derivatives (1973), chapter 4.
 */
export function findRoot(
  f: (x: number) => number,
  lower: number,
  upper: number,
  tolerance: number = Math.sqrt(Math.sqrt(EPSILON)),
  maxIterations = 1000,
): number {
  let a = lower;
  let b = upper;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(Math.sign(fa) * Math.sign(fb) < 0)) {
    throw new RangeError(`no sign change between f(${lower}) = ${fa} and f(${upper}) = ${fb}`);
  }
  let c = a;
  let fc = fa;
  for (let iteration = 0; iteration <= maxIterations; iteration++) {
    const previousStep = b - a;
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const precision = 2 * EPSILON * Math.abs(b) + tolerance / 2;
    let step = (c - b) / 2;
    if (Math.abs(step) <= precision || fb === 0) return b;
    if (Math.abs(previousStep) >= precision && Math.abs(fa) > Math.abs(fb)) {
      const { p, q } = interpolate(a, b, c, fa, fb, fc);
      if (p < 0.75 * (c - b) * q - Math.abs(precision * q) / 2 && p < Math.abs((previousStep * q) / 2)) step = p / q;
    }
    if (Math.abs(step) < precision) step = step > 0 ? precision : -precision;
    a = b;
    fa = fb;
    b += step;
    fb = f(b);
    if (Math.sign(fb) === Math.sign(fc)) {
      c = a;
      fc = fa;
    }
  }
  return b;
}

/** The step p / q from b, p >= 0: linear with two distinct points, inverse quadratic with three. */
function interpolate(a: number, b: number, c: number, fa: number, fb: number, fc: number): { p: number; q: number } {
  const bracket = c - b;
  const t1 = fb / fc;
  let p = bracket * t1;
  let q = 1 - t1;
  if (a !== c) {
    const t2 = fb / fa;
    const t3 = fa / fc;
    p = t2 * (bracket * t3 * (t3 - t1) - (b - a) * (t1 - 1));
    q = (t3 - 1) * (t1 - 1) * (t2 - 1);
  }
  return p > 0 ? { p, q: -q } : { p: -p, q };
}
