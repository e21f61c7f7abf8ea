import * as math from '../math/portable.ts';
import { poissonDeviance, stirlingError } from '../special/saddle-point.ts';

const HALF_LOG_2_PI = 0.9189385332046728;

/**
 * ln P(K = k) of the Poisson distribution with mean `mu`.
 *
 * Domain: integers k >= 0, mu >= 0. Accuracy: 5e-15 of max(1, |ln P|).
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 */
export function poissonLogDensity(k: number, mu: number): number {
  if (!(k >= 0 && mu >= 0)) return Number.NaN;
  if (mu === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (k === 0) return -mu;
  return -stirlingError(k) - poissonDeviance(k, mu) - HALF_LOG_2_PI - 0.5 * math.log(k);
}
