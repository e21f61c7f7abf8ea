import { normalUpperQuantile } from '../../../stats/distributions/normal.ts';
import { weightedQuantile } from '../../../stats/ranks/quantile.ts';

const UPPER_QUANTILE = 0.05;
const LARGEST_ESTIMATE = 10;

/** Prior variance of a coefficient that is not shrunk (the intercept), log2 scale. */
export const WIDE_PRIOR_VARIANCE = 1e6;

/**
 * Variance of a normal distribution of mean 0 whose upper 5 % quantile of |x| is that of the estimates, weighted:
 * (quantile_0.95 |x| / 1.959964)^2. Source: Love, Huber and Anders 2014, Methods, "Empirical prior estimate";
 * docs/statistics.md, "Shrinkage: normal".
 */
export function matchUpperQuantile(estimates: Float64Array, weights: Float64Array): number {
  const sizes = estimates.map(Math.abs);
  return (weightedQuantile(sizes, weights, 1 - UPPER_QUANTILE) / normalUpperQuantile(UPPER_QUANTILE / 2)) ** 2;
}

/** The same over estimates below 10 in size, which leaves out those at the edge of the scale; wide where none is left. */
export function normalPriorVariance(estimates: Float64Array, weights: Float64Array): number {
  const isUsable = (_: number, gene: number) => Math.abs(estimates[gene]!) < LARGEST_ESTIMATE;
  const usable = estimates.filter(isUsable);
  if (usable.length === 0) return WIDE_PRIOR_VARIANCE;
  return matchUpperQuantile(usable, weights.filter(isUsable));
}

/** Weights of log fold change estimates: the inverse of 1 / mean + dispersion trend; NaN on genes without counts. */
export function precisionWeights(baseMean: Float64Array, dispFit: Float64Array): Float64Array {
  return baseMean.map((mean, gene) => 1 / (1 / mean + dispFit[gene]!));
}
