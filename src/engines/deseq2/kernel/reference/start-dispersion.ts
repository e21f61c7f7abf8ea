import { carriedSum } from '../../../../stats/math/carried-sum.ts';
import type { DesignPlan } from '../design-plan.ts';
import { MIN_DISPERSION, maxDispersion } from './dispersion-search.ts';

/** Mean and sample variance (n - 1) of normalized counts. */
export interface MeanVariance {
  mean: number;
  variance: number;
}

/** The mean is rounded once, the variance is computed in plain steps, as R's `rowMeans` and `rowVars` do. */
export function meanAndVariance(values: Float64Array, result: MeanVariance): void {
  const n = values.length;
  let sum = 0;
  for (let j = 0; j < n; j++) sum += values[j]!;
  const center = sum / n;
  let squares = 0;
  for (let j = 0; j < n; j++) squares += (values[j]! - center) ** 2;
  result.mean = carriedSum(n, (j) => values[j]!, n);
  result.variance = squares / (n - 1);
}

/**
 * Starting value of the dispersion search: the smaller of two moment estimates, within [1e-8, max(10, m)].
 *
 * rough: sum_j [((N - h)^2 - h) / h^2] / (m - p), h = max(1, least squares fit of N); moments: (var N - xi mean N) / mean^2.
 * Source: DESeq2 1.38.3; docs/statistics.md, "Base means and starting dispersions".
 *
 * @param normalized [samples]: K / s
 * @param fitted [samples]: least squares fit of `normalized`
 * @param xi mean over samples of 1 / s
 */
export function startDispersion(
  plan: DesignPlan,
  normalized: Float64Array,
  fitted: Float64Array,
  { mean, variance }: MeanVariance,
  xi: number,
): number {
  const { samples, coefficients } = plan;
  const sum = carriedSum(samples, (j) => {
    const fit = Math.max(1, fitted[j]!);
    return ((normalized[j]! - fit) ** 2 - fit) / fit ** 2;
  });
  const rough = Math.max(sum / (samples - coefficients), 0);
  const moments = (variance - xi * mean) / mean ** 2;
  return Math.min(Math.max(MIN_DISPERSION, Math.min(rough, moments)), maxDispersion(samples));
}
