import * as math from '../../../stats/math/portable.ts';
import { fitMixtureProportions } from '../../../stats/optimize/mixture-proportions.ts';
import { type EffectMixture, type NormalMixture, relativeDensities } from '../kernel/effect-mixture.ts';

export interface NormalMixtureFit extends NormalMixture {
  /** sum_g ln sum_k pi_k N(b_g; 0, sd_k^2 + s_g^2). */
  readonly logLikelihood: number;
  /** No proportions have a log likelihood larger by more than this. */
  readonly gap: number;
}

const STEP = Math.SQRT2;

/**
 * The grid of standard deviations of ashr: from a tenth of the least standard error to twice the largest excess of an effect
 * over its error, by factors of sqrt 2 down from the largest. `effects`, `errors` [n], n >= 1, errors positive.
 */
export function mixtureGrid(effects: Float64Array, errors: Float64Array): Float64Array {
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
 * The mixture of normal distributions on a grid of deviations that makes the effects most likely, all proportions being
 * equally likely beforehand. The optimum of ashr's objective, to rounding.
 *
 * `mixture` of the effects over the grid. Source: M. Stephens, Biostatistics 18 (2017) 275, doi:10.1093/biostatistics/kxw041.
 */
export function fitNormalMixture(mixture: EffectMixture): NormalMixtureFit {
  const { proportions, logLikelihood, gap } = fitMixtureProportions(mixture);
  return { deviations: mixture.deviations, proportions, logLikelihood: logLikelihood + mixture.shift, gap };
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
