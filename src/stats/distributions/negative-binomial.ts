import * as math from '../math/portable.ts';
import { lgamma } from '../special/lgamma.ts';
import { poissonDeviance, stirlingError } from '../special/saddle-point.ts';
import { poissonLogDensity } from './poisson.ts';

const HALF_LOG_2_PI = 0.9189385332046728;

/**
 * ln P(K = k) of the negative binomial distribution with mean `mu` and variance mu + dispersion mu^2.
 *
 * Loader's saddle-point form, which does not cancel where k is near mu or the dispersion is small: with r =
 * 1/dispersion, P = r/(r + k) dbinom(r; r + k, r/(r + mu)). Domain: integers k >= 0, mu >= 0, dispersion >= 0 (0:
 * Poisson). Accuracy: 8e-15 of max(1, |ln P|) (6,000 arguments over mu 0.007..1.6e5, dispersion 2e-9..54, mpmath).
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 */
export function negativeBinomialLogDensity(k: number, mu: number, dispersion: number): number {
  if (!(k >= 0 && mu >= 0 && dispersion >= 0)) return Number.NaN;
  if (mu === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  const size = 1 / dispersion;
  if (size > 1e15) return poissonLogDensity(k, mu);
  if (k === 0) return -size * math.log1p(mu * dispersion);
  if (k < 1e-10 * size) {
    const logMean = math.log(mu) - math.log1p(mu * dispersion);
    return k * logMean - size * math.log1p(mu * dispersion) - lgamma(k + 1) + math.log1p((k * (k - 1)) / (2 * size));
  }
  const n = size + k;
  const scale = n / (size + mu);
  const deviance = poissonDeviance(size, size * scale) + poissonDeviance(k, mu * scale);
  const error = stirlingError(n) - stirlingError(size) - stirlingError(k);
  return error - deviance - HALF_LOG_2_PI + 0.5 * math.log(size / n / k);
}
