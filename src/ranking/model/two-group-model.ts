import * as math from '../../stats/math/portable.ts';
import {
  backgroundComponents,
  backgroundDensities,
  backgroundMean,
  backgroundScales,
  targetDensities,
  targetMean,
  targetMeans,
} from './effect-components.ts';
import {
  activity,
  groupStrengths,
  improveLink,
  possibleLinks,
  type SiteLink,
  type SiteLinkPriors,
  type StrengthLevels,
  targetProbability,
} from './site-link.ts';
import {
  improveEffects,
  middleClass,
  normalize,
  type TargetEffectPriors,
  type TargetEffects,
  tiltClasses,
  tiltClassOf,
  tiltedWeights,
} from './target-effects.ts';

/** What is known of each gene; all [genes]. */
export interface TwoGroupData {
  /** Log2 change in the direction of targets, 0 being that of the usual gene without a site. */
  readonly repression: Float64Array;
  /** > 0 */
  readonly standardError: Float64Array;
  /** Strength of the sites, > 0: in experiments at large 1 - exp(-strength) is the probability of being a target. */
  readonly strength: Float64Array;
  /** 1 for genes without a known site, from which the background is learned. */
  readonly siteless: Uint8Array;
}

export interface TwoGroupPriors extends SiteLinkPriors, TargetEffectPriors {
  /** Changes of genes that are no targets in other experiments, [backgroundScales.length], and how many genes they count for. */
  readonly backgroundWeights: readonly number[];
  readonly backgroundGenes: number;
  /** How many genes the background without sites counts for, when that of genes with sites is learned. */
  readonly sharedBackgroundGenes: number;
}

export interface TwoGroupFit {
  /** [genes] posterior probability of being a target. */
  readonly posterior: Float64Array;
  /** [genes] 1 - posterior, without rounding where that is small. */
  readonly doubt: Float64Array;
  /** [genes] probability by the sites alone, as this study has it. */
  readonly priorProbability: Float64Array;
  /** [genes] ln likelihood ratio of the estimate, target against background. */
  readonly logRatio: Float64Array;
  /** [genes] mean repression if it is a target. */
  readonly repressionIfTarget: Float64Array;
  /** [genes] mean repression if it is none. */
  readonly repressionIfNot: Float64Array;
  readonly link: SiteLink;
  readonly effects: TargetEffects;
  /** Probability that the experiment did something to genes with sites. */
  readonly worked: number;
  /** [backgroundComponents] */
  readonly backgroundWeights: Float64Array;
}

/** What is being learned. */
interface Model {
  /** [backgroundComponents] of genes without sites, and with. */
  readonly background: Float64Array;
  readonly siteBackground: Float64Array;
  readonly effects: TargetEffects;
  readonly link: SiteLink;
}

const MAX_ITERATIONS = 50;
/** Largest change of a weight at which the fit stands. */
const TOLERANCE = 1e-4;

/**
 * Two groups of genes, targets and background, told apart by their changes and their sites: empirical Bayes.
 *
 * Background: half-normal changes of many scales, down and up apart, learned from genes without sites (which noise and
 * secondary effects move just the same); genes with sites may spread more or less, equally on both sides, as those that
 * move away from repression tell. Targets: repressions of many sizes, larger for stronger sites, learned from genes with
 * sites. Probability of being a target before the change is seen: `targetProbability` of the strength, learned too. All
 * by expectation maximization from priors fitted on other experiments; the posterior is averaged over what the study
 * leaves possible of the share of targets, "none at all" included.
 *
 * Source: Efron 2008, doi:10.1214/07-STS236 (two groups); Stephens 2017, doi:10.1093/biostatistics/kxw041 (half-normal
 * mixtures with each gene's standard error).
 */
export function fitTwoGroups(data: TwoGroupData, priors: TwoGroupPriors): TwoGroupFit {
  const genes = prepare(data);
  let model = startModel(priors);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const next = maximize(model, expect(genes, model), genes.levels, priors);
    const change = largestChange(model, next);
    model = next;
    if (change < TOLERANCE) break;
  }
  return conclude(genes, model, priors);
}

/** Genes with all that does not change from iteration to iteration. */
interface PreparedGenes extends TwoGroupData {
  /** [genes x backgroundComponents] */
  readonly backgroundDensity: Float64Array;
  /** [genes x targetMeans.length] */
  readonly targetDensity: Float64Array;
  readonly levels: StrengthLevels;
  /** [genes] level of the strength; -1 for genes without a site. */
  readonly levelOf: Int16Array;
  readonly withSite: Uint32Array;
  /** [genes] class of the tilt. */
  readonly tiltClass: Uint8Array;
}

function prepare(data: TwoGroupData): PreparedGenes {
  const { repression, standardError, strength, siteless } = data;
  const withSite = Uint32Array.from(siteless.keys()).filter((gene) => !siteless[gene]);
  const levels = groupStrengths(Float64Array.from(withSite, (gene) => strength[gene]!));
  const levelOf = new Int16Array(siteless.length).fill(-1);
  withSite.forEach((gene, k) => {
    levelOf[gene] = levels.levelOf[k]!;
  });
  return {
    ...data,
    backgroundDensity: backgroundDensities(repression, standardError),
    targetDensity: targetDensities(repression, standardError),
    levels,
    levelOf,
    withSite,
    tiltClass: Uint8Array.from(strength, (x, gene) => (siteless[gene] ? middleClass : tiltClassOf(math.log(x)))),
  };
}

function startModel(priors: TwoGroupPriors): Model {
  const background = normalize(priorBackground(priors, 1));
  const weights = normalize(Float64Array.from(priors.targetWeights));
  return {
    background,
    siteBackground: background,
    effects: { weights, tilt: priors.tilt },
    link: { offset: 0, slope: 1 },
  };
}

const scales = backgroundScales.length;
const components = targetMeans.length;

/** As many genes as `genes`, spread over the components as in other experiments, half of them on each side. */
function priorBackground({ backgroundWeights }: TwoGroupPriors, genes: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: backgroundComponents }, (_, k) => (genes * backgroundWeights[k % scales]!) / 2);
}

/** Expected numbers of genes by what they are. */
interface Expected {
  /** [backgroundComponents] of the background without sites. */
  readonly background: Float64Array;
  /** [scales] of the background with sites. */
  readonly siteScales: Float64Array;
  /** [tiltClasses x components] of targets. */
  readonly targets: Float64Array;
  /** [levels] targets at each strength. */
  readonly targetsAtLevel: Float64Array;
}

function expect(genes: PreparedGenes, model: Model): Expected {
  const { backgroundDensity, targetDensity, levels, levelOf, tiltClass } = genes;
  const expected: Expected = {
    background: new Float64Array(backgroundComponents),
    siteScales: new Float64Array(scales),
    targets: new Float64Array(tiltClasses * components),
    targetsAtLevel: new Float64Array(levels.genes.length),
  };
  const weights = tiltedWeights(model.effects);
  const probability = probabilities(genes, model.link);
  const part = new Float64Array(backgroundComponents);
  for (let gene = 0; gene < levelOf.length; gene++) {
    const level = levelOf[gene]!;
    const own = level < 0 ? model.background : model.siteBackground;
    const at = gene * backgroundComponents;
    const row = tiltClass[gene]! * components;
    const atTarget = gene * components;
    let asBackground = 0;
    for (let k = 0; k < backgroundComponents; k++) {
      part[k] = own[k]! * backgroundDensity[at + k]!;
      asBackground += part[k]!;
    }
    let asTarget = 0;
    for (let k = 0; k < components; k++) asTarget += weights[row + k]! * targetDensity[atTarget + k]!;
    const posterior = posteriorOf(probability[gene]!, asTarget, asBackground);
    const perBackground = asBackground > 0 ? (1 - posterior) / asBackground : 0;
    if (level < 0) {
      for (let k = 0; k < backgroundComponents; k++) expected.background[k]! += perBackground * part[k]!;
      continue;
    }
    for (let k = 0; k < scales; k++) expected.siteScales[k]! += perBackground * (part[k]! + part[scales + k]!);
    expected.targetsAtLevel[level]! += posterior;
    const perTarget = asTarget > 0 ? posterior / asTarget : 0;
    for (let k = 0; k < components; k++) {
      expected.targets[row + k]! += perTarget * weights[row + k]! * targetDensity[atTarget + k]!;
    }
  }
  return expected;
}

/** [genes] probability of being a target by the sites. */
function probabilities({ strength, levels, levelOf }: PreparedGenes, link: SiteLink): Float64Array {
  const share = activity(link, levels);
  const atLevel = levels.logStrength.map((x) => targetProbability(link, x));
  return strength.map((x, gene) => (levelOf[gene]! < 0 ? -math.expm1(-x * share) : atLevel[levelOf[gene]!]!));
}

function posteriorOf(probability: number, asTarget: number, asBackground: number): number {
  const target = probability * asTarget;
  const all = target + (1 - probability) * asBackground;
  return all > 0 ? target / all : probability;
}

function maximize(model: Model, expected: Expected, levels: StrengthLevels, priors: TwoGroupPriors): Model {
  const prior = priorBackground(priors, priors.backgroundGenes);
  const background = normalize(expected.background.map((count, k) => count + prior[k]!));
  const scaleWeights = Float64Array.from({ length: scales }, (_, k) => background[k]! + background[scales + k]!);
  const siteScales = normalize(
    expected.siteScales.map((count, k) => count + priors.sharedBackgroundGenes * scaleWeights[k]!),
  );
  return {
    background,
    // The share of each side is that of genes without sites: on the side of repression targets would pass for background.
    siteBackground: background.map((weight, k) => (siteScales[k % scales]! * weight) / scaleWeights[k % scales]!),
    effects: improveEffects(model.effects, expected.targets, priors),
    link: improveLink(model.link, levels, expected.targetsAtLevel, priors),
  };
}

function largestChange(a: Model, b: Model): number {
  let largest = Math.abs(a.link.offset - b.link.offset);
  for (const [x, y] of [
    [a.background, b.background],
    [a.siteBackground, b.siteBackground],
    [a.effects.weights, b.effects.weights],
  ] as const) {
    for (let k = 0; k < x.length; k++) largest = Math.max(largest, Math.abs(x[k]! - y[k]!));
  }
  return largest;
}

function conclude(genes: PreparedGenes, model: Model, priors: TwoGroupPriors): TwoGroupFit {
  const { levelOf, withSite, levels } = genes;
  const effects = effectsOf(genes, model);
  const ratioWithSite = Float64Array.from(withSite, (gene) => effects.logRatio[gene]!);
  const links = possibleLinks(model.link.slope, levels, ratioWithSite, priors);
  const posterior = new Float64Array(levelOf.length);
  const doubt = new Float64Array(levelOf.length);
  const priorProbability = new Float64Array(levelOf.length);
  for (const { weight, ...link } of links) {
    const probability = probabilities(genes, link);
    for (let gene = 0; gene < posterior.length; gene++) {
      const p = probability[gene]!;
      priorProbability[gene]! += weight * p;
      const ratio = math.exp(Math.min(700, effects.logRatio[gene]!));
      posterior[gene]! += weight * posteriorOf(p, ratio, 1);
      doubt[gene]! += weight * posteriorOf(1 - p, 1, ratio);
    }
  }
  return {
    posterior,
    doubt,
    priorProbability,
    ...effects,
    link: model.link,
    effects: model.effects,
    worked: 1 - links[0]!.weight,
    backgroundWeights: model.background,
  };
}

/** Likelihood ratios, and what the true repression is expected to be under either. */
function effectsOf(genes: PreparedGenes, model: Model) {
  const { repression, standardError, levelOf, tiltClass, backgroundDensity, targetDensity } = genes;
  const tilted = tiltedWeights(model.effects);
  const logRatio = new Float64Array(levelOf.length);
  const repressionIfTarget = new Float64Array(levelOf.length);
  const repressionIfNot = new Float64Array(levelOf.length);
  for (let gene = 0; gene < levelOf.length; gene++) {
    const x = repression[gene]!;
    const error = standardError[gene]!;
    const own = levelOf[gene]! < 0 ? model.background : model.siteBackground;
    const weights = tilted.subarray(tiltClass[gene]! * components, (tiltClass[gene]! + 1) * components);
    let f0 = 0;
    let f1 = 0;
    let mean0 = 0;
    let mean1 = 0;
    for (let k = 0; k < backgroundComponents; k++) {
      const density = own[k]! * backgroundDensity[gene * backgroundComponents + k]!;
      f0 += density;
      if (density > 0) mean0 += density * backgroundMean(x, error, k);
    }
    for (let k = 0; k < components; k++) {
      const density = weights[k]! * targetDensity[gene * components + k]!;
      f1 += density;
      if (density > 0) mean1 += density * targetMean(x, error, k);
    }
    logRatio[gene] = x > LARGE ? largestRatio(x, error, own, weights) : logQuotient(f1, f0);
    repressionIfTarget[gene] = f1 > 0 ? mean1 / f1 : Math.max(0, x);
    repressionIfNot[gene] = f0 > 0 ? mean0 / f0 : x;
  }
  return { logRatio, repressionIfTarget, repressionIfNot };
}

/** Repression, log2, from which on more of it must not make a target less likely. */
const LARGE = 0.75;
const STEPS = 24;

/**
 * Largest ln likelihood ratio over estimates from `LARGE` to x: both mixtures end somewhere, and beyond, their ratio says
 * nothing.
 */
function largestRatio(x: number, error: number, background: Float64Array, targets: Float64Array): number {
  const estimates = Float64Array.from({ length: STEPS + 1 }, (_, step) => LARGE + ((x - LARGE) * step) / STEPS);
  const errors = new Float64Array(estimates.length).fill(error);
  const f0 = backgroundDensities(estimates, errors);
  const f1 = targetDensities(estimates, errors);
  let largest = Number.NEGATIVE_INFINITY;
  for (let step = 0; step <= STEPS; step++) {
    let asBackground = 0;
    let asTarget = 0;
    for (let k = 0; k < backgroundComponents; k++)
      asBackground += background[k]! * f0[step * backgroundComponents + k]!;
    for (let k = 0; k < components; k++) asTarget += targets[k]! * f1[step * components + k]!;
    largest = Math.max(largest, logQuotient(asTarget, asBackground));
  }
  return largest;
}

function logQuotient(a: number, b: number): number {
  return math.log(Math.max(a, Number.MIN_VALUE)) - math.log(Math.max(b, Number.MIN_VALUE));
}
