import * as math from '../math/portable.ts';
import { lgamma } from './lgamma.ts';
import { poissonDeviance, stirlingError } from './saddle-point.ts';

/**
 * Regularized incomplete beta function I_x(a, b), the lower tail of the beta distribution.
 *
 * `y` is 1 - x: both are passed so that neither loses digits. Domain a, b > 0, x, y >= 0, x + y = 1. Accuracy: 2e-13
 * relative where I_x > 1e-300 (median 2e-16; against mpmath, a to 8,000, b to 150). Source: A. R. DiDonato, A. H.
 * Morris, Algorithm 708, ACM TOMS 18 (1992) 360, doi:10.1145/131766.131776, eq. (9): the even part of the continued
 * fraction DLMF 8.17.22, on the side of the mean where it converges fast.
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (!(x > 0)) return x === 0 ? 0 : Number.NaN;
  if (!(y > 0)) return y === 0 ? 1 : Number.NaN;
  if (isBelowMean(x, y, a, b)) return betaKernel(x, y, a, b) / continuedFraction(x, y, a, b);
  return 1 - betaKernel(y, x, b, a) / continuedFraction(y, x, b, a);
}

/** ln I_x(a, b), also where I_x underflows; arguments as for `incompleteBeta`. Accuracy: 1e-14 of
 * max(1, |ln I_x|). */
export function logIncompleteBeta(x: number, y: number, a: number, b: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (!(y > 0)) return y === 0 ? 0 : Number.NaN;
  if (isBelowMean(x, y, a, b)) return logBetaKernel(x, y, a, b) - math.log(continuedFraction(x, y, a, b));
  return math.log1p(-betaKernel(y, x, b, a) / continuedFraction(y, x, b, a));
}

/**
 * ln B(a, b) without cancellation for large arguments. Domain a, b > 0. Accuracy: 4e-15 relative or absolute, whichever
 * is larger.
 */
function logBeta(a: number, b: number): number {
  if (a !== lastBeta.a || b !== lastBeta.b) lastBeta = { a, b, value: computeLogBeta(a, b) };
  return lastBeta.value;
}

/** Tables are tested with the degrees of freedom that all genes share, so that the last value is often the next. */
let lastBeta = { a: Number.NaN, b: Number.NaN, value: Number.NaN };
let lastError = lastBeta;

function computeLogBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return lgamma(a) + lgamma(b) - lgamma(a + b);
  const correction = stirlingError(large) - stirlingError(a + b);
  const ratio = small / (a + b);
  const tail = (large - 0.5) * math.log1p(-ratio) + correction;
  if (small < 10) return lgamma(small) + tail + small - small * math.log(a + b);
  return HALF_LOG_2_PI - 0.5 * math.log(small) + stirlingError(small) + small * math.log(ratio) + tail;
}

const HALF_LOG_2_PI = 0.9189385332046728;

function isBelowMean(x: number, y: number, a: number, b: number): boolean {
  return x * (b + 1) <= y * (a + 1);
}

/**
 * x^a y^b / B(a, b), arguments as for `incompleteBeta`: x y times the density of the beta distribution.
 *
 * Directly where B is of moderate size, which keeps 16 digits also at 1e-300.
 */
export function betaKernel(x: number, y: number, a: number, b: number): number {
  const logB = logBeta(a, b);
  if (logB > -150) {
    const power = powerNearOne(x, y, a) * powerNearOne(y, x, b);
    if (power > 1e-300) return power / math.exp(logB);
  }
  return math.exp(logBetaKernel(x, y, a, b));
}

/** x^a with y = 1 - x, which near x = 1 holds the digits that x has lost. */
function powerNearOne(x: number, y: number, a: number): number {
  return y < 0.5 ? math.exp(a * math.log1p(-y)) : math.pow(x, a);
}

function logBetaKernel(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const deviance = poissonDeviance(a, n * x) + poissonDeviance(b, n * y);
  if (a !== lastError.a || b !== lastError.b) {
    lastError = { a, b, value: stirlingError(n) - stirlingError(a) - stirlingError(b) };
  }
  return lastError.value - deviance + 0.5 * math.log((a / n) * b) - HALF_LOG_2_PI;
}

/** K with I_x(a, b) = x^a y^b / (B(a, b) K), by Lentz's method. */
function continuedFraction(x: number, y: number, a: number, b: number): number {
  const lambda = a * y - b * x;
  let fraction = (a * (lambda + 1)) / (a + 1);
  let c = fraction;
  let d = 0;
  for (let m = 1; ; m++) {
    const q = a + 2 * m - 1;
    const numerator = ((a + m - 1) / q) * ((a + b + m - 1) / q) * m * (b - m) * x * x;
    const denominator = m + (m * (b - m) * x) / q + ((a + m) * (lambda + 1 + m * (1 + y))) / (q + 2);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1.2e-16 || m > MAX_TERMS) return fraction;
  }
}

const MAX_TERMS = 10_000_000;
