import { logExact } from '../../../stats/math/exact-log.ts';

export interface GammaFit {
  readonly intercept: number;
  readonly slope: number;
  /** False where 25 iterations did not settle the deviance: the fit is still usable, as in R. */
  readonly converged: boolean;
  readonly iterations: number;
}

const MAX_ITERATIONS = 25;
const TOLERANCE = 1e-8;
/** x counts as constant, as in R, when less than this part of its norm is left beside the weights. */
const RANK_TOLERANCE = 1e-11;

/** The two sums over all points that each iteration takes, at coefficients with positive means. */
export interface GammaSteps {
  /** -2 sum [ln(y / mu) - (y - mu) / mu]; NaN where a mean is not positive. */
  deviance(intercept: number, slope: number): number;
  /** The line of least squares with weights 1/mu^2; NaN where x is constant. */
  line(intercept: number, slope: number): Line;
}

export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * Gamma regression with identity link, y ~ intercept + slope x, by iteratively reweighted least squares in the steps of
 * R's `glm.fit`; undefined where R would stop with an error (no step back leads to positive means).
 *
 * Weights 1/mu^2; a step to means that are not positive, or to a deviance that is not finite, is halved toward the last
 * coefficients. `x`, `y` [n]; `start` must give positive means. Accuracy: 1e-14 relative to R where it converges.
 * Source: P. McCullagh, J. Nelder, Generalized Linear Models (1989), 2.5 and 8.3.
 */
export function fitGammaIdentity(y: Float64Array, x: Float64Array, start: Line): GammaFit | undefined {
  return iterateGamma(plainGammaSteps(y, x), start);
}

/** `fitGammaIdentity` of the points that the steps are about. */
export function iterateGamma(steps: GammaSteps, start: Line): GammaFit | undefined {
  let { intercept, slope } = start;
  let deviance = steps.deviance(intercept, slope);
  if (Number.isNaN(deviance)) return undefined;
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
    let next = steps.line(intercept, slope);
    let nextDeviance = steps.deviance(next.intercept, next.slope);
    for (let halving = 0; !Number.isFinite(nextDeviance); halving++) {
      if (halving === MAX_ITERATIONS) return undefined;
      next = { intercept: (next.intercept + intercept) / 2, slope: (next.slope + slope) / 2 };
      nextDeviance = steps.deviance(next.intercept, next.slope);
    }
    ({ intercept, slope } = next);
    if (Math.abs(nextDeviance - deviance) / (Math.abs(nextDeviance) + 0.1) < TOLERANCE) {
      return { intercept, slope, converged: true, iterations: iteration };
    }
    deviance = nextDeviance;
  }
  return { intercept, slope, converged: false, iterations: MAX_ITERATIONS };
}

export function plainGammaSteps(y: Float64Array, x: Float64Array): GammaSteps {
  const room = () => new Float64Array(y.length);
  const rows = { ones: room(), slopes: room(), responses: room() };
  return {
    deviance: (intercept, slope) => gammaDeviance(y, x, intercept, slope),
    line: (intercept, slope) => weightedLine(y, x, intercept, slope, rows),
  };
}

/** One logarithm serves many ratios. */
function gammaDeviance(y: Float64Array, x: Float64Array, intercept: number, slope: number): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < y.length; i++) {
    const mu = intercept + slope * x[i]!;
    if (!(mu > 0)) return Number.NaN;
    const ratio = y[i]! / mu;
    sum -= ratio - 1;
    if (ratio > 1e-100 && ratio < 1e100) product *= ratio;
    else if (ratio !== 0) sum += logExact(ratio);
    if (product < 1e-100 || product > 1e100) {
      sum += logExact(product);
      product = 1;
    }
  }
  return -2 * (sum + logExact(product));
}

/** Room for the rows of one least squares problem: the weights, the weighted x and the weighted response. */
interface Rows {
  readonly ones: Float64Array;
  readonly slopes: Float64Array;
  readonly responses: Float64Array;
}

/**
 * Least squares line with weights 1/mu^2 by two Householder reflections, every operation in the order of LINPACK's
 * `dqrdc2` and `dqrsl` under R's `glm.fit`: the coefficients have R's bits. NaN where x is constant.
 */
function weightedLine(
  y: Float64Array,
  x: Float64Array,
  intercept: number,
  slope: number,
  { ones, slopes, responses }: Rows,
): Line {
  const n = y.length;
  let squares = 0;
  let slopeSquares = 0;
  for (let i = 0; i < n; i++) {
    const mu = intercept + slope * x[i]!;
    const weight = Math.sqrt(1 / (mu * mu));
    ones[i] = weight;
    slopes[i] = x[i]! * weight;
    responses[i] = (mu + (y[i]! - mu)) * weight;
    squares += weight * weight;
    slopeSquares += slopes[i]! * slopes[i]!;
  }
  const norm = Math.sqrt(squares);
  const inverse = 1 / norm;
  const head = 1 + ones[0]! * inverse;
  let slopeDot = head * slopes[0]!;
  let responseDot = head * responses[0]!;
  for (let i = 1; i < n; i++) {
    const direction = ones[i]! * inverse;
    slopeDot += direction * slopes[i]!;
    responseDot += direction * responses[i]!;
  }
  const slopeStep = -slopeDot / head;
  const responseStep = -responseDot / head;
  const corner = slopes[0]! + slopeStep * head;
  const firstResponse = responses[0]! + responseStep * head;
  squares = 0;
  for (let i = 1; i < n; i++) {
    const direction = ones[i]! * inverse;
    const reflected = slopes[i]! + slopeStep * direction;
    slopes[i] = reflected;
    responses[i]! += responseStep * direction;
    squares += reflected * reflected;
  }
  if (!(squares > slopeSquares * RANK_TOLERANCE ** 2)) return { intercept: Number.NaN, slope: Number.NaN };
  const secondNorm = Math.sign(slopes[1]!) * Math.sqrt(squares);
  const secondInverse = 1 / secondNorm;
  const secondHead = 1 + slopes[1]! * secondInverse;
  let dot = secondHead * responses[1]!;
  for (let i = 2; i < n; i++) dot += slopes[i]! * secondInverse * responses[i]!;
  const secondResponse = responses[1]! + (-dot / secondHead) * secondHead;
  const nextSlope = secondResponse / -secondNorm;
  return { intercept: (firstResponse + -nextSlope * corner) / -norm, slope: nextSlope };
}
