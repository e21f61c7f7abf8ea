import { normalUpperTail } from '../../../stats/distributions/normal.ts';
import * as math from '../../../stats/math/portable.ts';
import { type MixtureSums, mixtureSums } from '../../../stats/optimize/mixture-sums.ts';

/** A prior of effects: a mixture of normal distributions about 0. */
export interface NormalMixture {
  /** [components], ascending. */
  readonly deviations: Float64Array;
  /** [components], not negative, sum 1. */
  readonly proportions: Float64Array;
}

/** Effects seen with errors, each under every component of a mixture of normal distributions about 0. */
export interface EffectMixture extends MixtureSums {
  /** [components], ascending. */
  readonly deviations: Float64Array;
  /** What the log likelihood of any mixture is above that of `mix`, whose likelihoods are relative to the largest of a row. */
  readonly shift: number;
  /** What is believed of each effect under proportions: `writePosterior`. */
  judge(proportions: Float64Array): Beliefs;
}

/** [rows] each. */
export interface Beliefs {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly falseSign: Float64Array;
}

/** Lays out the mixture of effects [rows] with errors [rows], which are positive, over deviations [components]. */
export type MixEffects = (effects: Float64Array, errors: Float64Array, deviations: Float64Array) => EffectMixture;

const LOG_2_PI = math.log(2 * Math.PI);

/** `MixEffects` in plain TypeScript. */
export const mixEffectsHere: MixEffects = (effects, errors, deviations) => {
  const rows = effects.length;
  const k = deviations.length;
  const likelihoods = new Float64Array(rows * k);
  const rowOf = (i: number) => likelihoods.subarray(i * k, (i + 1) * k);
  let shift = 0;
  for (let i = 0; i < rows; i++) shift += relativeDensities(effects[i]!, errors[i]!, deviations, rowOf(i));
  return {
    ...mixtureSums(likelihoods, rows, k),
    deviations,
    shift,
    judge(proportions) {
      const [mean, deviation, falseSign] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
      const out: Posterior = { mean: 0, deviation: 0, falseSign: 0 };
      for (let i = 0; i < rows; i++) {
        weighPosterior(effects[i]!, errors[i]!, { deviations, proportions }, rowOf(i), out);
        mean[i] = out.mean;
        deviation[i] = out.deviation;
        falseSign[i] = out.falseSign;
      }
      return { mean, deviation, falseSign };
    },
  };
};

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
  relativeDensities(b, s, prior.deviations, scratch);
  weighPosterior(b, s, prior, scratch, out);
}

/** `writePosterior` from the densities of the effect. */
function weighPosterior(
  b: number,
  s: number,
  { deviations, proportions }: NormalMixture,
  densities: Float64Array,
  out: Posterior,
): void {
  let total = 0;
  let mean = 0;
  let square = 0;
  let negative = 0;
  for (let k = 0; k < deviations.length; k++) {
    if (proportions[k] === 0) continue;
    const weight = proportions[k]! * densities[k]!;
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
export function relativeDensities(b: number, s: number, deviations: Float64Array, out: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < deviations.length; k++) {
    const variance = deviations[k]! * deviations[k]! + s * s;
    out[k] = -0.5 * (LOG_2_PI + math.log(variance) + (b * b) / variance);
    largest = Math.max(largest, out[k]!);
  }
  for (let k = 0; k < deviations.length; k++) out[k] = math.exp(out[k]! - largest);
  return largest;
}
