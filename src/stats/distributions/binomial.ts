import * as math from '../math/portable.ts';
import { logIncompleteBeta } from '../special/incomplete-beta.ts';
import { poissonDeviance, stirlingError } from '../special/saddle-point.ts';

const LOG_2_PI = 1.8378770664093456;

/**
 * ln P(X = k) of the binomial distribution with n trials of probability p.
 *
 * Domain: integers 0 <= k <= n (else -Infinity), 0 <= p <= 1; `q` is 1 - p where the caller knows it better.
 * Accuracy: 4e-15 of max(1, |ln P|).
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 */
export function binomialLogDensity(k: number, n: number, p: number, q: number = 1 - p): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  if (p === 0 || q === 0) return k === (p === 0 ? 0 : n) ? 0 : Number.NEGATIVE_INFINITY;
  if (k === 0) return n * (p < 0.1 ? math.log1p(-p) : math.log(q));
  if (k === n) return n * (q < 0.1 ? math.log1p(-q) : math.log(p));
  const error = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  const deviance = poissonDeviance(k, n * p) + poissonDeviance(n - k, n * q);
  return error - deviance - 0.5 * (LOG_2_PI + math.log(k) + math.log1p(-k / n));
}

/** ln P(X >= k), also where P underflows. Domain as `binomialLogDensity`. Accuracy: as `logIncompleteBeta`. */
export function binomialLogUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 0;
  return k > n ? Number.NEGATIVE_INFINITY : logIncompleteBeta(p, 1 - p, k, n - k + 1);
}

/** ln P(X <= k), also where it underflows. */
export function binomialLogLowerTail(k: number, n: number, p: number): number {
  return binomialLogUpperTail(n - k, n, 1 - p);
}
