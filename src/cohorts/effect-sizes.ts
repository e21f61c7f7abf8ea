import * as math from '../stats/math/portable.ts';
import { lgamma } from '../stats/special/lgamma.ts';
import { momentsOf } from './t-tests.ts';

/** An estimate with its sampling variance, ready to be pooled. */
export interface Effect {
  readonly estimate: number;
  readonly variance: number;
}

/** Difference of means, variance s1^2/n1 + s2^2/n2; NaN variance with fewer than two values in a sample. */
export function meanDifference(x: Float64Array, y: Float64Array): Effect {
  const [a, b] = [momentsOf(x), momentsOf(y)];
  const variance = a.squares / (a.n * (a.n - 1)) + b.squares / (b.n * (b.n - 1));
  return { estimate: a.mean - b.mean, variance: a.n > 1 && b.n > 1 ? variance : Number.NaN };
}

/**
 * Hedges' g: the difference of means in pooled standard deviations, corrected for small samples.
 *
 * g = J d, J = Gamma(m/2) / (sqrt(m/2) Gamma((m - 1)/2)) with m = n1 + n2 - 2; variance 1/n1 + 1/n2 + g^2 / (2 (n1 + n2)). NaN where
 * m < 2 or nothing varies. Accuracy: 1e-12 relative to metafor 3.8-1. Source: L. V. Hedges, J. Educ. Stat. 6 (1981) 107,
 * doi:10.3102/10769986006002107.
 */
export function hedgesG(x: Float64Array, y: Float64Array): Effect {
  const [a, b] = [momentsOf(x), momentsOf(y)];
  const m = a.n + b.n - 2;
  const pooled = Math.sqrt((a.squares + b.squares) / m);
  if (!(m >= 2 && pooled > 0)) return { estimate: Number.NaN, variance: Number.NaN };
  const correction = math.exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / Math.sqrt(m / 2);
  const g = (correction * (a.mean - b.mean)) / pooled;
  return { estimate: g, variance: 1 / a.n + 1 / b.n + g ** 2 / (2 * (a.n + b.n)) };
}
