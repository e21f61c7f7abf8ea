import { quantileType7 } from '../../stats/ranks/quantile.ts';
import { lowess } from '../../stats/smoothing/lowess.ts';
import { chooseLowessSpan } from '../../stats/smoothing/lowess-span.ts';
import { type FitSeeds, weightedLowess } from '../../stats/smoothing/weighted-lowess.ts';

const SMALLEST_WEIGHT = 1e-8;
const LARGEST_WEIGHT = 100;
const FEW_GENES = 500;
const LEAST_SPAN = 0.3;

/**
 * A smooth trend of `values` along `covariate`, weighted by precision: one pass of weighted lowess, whose span narrows from
 * 1 at 500 genes toward 0.3. Weights are relative to their third quartile, between 1e-8 and 100. Where all are equal it is
 * plain lowess without robustness; with fewer than 4 + 1/span genes, a line.
 *
 * All arrays [genes], finite. Source: the documentation of limma's `loessFit`.
 */
export function followWeightedTrend(
  covariate: Float64Array,
  values: Float64Array,
  weights: Float64Array,
  fitSeeds?: FitSeeds | undefined,
): Float64Array {
  const n = covariate.length;
  const span = chooseLowessSpan(n, FEW_GENES, LEAST_SPAN);
  const typical = quantileType7(Float64Array.from(weights).sort(), 0.75) || 1;
  const relative = weights.map((weight) => Math.min(Math.max(weight / typical, SMALLEST_WEIGHT), LARGEST_WEIGHT));
  const least = relative.reduce((a, b) => Math.min(a, b));
  const largest = relative.reduce((a, b) => Math.max(a, b));
  if (largest - least < 1e-15) return lowess(covariate, values, { span, iterations: 0 });
  if (n < 4 + 1 / span) return weightedLine(covariate, values, relative);
  return weightedLowess(covariate, values, relative, { span, fitSeeds });
}

function weightedLine(x: Float64Array, y: Float64Array, weights: Float64Array): Float64Array {
  let total = 0;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < x.length; i++) {
    total += weights[i]!;
    meanX += weights[i]! * x[i]!;
    meanY += weights[i]! * y[i]!;
  }
  meanX /= total;
  meanY /= total;
  let spread = 0;
  let covariance = 0;
  for (let i = 0; i < x.length; i++) {
    spread += weights[i]! * (x[i]! - meanX) ** 2;
    covariance += weights[i]! * (x[i]! - meanX) * (y[i]! - meanY);
  }
  const slope = spread > 0 ? covariance / spread : 0;
  return x.map((at) => meanY + slope * (at - meanX));
}
