import * as math from '../../stats/math/portable.ts';
import { type Ascent, accelerateAscent } from '../../stats/optimize/accelerate-ascent.ts';
import {
  improveLink,
  type SiteLink,
  type SiteLinkPriors,
  type StrengthLevels,
  targetProbability,
} from './site-link.ts';
import {
  improveEffects,
  normalize,
  type TargetEffectPriors,
  type TargetEffects,
  tiltClasses,
  tiltedWeights,
} from './target-effects.ts';

/** Genes with sites, and what does not change while the model is fitted. */
export interface SiteGenes {
  readonly levels: StrengthLevels;
  /** [genes] class of the tilt. */
  readonly tiltClass: Uint8Array;
  /** [genes x scales] of the background, both sides together. */
  readonly background: Float64Array;
  /** [genes x components] of targets. */
  readonly target: Float64Array;
}

/** What is learned from genes with sites. */
export interface SiteModel {
  /** [scales] weights of the background scales, sum 1. */
  readonly scales: Float64Array;
  readonly effects: TargetEffects;
  readonly link: SiteLink;
}

export interface SitePriors extends SiteLinkPriors, TargetEffectPriors {
  /** [scales] genes that the background of other genes counts for. */
  readonly scaleGenes: Float64Array;
}

const TOLERANCE = 1e-4;
const MAX_STEPS = 2000;
/** No leap empties a component. */
const LEAST = 1e-12;
/** Where leaps must stay. */
const LARGEST_TILT = 5;
const LARGEST_OFFSET = 10;
const SLOPES = [0.1, 3] as const;

/** The site model with the greatest posterior density, by expectation maximization from `start`. */
export function learnTargets(
  start: SiteModel,
  genes: SiteGenes,
  priors: SitePriors,
): { model: SiteModel; ascent: Ascent } {
  const scales = start.scales.length;
  const components = start.effects.weights.length;
  const ascent = accelerateAscent(pack(start), (point) => step(unpack(point, scales, components), genes, priors), {
    confine: (point) => confine(point, scales, components),
    tolerance: TOLERANCE,
    maxSteps: MAX_STEPS,
  });
  return { model: unpack(ascent.point, scales, components), ascent };
}

function pack({ scales, effects, link }: SiteModel): Float64Array {
  return Float64Array.of(...scales, ...effects.weights, effects.tilt, link.offset, link.slope);
}

function unpack(point: Float64Array, scales: number, components: number): SiteModel {
  const end = scales + components;
  return {
    scales: point.slice(0, scales),
    effects: { weights: point.slice(scales, end), tilt: point[end]! },
    link: { offset: point[end + 1]!, slope: point[end + 2]! },
  };
}

function confine(point: Float64Array, scales: number, components: number): void {
  const end = scales + components;
  for (let k = 0; k < end; k++) point[k] = Math.max(LEAST, point[k]!);
  normalize(point.subarray(0, scales));
  normalize(point.subarray(scales, end));
  point[end] = Math.min(LARGEST_TILT, Math.max(0, point[end]!));
  point[end + 1] = Math.min(LARGEST_OFFSET, Math.max(-LARGEST_OFFSET, point[end + 1]!));
  point[end + 2] = Math.min(SLOPES[1], Math.max(SLOPES[0], point[end + 2]!));
}

/** One step of expectation maximization, and ln posterior density, but for a constant, where it starts. */
function step(model: SiteModel, { levels, tiltClass, background, target }: SiteGenes, priors: SitePriors) {
  const { levelOf } = levels;
  const scales = model.scales.length;
  const components = model.effects.weights.length;
  const tilted = tiltedWeights(model.effects);
  const probability = levels.logStrength.map((x) => targetProbability(model.link, x));
  const scaleGradient = new Float64Array(scales);
  const targets = new Float64Array(tiltClasses * components);
  const targetsAtLevel = new Float64Array(probability.length);
  let objective = logPrior(model, priors);
  for (let gene = 0; gene < levelOf.length; gene++) {
    const p = probability[levelOf[gene]!]!;
    const at = gene * scales;
    const atTarget = gene * components;
    const row = tiltClass[gene]! * components;
    let asBackground = 0;
    for (let k = 0; k < scales; k++) asBackground += model.scales[k]! * background[at + k]!;
    let asTarget = 0;
    for (let k = 0; k < components; k++) asTarget += tilted[row + k]! * target[atTarget + k]!;
    const all = p * asTarget + (1 - p) * asBackground;
    if (!(all > 0)) continue;
    objective += math.log(all);
    const rest = (1 - p) / all;
    for (let k = 0; k < scales; k++) scaleGradient[k]! += rest * background[at + k]!;
    const share = p / all;
    targetsAtLevel[levelOf[gene]!]! += share * asTarget;
    for (let k = 0; k < components; k++) targets[row + k]! += share * target[atTarget + k]!;
  }
  for (let k = 0; k < targets.length; k++) targets[k]! *= tilted[k]!;
  const next: SiteModel = {
    scales: normalize(model.scales.map((weight, k) => priors.scaleGenes[k]! + weight * scaleGradient[k]!)),
    effects: improveEffects(model.effects, targets, priors),
    link: improveLink(model.link, levels, targetsAtLevel, priors),
  };
  return { next: pack(next), objective };
}

function logPrior({ scales, effects, link }: SiteModel, priors: SitePriors): number {
  let sum = -0.5 * ((effects.tilt - priors.tilt) / priors.tiltSd) ** 2;
  sum -= 0.5 * (link.offset / priors.offsetSd) ** 2 + 0.5 * ((link.slope - 1) / priors.slopeSd) ** 2;
  for (let k = 0; k < scales.length; k++) sum += priors.scaleGenes[k]! * math.log(scales[k]!);
  effects.weights.forEach((weight, k) => {
    sum += priors.targetGenes * priors.targetWeights[k]! * math.log(weight);
  });
  return sum;
}
