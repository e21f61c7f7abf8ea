import { normalUpperTail } from '../../../stats/distributions/normal.ts';
import * as math from '../../../stats/math/portable.ts';
import { fitMixtureProportions } from '../../../stats/optimize/mixture-proportions.ts';

/** A prior of effects: a mixture of normal distributions about 0. */
export interface NormalMixture {
  /** [components], ascending. */
  readonly deviations: Float64Array;
  /** [components], not negative, sum 1. */
  readonly proportions: Float64Array;
}

export interface NormalMixtureFit extends NormalMixture {
  /** sum_g ln sum_k pi_k N(b_g; 0, sd_k^2 + s_g^2). */
  readonly logLikelihood: number;
  /** No proportions have a log likelihood larger by more than this. */
  readonly gap: number;
}

const STEP = Math.SQRT2;
const LOG_2_PI = math.log(2 * Math.PI);

/**
 * The grid of standard deviations of ashr: from a tenth of the least standard error to twice the largest excess of an effect
 * over its error, by factors of sqrt 2 down from the largest. `effects`, `errors` [n], n >= 1, errors positive.
 */
function mixtureGrid(effects: Float64Array, errors: Float64Array): Float64Array {
  let least = Number.POSITIVE_INFINITY;
  let excess = 0;
  for (let i = 0; i < effects.length; i++) {
    least = Math.min(least, errors[i]!);
    excess = Math.max(excess, effects[i]! * effects[i]! - errors[i]! * errors[i]!);
  }
  least /= 10;
  const largest = excess > 0 ? 2 * Math.sqrt(excess) : 8 * least;
  const steps = Math.ceil(math.log2(largest / least) / math.log2(STEP));
  return Float64Array.from({ length: steps + 1 }, (_, k) => math.pow(STEP, k - steps) * largest);
}

/**
 * The mixture of normal distributions on ashr's grid that makes the effects most likely, all proportions being equally likely
 * beforehand. The optimum of ashr's objective, to rounding.
 *
 * `effects` b, `errors` s [n]. Source: M. Stephens, Biostatistics 18 (2017) 275, doi:10.1093/biostatistics/kxw041.
 */
export function fitNormalMixture(effects: Float64Array, errors: Float64Array): NormalMixtureFit {
  const deviations = mixtureGrid(effects, errors);
  const n = effects.length;
  const k = deviations.length;
  const likelihoods = new Float64Array(n * k);
  let shift = 0;
  for (let i = 0; i < n; i++) {
    const row = likelihoods.subarray(i * k, (i + 1) * k);
    shift += relativeDensities(effects[i]!, errors[i]!, deviations, row);
  }
  const { proportions, logLikelihood, gap } = fitMixtureProportions(likelihoods, n, k);
  return { deviations, proportions, logLikelihood: logLikelihood + shift, gap };
}

/** The log likelihood of any mixture, for comparison. */
export function mixtureLogLikelihood(effects: Float64Array, errors: Float64Array, prior: NormalMixture): number {
  const densities = new Float64Array(prior.deviations.length);
  let sum = 0;
  for (let i = 0; i < effects.length; i++) {
    sum += relativeDensities(effects[i]!, errors[i]!, prior.deviations, densities);
    sum += math.log(densities.reduce((total, density, k) => total + density * prior.proportions[k]!, 0));
  }
  return sum;
}

/** What is believed of an effect once it is seen. */
export interface Posterior {
  mean: number;
  deviation: number;
  /** Probability that its sign is the other one. */
  falseSign: number;
}

/**
 * Posterior of an effect b with standard error s > 0: a mixture of normal distributions with means b sd_k^2/(sd_k^2 + s^2)
 * and variances sd_k^2 s^2/(sd_k^2 + s^2). `scratch` [components]; nothing is allocated.
 */
export function writePosterior(
  b: number,
  s: number,
  prior: NormalMixture,
  scratch: Float64Array,
  out: Posterior,
): void {
  const { deviations, proportions } = prior;
  relativeDensities(b, s, deviations, scratch);
  let total = 0;
  let mean = 0;
  let square = 0;
  let negative = 0;
  for (let k = 0; k < deviations.length; k++) {
    if (proportions[k] === 0) continue;
    const weight = proportions[k]! * scratch[k]!;
    const sd2 = deviations[k]! * deviations[k]!;
    const share = sd2 / (sd2 + s * s);
    const center = b * share;
    const variance = share * s * s;
    total += weight;
    mean += weight * center;
    square += weight * (variance + center * center);
    negative += weight * normalUpperTail(center / Math.sqrt(variance));
  }
  mean /= total;
  negative /= total;
  out.mean = mean;
  out.deviation = Math.sqrt(Math.max(square / total - mean * mean, 0));
  out.falseSign = negative > 0.5 ? 1 - negative : negative;
}

/** Densities of b under each component over the largest of them, in `out`; returns ln of that one. */
function relativeDensities(b: number, s: number, deviations: Float64Array, out: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < deviations.length; k++) {
    const variance = deviations[k]! * deviations[k]! + s * s;
    out[k] = -0.5 * (LOG_2_PI + math.log(variance) + (b * b) / variance);
    largest = Math.max(largest, out[k]!);
  }
  for (let k = 0; k < deviations.length; k++) out[k] = math.exp(out[k]! - largest);
  return largest;
}
