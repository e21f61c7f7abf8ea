import * as math from '../../stats/math/portable.ts';

/** How the strength of sites and the probability of being a target hang together in one study. */
export interface SiteLink {
  /** ln of what multiplies every strength. */
  readonly offset: number;
  /** Power of the strength. */
  readonly slope: number;
}

export interface SiteLinkPriors {
  /** Standard deviation of the offset, around 0. */
  readonly offsetSd: number;
  /** Standard deviation of the slope, around 1. */
  readonly slopeSd: number;
  /** Probability that an experiment did nothing to any target. */
  readonly failure: number;
}

/** Genes of equal strength, summed up. */
export interface StrengthLevels {
  /** [levels] ln strength. */
  readonly logStrength: Float64Array;
  /** [levels] */
  readonly genes: Float64Array;
  /** [genes] level of each gene. */
  readonly levelOf: Uint16Array;
}

/** Levels a unit of ln strength: finer steps than 2 % change nothing. */
const RESOLUTION = 50;

/** Groups strengths > 0 of genes into levels, so that the link is fitted on hundreds of values and not on all genes. */
export function groupStrengths(strength: Float64Array): StrengthLevels {
  const byKey = new Map<number, number>();
  const logStrength: number[] = [];
  const genes: number[] = [];
  const levelOf = Uint16Array.from(strength, (value) => {
    const log = math.log(value);
    const key = Math.round(log * RESOLUTION);
    let level = byKey.get(key);
    if (level === undefined) {
      level = logStrength.length;
      byKey.set(key, level);
      logStrength.push(key / RESOLUTION);
      genes.push(0);
    }
    genes[level]!++;
    return level;
  });
  return { logStrength: Float64Array.from(logStrength), genes: Float64Array.from(genes), levelOf };
}

/** Probabilities are kept inside: sites alone never decide. */
const LEAST = 1e-6;
const MOST = 0.95;

/**
 * Probability of being a target by the sites: 1 - exp(-exp(offset + slope ln strength)), the chance that at least one of
 * independent sites works, in [1e-6, 0.95]. It never falls with the strength as the slope is positive.
 */
export function targetProbability({ offset, slope }: SiteLink, logStrength: number): number {
  return Math.min(MOST, Math.max(LEAST, -math.expm1(-math.exp(offset + slope * logStrength))));
}

const LEAST_SLOPE = 0.1;
const LARGEST_STEP = 1;

/**
 * One step of Fisher scoring towards the link with the largest posterior density, given the expected number of targets
 * [levels] at each level.
 */
export function improveLink(
  { offset, slope }: SiteLink,
  { logStrength, genes }: StrengthLevels,
  targets: Float64Array,
  { offsetSd, slopeSd }: SiteLinkPriors,
): SiteLink {
  let offsetScore = -offset / offsetSd ** 2;
  let slopeScore = -(slope - 1) / slopeSd ** 2;
  let a = 1 / offsetSd ** 2;
  let b = 0;
  let c = 1 / slopeSd ** 2;
  for (let level = 0; level < logStrength.length; level++) {
    const x = logStrength[level]!;
    const hazard = math.exp(Math.min(3, offset + slope * x));
    const p = Math.max(LEAST, -math.expm1(-hazard));
    const score = (hazard * (targets[level]! - genes[level]! * p)) / p;
    const information = (genes[level]! * hazard * hazard * (1 - p)) / p;
    offsetScore += score;
    slopeScore += score * x;
    a += information;
    b += information * x;
    c += information * x * x;
  }
  const determinant = a * c - b * b;
  return {
    offset: offset + bounded((c * offsetScore - b * slopeScore) / determinant),
    slope: Math.max(LEAST_SLOPE, slope + bounded((a * slopeScore - b * offsetScore) / determinant)),
  };
}

function bounded(step: number): number {
  return Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
}

/** A link that may hold, and how probable it is. */
export interface WeightedLink extends SiteLink {
  readonly weight: number;
}

/** Offset of an experiment that did nothing. */
const FAILED = -7;
const STATES = { from: -6, to: 3, step: 0.1 };
/** States less probable than this change nothing. */
const NEGLIGIBLE = 1e-4;

/**
 * The links that the data leave possible, over a grid of offsets at a given slope, with posterior probabilities: a small
 * study does not know how many of its site genes are targets, and its posteriors must say so. The first is the experiment
 * that did nothing; states of negligible weight are left out.
 *
 * `logRatio` [genes]: ln likelihood ratio, target against background.
 */
export function possibleLinks(
  slope: number,
  { logStrength, levelOf }: StrengthLevels,
  logRatio: Float64Array,
  { offsetSd, failure }: SiteLinkPriors,
): WeightedLink[] {
  const ratio = logRatio.map((value) => math.exp(Math.min(300, value)));
  const logEvidence = (offset: number): number => {
    const probability = logStrength.map((x) => targetProbability({ offset, slope }, x));
    let sum = 0;
    for (let gene = 0; gene < ratio.length; gene++) {
      sum += math.log1p(probability[levelOf[gene]!]! * (ratio[gene]! - 1));
    }
    return sum;
  };
  const states = [{ offset: FAILED, log: math.log(failure) + logEvidence(FAILED) }];
  const density = math.log(((1 - failure) * STATES.step) / (offsetSd * Math.sqrt(2 * Math.PI)));
  const count = Math.round((STATES.to - STATES.from) / STATES.step);
  for (let i = 0; i <= count; i++) {
    const offset = STATES.from + i * STATES.step;
    states.push({ offset, log: density - 0.5 * (offset / offsetSd) ** 2 + logEvidence(offset) });
  }
  const best = Math.max(...states.map(({ log }) => log));
  const kept = states.filter(({ log }, i) => i === 0 || log - best > math.log(NEGLIGIBLE));
  const total = kept.reduce((sum, { log }) => sum + math.exp(log - best), 0);
  return kept.map(({ offset, log }) => ({ offset, slope, weight: math.exp(log - best) / total }));
}

/** How much of the targets that other experiments would have this one has, at most all. */
export function activity(link: SiteLink, { logStrength, genes }: StrengthLevels): number {
  const usual: SiteLink = { offset: 0, slope: 1 };
  let here = 0;
  let elsewhere = 0;
  for (let level = 0; level < logStrength.length; level++) {
    here += genes[level]! * targetProbability(link, logStrength[level]!);
    elsewhere += genes[level]! * targetProbability(usual, logStrength[level]!);
  }
  return elsewhere > 0 ? Math.min(1, here / elsewhere) : 1;
}
