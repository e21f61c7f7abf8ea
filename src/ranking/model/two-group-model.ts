import { fillDoubles, placesWhere } from '../../stats/columns/fill-columns.ts';
import * as math from '../../stats/math/portable.ts';
import { takeInOrder } from '../../stats/ranks/order-ascending.ts';
import type { BackgroundSums } from './background-sums.ts';
import { backgroundComponents, backgroundScales, targetMeans } from './effect-components.ts';
import type { GeneSums } from './gene-sums.ts';
import { learnBackground } from './learn-background.ts';
import { learnTargets, type SiteGenes } from './learn-targets.ts';
import { openGeneSums, pickRows } from './open-gene-sums.ts';
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
  /** Whether WebAssembly had no memory: the same numbers, more slowly. */
  readonly isPlain: boolean;
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
 * By WebAssembly; plain TypeScript, with the same bits, where that gets no memory or `mayUseWasm` is false.
 *
 * Source: Efron 2008, doi:10.1214/07-STS236 (two groups); Stephens 2017, doi:10.1093/biostatistics/kxw041 (half-normal
 * mixtures with each gene's standard error).
 */
export function fitTwoGroups(data: TwoGroupData, priors: TwoGroupPriors, mayUseWasm = true): TwoGroupFit {
  const genes = prepare(data, mayUseWasm);
  const { model, ...how } = learn(genes, priors);
  return { ...conclude(genes, model, priors), ...how, isPlain: genes.sums.isPlain };
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

/** Over genes without sites, given the probability of being no target, and density as one times the probability of it. */
function withoutSites(genes: PreparedGenes, model: Model): BackgroundSums {
  const { withoutSite, sums } = genes;
  const probability = probabilities(genes, model.link);
  const weights = tiltedWeights(model.effects).subarray(middleClass * components, (middleClass + 1) * components);
  const rest = new Float64Array(withoutSite.length);
  const target = new Float64Array(withoutSite.length);
  for (let i = 0; i < withoutSite.length; i++) {
    const gene = withoutSite[i]!;
    let sum = 0;
    for (let k = 0; k < components; k++) sum += weights[k]! * sums.targetDensity[gene * components + k]!;
    rest[i] = 1 - probability[gene]!;
    target[i] = probability[gene]! * sum;
  }
  return sums.backgroundSums(rest, target);
}

function siteGenes(genes: PreparedGenes, background: Float64Array, scaleWeights: Float64Array): SiteGenes {
  const { withSite } = genes;
  const { backgroundDensity } = genes.sums;
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

/** Genes with all that does not change from iteration to iteration. */
interface PreparedGenes extends TwoGroupData {
  readonly sums: GeneSums;
  readonly levels: StrengthLevels;
  /** [genes] level of the strength; of genes without a site the place of the strength in `sitelessStrengths`. */
  readonly levelOf: Uint32Array;
  /** What strengths occur among genes without a site: few, as most have none in the coding sequence either. */
  readonly sitelessStrengths: Float64Array;
  readonly withSite: Uint32Array;
  readonly withoutSite: Uint32Array;
  /** [genes] 1 for genes with a site. */
  readonly hasSite: Uint8Array;
  /** [withSite x targetMeans.length] */
  readonly siteTargetDensity: Float64Array;
  /** [genes] class of the tilt. */
  readonly tiltClass: Uint8Array;
}

function prepare(data: TwoGroupData, mayUseWasm: boolean): PreparedGenes {
  const { repression, standardError, strength, siteless } = data;
  const genes = siteless.length;
  const withSite = placesWhere(genes, (gene) => siteless[gene] === 0);
  const withoutSite = placesWhere(genes, (gene) => siteless[gene] !== 0);
  const levels = groupStrengths(takeInOrder(strength, withSite));
  const sitelessStrengths = groupEqual(takeInOrder(strength, withoutSite));
  const levelOf = new Uint32Array(genes);
  withSite.forEach((gene, k) => {
    levelOf[gene] = levels.levelOf[k]!;
  });
  withoutSite.forEach((gene, k) => {
    levelOf[gene] = sitelessStrengths.placeOf[k]!;
  });
  const sums = openGeneSums(repression, standardError, withoutSite, mayUseWasm);
  return {
    ...data,
    sums,
    levels,
    levelOf,
    sitelessStrengths: sitelessStrengths.values,
    withSite,
    withoutSite,
    hasSite: siteless.map((is) => (is === 0 ? 1 : 0)),
    siteTargetDensity: pickRows(sums.targetDensity, withSite, components),
    tiltClass: siteless.map((is, gene) => (is === 0 ? tiltClassOf(math.log(strength[gene]!)) : middleClass)),
  };
}

/** The values that occur, each once, and the place of each among them, [values]. */
function groupEqual(values: Float64Array): { readonly values: Float64Array; readonly placeOf: Uint32Array } {
  const places = new Map<number, number>();
  const placeOf = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const place = places.get(values[i]!) ?? places.size;
    if (place === places.size) places.set(values[i]!, place);
    placeOf[i] = place;
  }
  return { values: Float64Array.from(places.keys()), placeOf };
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
function probabilities({ hasSite, levels, levelOf, sitelessStrengths }: PreparedGenes, link: SiteLink): Float64Array {
  const share = activity(link, levels);
  const atLevel = levels.logStrength.map((x) => targetProbability(link, x));
  const without = sitelessStrengths.map((x) => -math.expm1(-x * share));
  return fillDoubles(levelOf.length, (gene) => (hasSite[gene] === 1 ? atLevel : without)[levelOf[gene]!]!);
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
): Omit<TwoGroupFit, 'converged' | 'steps' | 'isPlain'> {
  const { hasSite, tiltClass, withSite, levels, sums } = genes;
  const background = Float64Array.of(...model.background, ...model.siteBackground);
  const effects = sums.effects({ background, hasSite, tilted: tiltedWeights(model.effects), tiltClass });
  const ratio = effects.logRatio.map((value) => math.exp(Math.min(700, value)));
  const links = possibleLinks(model.link.slope, levels, takeInOrder(effects.logRatio, withSite), priors);
  const posterior = new Float64Array(ratio.length);
  const priorProbability = new Float64Array(ratio.length);
  for (const { weight, ...link } of links) {
    const probability = probabilities(genes, link);
    for (let gene = 0; gene < posterior.length; gene++) {
      const p = probability[gene]!;
      priorProbability[gene]! += weight * p;
      posterior[gene]! += weight * posteriorOf(p, ratio[gene]!, 1);
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
