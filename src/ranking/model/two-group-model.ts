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
import { learnBackground, type SitelessGenes } from './learn-background.ts';
import { learnTargets, type SiteGenes } from './learn-targets.ts';
import {
  activity,
  groupStrengths,
  possibleLinks,
  type SiteLink,
  type SiteLinkPriors,
  type StrengthLevels,
  targetProbability,
} from './site-link.ts';
import {
  middleClass,
  normalize,
  type TargetEffectPriors,
  type TargetEffects,
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
  /** [backgroundComponents] */
  readonly backgroundWeights: Float64Array;
  /** Whether the fit came to its end; if not, what it says is that of its last step. */
  readonly converged: boolean;
  /** Steps of the fit, those over genes with sites and without together. */
  readonly steps: number;
}

/** What is being learned. */
interface Model {
  /** [backgroundComponents] of genes without sites, and with. */
  readonly background: Float64Array;
  readonly siteBackground: Float64Array;
  /** [scales] */
  readonly scales: Float64Array;
  readonly effects: TargetEffects;
  readonly link: SiteLink;
}

const MAX_ROUNDS = 20;
/** Largest change of a weight or of the offset from round to round at which the fit stands. */
const TOLERANCE = 1e-3;

/**
 * Two groups of genes, targets and background, told apart by their changes and their sites: empirical Bayes.
 *
 * Background: half-normal changes of many scales, down and up apart, learned from genes without sites (which noise and
 * secondary effects move just the same); genes with sites may spread more or less, equally on both sides, as those that
 * move away from repression tell. Targets: repressions of many sizes, larger for stronger sites, learned from genes with
 * sites. Probability of being a target before the change is seen: `targetProbability` of the strength, learned too. All
 * by accelerated expectation maximization, run to its end; the posterior is averaged over what the study
 * leaves possible of the share of targets, "none at all" included.
 *
 * Source: Efron 2008, doi:10.1214/07-STS236 (two groups); Stephens 2017, doi:10.1093/biostatistics/kxw041 (half-normal
 * mixtures with each gene's standard error).
 */
export function fitTwoGroups(data: TwoGroupData, priors: TwoGroupPriors): TwoGroupFit {
  const genes = prepare(data);
  const { model, ...how } = learn(genes, priors);
  return { ...conclude(genes, model, priors), ...how };
}

/**
 * Background and targets in turn: what genes without sites do does not hang on what those with sites teach but by their few
 * targets, so that few rounds suffice.
 */
function learn(genes: PreparedGenes, priors: TwoGroupPriors): { model: Model; converged: boolean; steps: number } {
  const prior = priorBackground(priors, priors.backgroundGenes);
  let model = startModel(priors);
  let steps = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = learnBackground(model.background, withoutSites(genes, model), prior);
    const background = found.weights;
    const scaleWeights = Float64Array.from({ length: scales }, (_, k) => background[k]! + background[scales + k]!);
    const { model: site, ascent } = learnTargets(
      { ...model, scales: round === 0 ? scaleWeights : model.scales },
      siteGenes(genes, background, scaleWeights),
      { ...priors, scaleGenes: scaleWeights.map((weight) => priors.sharedBackgroundGenes * weight) },
    );
    steps += found.steps + ascent.steps;
    const next: Model = {
      ...site,
      background,
      // The share of each side is that of genes without sites: on the side of repression targets would pass for background.
      siteBackground: background.map((weight, k) => (site.scales[k % scales]! * weight) / scaleWeights[k % scales]!),
    };
    const change = largestChange(model, next);
    model = next;
    if (!(found.converged && ascent.converged)) return { model, converged: false, steps };
    if (round > 0 && change < TOLERANCE) return { model, converged: true, steps };
  }
  return { model, converged: false, steps };
}

/** Of genes without sites: probability of being no target, and density as one times the probability of it. */
function withoutSites(genes: PreparedGenes, model: Model): SitelessGenes {
  const probability = probabilities(genes, model.link);
  const weights = tiltedWeights(model.effects).subarray(middleClass * components, (middleClass + 1) * components);
  const rest = Float64Array.from(genes.withoutSite, (gene) => 1 - probability[gene]!);
  const target = Float64Array.from(genes.withoutSite, (gene) => {
    let sum = 0;
    for (let k = 0; k < components; k++) sum += weights[k]! * genes.targetDensity[gene * components + k]!;
    return probability[gene]! * sum;
  });
  return { density: genes.sitelessDensity, rest, target };
}

function siteGenes(genes: PreparedGenes, background: Float64Array, scaleWeights: Float64Array): SiteGenes {
  const { withSite, backgroundDensity } = genes;
  const density = new Float64Array(withSite.length * scales);
  withSite.forEach((gene, i) => {
    const at = gene * backgroundComponents;
    for (let k = 0; k < scales; k++) {
      density[i * scales + k] =
        (background[k]! * backgroundDensity[at + k]! + background[scales + k]! * backgroundDensity[at + scales + k]!) /
        scaleWeights[k]!;
    }
  });
  return {
    levels: genes.levels,
    tiltClass: Uint8Array.from(withSite, (gene) => genes.tiltClass[gene]!),
    background: density,
    target: genes.siteTargetDensity,
  };
}

function pickRows(values: Float64Array, rows: Uint32Array, size: number): Float64Array {
  const picked = new Float64Array(rows.length * size);
  rows.forEach((row, i) => {
    picked.set(values.subarray(row * size, (row + 1) * size), i * size);
  });
  return picked;
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
  readonly withoutSite: Uint32Array;
  /** [withoutSite x backgroundComponents] */
  readonly sitelessDensity: Float64Array;
  /** [withSite x targetMeans.length] */
  readonly siteTargetDensity: Float64Array;
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
  const withoutSite = Uint32Array.from(siteless.keys()).filter((gene) => siteless[gene]);
  const backgroundDensity = backgroundDensities(repression, standardError);
  const targetDensity = targetDensities(repression, standardError);
  return {
    ...data,
    backgroundDensity,
    targetDensity,
    withoutSite,
    sitelessDensity: pickRows(backgroundDensity, withoutSite, backgroundComponents),
    siteTargetDensity: pickRows(targetDensity, withSite, components),
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
    scales: Float64Array.from({ length: scales }, (_, k) => background[k]! + background[scales + k]!),
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

function conclude(
  genes: PreparedGenes,
  model: Model,
  priors: TwoGroupPriors,
): Omit<TwoGroupFit, 'converged' | 'steps'> {
  const { levelOf, withSite, levels } = genes;
  const effects = effectsOf(genes, model);
  const ratioWithSite = Float64Array.from(withSite, (gene) => effects.logRatio[gene]!);
  const links = possibleLinks(model.link.slope, levels, ratioWithSite, priors);
  const posterior = new Float64Array(levelOf.length);
  const priorProbability = new Float64Array(levelOf.length);
  for (const { weight, ...link } of links) {
    const probability = probabilities(genes, link);
    for (let gene = 0; gene < posterior.length; gene++) {
      const p = probability[gene]!;
      priorProbability[gene]! += weight * p;
      const ratio = math.exp(Math.min(700, effects.logRatio[gene]!));
      posterior[gene]! += weight * posteriorOf(p, ratio, 1);
    }
  }
  return {
    posterior,
    priorProbability,
    ...effects,
    link: model.link,
    effects: model.effects,
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
