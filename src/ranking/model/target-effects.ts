import * as math from '../../stats/math/portable.ts';
import { targetMeans } from './effect-components.ts';

/**
 * Effects of targets by the strength of their sites: weights of the components at the middle strength, tilted so that
 * stronger sites repress more. w_k(x) is proportional to w_k mean_k^(tilt ln(x / middle)).
 */
export interface TargetEffects {
  /** [targetMeans.length], sum 1. */
  readonly weights: Float64Array;
  /** >= 0 */
  readonly tilt: number;
}

export interface TargetEffectPriors {
  /** Effects of targets in other experiments, [targetMeans.length], and how many targets they count for. */
  readonly targetWeights: readonly number[];
  readonly targetGenes: number;
  /** Mean and standard deviation of the tilt. */
  readonly tilt: number;
  readonly tiltSd: number;
}

/** Strengths are put into classes of equal tilt. */
const LOWEST = math.log(0.05);
const WIDTH = 0.5;
export const tiltClasses = 8;
const MIDDLE = math.log(0.4);

/** The class whose effects are those of the middle strength, for genes whose sites are not known. */
export const middleClass = Math.floor((MIDDLE - LOWEST) / WIDTH);

export function tiltClassOf(logStrength: number): number {
  return Math.max(0, Math.min(tiltClasses - 1, Math.floor((logStrength - LOWEST) / WIDTH)));
}

const distance = Float64Array.from({ length: tiltClasses }, (_, c) => Math.max(-1, (c - middleClass) * WIDTH));
const logMeans = targetMeans.map(math.log);

/** [tiltClasses x targetMeans.length] weights of each class. */
export function tiltedWeights({ weights, tilt }: TargetEffects): Float64Array<ArrayBuffer> {
  const components = weights.length;
  const tilted = new Float64Array(tiltClasses * components);
  for (let c = 0; c < tiltClasses; c++) {
    const row = tilted.subarray(c * components, (c + 1) * components);
    for (let k = 0; k < components; k++) row[k] = weights[k]! * math.exp(tilt * distance[c]! * logMeans[k]!);
    normalize(row);
  }
  return tilted;
}

const LARGEST_STEP = 0.2;

/**
 * One step towards the effects with the largest posterior density, given the expected number of targets
 * [tiltClasses x targetMeans.length] in each component of each class: scoring for the tilt, proportional scaling for the
 * weights.
 */
export function improveEffects(
  { weights, tilt }: TargetEffects,
  targets: Float64Array,
  priors: TargetEffectPriors,
): TargetEffects {
  const components = weights.length;
  const tilted = tiltedWeights({ weights, tilt });
  let score = (priors.tilt - tilt) / priors.tiltSd ** 2;
  let information = 1 / priors.tiltSd ** 2;
  const observed = Float64Array.from(priors.targetWeights, (weight) => weight * priors.targetGenes);
  const expected = weights.map((weight) => weight * priors.targetGenes);
  for (let c = 0; c < tiltClasses; c++) {
    let genes = 0;
    let sum = 0;
    let mean = 0;
    let square = 0;
    for (let k = 0, at = c * components; k < components; k++, at++) {
      genes += targets[at]!;
      sum += targets[at]! * logMeans[k]!;
      mean += tilted[at]! * logMeans[k]!;
      square += tilted[at]! * logMeans[k]! ** 2;
      observed[k]! += targets[at]!;
    }
    for (let k = 0; k < components; k++) expected[k]! += genes * tilted[c * components + k]!;
    score += distance[c]! * (sum - genes * mean);
    information += genes * distance[c]! ** 2 * (square - mean * mean);
  }
  const step = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, score / information));
  return {
    weights: normalize(weights.map((weight, k) => (weight * observed[k]!) / expected[k]!)),
    tilt: Math.max(0, tilt + step),
  };
}

/** Divides by the sum, in place. */
export function normalize<T extends Float64Array>(weights: T): T {
  let sum = 0;
  for (const weight of weights) sum += weight;
  for (let k = 0; k < weights.length; k++) weights[k]! /= sum;
  return weights;
}
