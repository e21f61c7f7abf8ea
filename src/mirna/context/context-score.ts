import * as math from '../../stats/math/portable.ts';
import { roundFixed } from '../../text/printf-decimal.ts';
import type { Mirna } from '../families/mirna.ts';
import {
  type ContextFeature,
  contribution,
  intercepts,
  type ScoredType,
  scoredTypes,
  weakestScores,
} from './context-coefficients.ts';
import {
  affectedIsoformRatio,
  alignmentWindow,
  endDistance,
  type IsoformRegion,
  localAuContent,
  log10OrZero,
  meanOverIsoforms,
} from './context-features.ts';
import { seedPairingStability } from './seed-stability.ts';
import { type ThreePrimePairing, threePrimePairing } from './three-prime-pairing.ts';

/**
 * Whose rules a score follows: those of the paper, or those of the public TargetScan 7.0/7.01 programs with their slips:
 * the offset 6mers of a 3' UTR are always 1, the accessibility of a 6mer is read one base too far right, the base that
 * faces nt 8 two bases too far left where the aligned window was filled (6mers, sites near the stop codon), and without
 * isoform data lengths and distances count as 0.
 */
export type ContextRules = 'paper' | 'targetscan70';

/** What is known of a 3' UTR beside its sites. */
export interface UtrContext {
  /** Upper-case RNA letters. */
  readonly sequence: string;
  /** Regions by isoform end; empty if unknown. */
  readonly isoforms: readonly IsoformRegion[];
  /** Probability that the 14 nt that end at a position are unpaired; undefined where unknown. */
  readonly unpaired?: ((position: number) => number | undefined) | undefined;
  /** Computes what `unpaired` is then asked for, at these positions. */
  readonly prepareUnpaired?: ((positions: readonly number[]) => Promise<void>) | undefined;
  readonly orfLength?: number | undefined;
  /** 8mer sites in the open reading frame, by seed. */
  readonly orf8mers?: ((seed: string) => number) | undefined;
  /** Last positions of the offset 6mers of a seed. */
  offset6merEnds(seed: string): readonly number[];
}

/** What is known of a site beside its place. */
export interface SiteToScore {
  readonly type: ScoredType;
  readonly start: number;
  readonly end: number;
  /** Probability of conserved targeting; undefined if the family has none. */
  readonly pct?: number | undefined;
}

export interface ContextScore {
  /** Of each feature that is known, rounded to three decimals. */
  readonly contributions: Readonly<Partial<Record<ContextFeature, number>>>;
  readonly intercept: number;
  /** context++ score: the sum, three decimals, at most the weakest score of the type. */
  readonly score: number;
  readonly isWeakest: boolean;
  readonly air: number;
  /** Whether the gene's isoforms are known, so that `air` and lengths are theirs. */
  readonly hasIsoforms: boolean;
  /** Probability that the 14 nt around the seed are unpaired, where it is known. */
  readonly unpaired: number | undefined;
  /** log2((2^score - 1) AIR + 1), four decimals. */
  readonly weighted: number;
  readonly pairing: ThreePrimePairing;
  /** Local AU content, see `localAuContent`. */
  readonly localAu: number;
  /** The aligned stretch of the UTR 3'->5'. */
  readonly window: string;
}

/**
 * The context++ score of a site for a miRNA (Agarwal et al. 2015, doi:10.7554/eLife.05005): the intercept of its type and a
 * contribution of each feature. A feature that is unknown contributes nothing.
 *
 * @param targetAbundance log10 of the number of the seed's sites in all 3' UTRs; undefined if unknown
 */
export function contextScore(
  site: SiteToScore,
  mirna: Mirna,
  utr: UtrContext,
  targetAbundance: number | undefined,
  rules: ContextRules,
): ContextScore {
  const { type, start, end } = site;
  const contributions: Partial<Record<ContextFeature, number>> = {};
  const add = (feature: ContextFeature, value: number | undefined) => {
    if (value !== undefined) contributions[feature] = roundFixed(contribution(feature, type, value), 3);
  };
  const isoforms =
    utr.isoforms.length > 0 || rules === 'targetscan70'
      ? utr.isoforms
      : [{ start: 1, end: utr.sequence.length, air: 100 }];
  const forward = alignmentWindow(utr.sequence, start, end, type);
  const window = [...forward.trimStart()].reverse().join('');
  const pairing = threePrimePairing(window, mirna.sequence, type);
  const localAu = localAuContent(utr.sequence, start, end, type);

  add('threePrimePairing', pairing.score);
  add('localAu', localAu);
  add('minDistance', log10OrZero(meanOverIsoforms(isoforms, end, (last) => endDistance(start, end, last))));
  addBase(add, ['srna1A', 'srna1C', 'srna1G'], mirna.sequence[0]);
  addBase(add, ['srna8A', 'srna8C', 'srna8G'], mirna.sequence[7]);
  if (type === '7mer-A1' || type === '6mer') {
    const facing8 = rules === 'targetscan70' ? forward[14] : utr.sequence[start - 2];
    addBase(add, ['site8A', 'site8C', 'site8G'], facing8);
  }
  add('utrLength', log10OrZero(meanOverIsoforms(isoforms, end, (last) => last)));
  const unpaired = utr.unpaired?.(accessibleEnd(site, rules));
  add('accessibility', unpaired === 0 ? undefined : unpaired && log10OrZero(unpaired));
  if (utr.orfLength !== undefined || rules === 'targetscan70') add('orfLength', log10OrZero(utr.orfLength ?? 0));
  if (utr.orf8mers !== undefined || rules === 'targetscan70') add('orf8mers', utr.orf8mers?.(mirna.seed) ?? 0);
  add('offset6mers', offset6mers(mirna.seed, end, utr, isoforms, rules));
  if (targetAbundance !== undefined) add('targetAbundance', targetAbundance);
  if (targetAbundance !== undefined || rules === 'paper') {
    const isLong = type === '8mer' || type === '7mer-m8';
    add('seedPairingStability', seedPairingStability(isLong ? mirna.seed : mirna.seed.slice(0, 6)));
  }
  add('pct', site.pct);
  const score = totalScore(type, contributions);
  const air = affectedIsoformRatio(utr.isoforms, end);
  const weighted = roundFixed(math.log((math.pow(2, score.score) - 1) * air + 1) / math.log(2), 4);
  const intercept = intercepts[scoredTypes.indexOf(type)]!;
  const hasIsoforms = utr.isoforms.length > 0;
  return { contributions, intercept, ...score, air, hasIsoforms, unpaired, weighted, pairing, localAu, window };
}

type Add = (feature: ContextFeature, value: number | undefined) => void;

/** One of three features counts if a base is A, C or G; U is the model's reference. */
function addBase(add: Add, features: readonly [ContextFeature, ContextFeature, ContextFeature], base?: string): void {
  if (base === undefined || base === 'U') return;
  features.forEach((feature, k) => {
    add(feature, base === 'ACG'[k] ? 1 : 0);
  });
}

/** Where the 14 nt around the seed end whose accessibility counts: 7 nt after the base that faces nt 8. */
export function accessibleEnd({ type, start }: Pick<SiteToScore, 'type' | 'start'>, rules: ContextRules): number {
  const facing8 = type === '7mer-A1' || (type === '6mer' && rules === 'paper') ? start - 1 : start;
  return facing8 + 7;
}

function offset6mers(
  seed: string,
  siteEnd: number,
  utr: UtrContext,
  isoforms: readonly IsoformRegion[],
  rules: ContextRules,
): number {
  if (rules === 'targetscan70') return meanOverIsoforms(isoforms, siteEnd, () => 1);
  const ends = utr.offset6merEnds(seed);
  return meanOverIsoforms(isoforms, siteEnd, (last) => ends.filter((end) => end <= last).length);
}

/** The features in the order in which TargetScan adds and prints them. */
export const featureOrder: readonly ContextFeature[] = [
  'threePrimePairing',
  'localAu',
  'minDistance',
  'srna1A',
  'srna1C',
  'srna1G',
  'srna8A',
  'srna8C',
  'srna8G',
  'site8A',
  'site8C',
  'site8G',
  'utrLength',
  'accessibility',
  'orfLength',
  'orf8mers',
  'offset6mers',
  'targetAbundance',
  'seedPairingStability',
  'pct',
];

function totalScore(
  type: ScoredType,
  contributions: Readonly<Partial<Record<ContextFeature, number>>>,
): { score: number; isWeakest: boolean } {
  const t = scoredTypes.indexOf(type);
  let sum = intercepts[t]!;
  for (const feature of featureOrder) sum += contributions[feature] ?? 0;
  const score = roundFixed(sum, 3);
  const isWeakest = score > weakestScores[t]!;
  return { score: isWeakest ? weakestScores[t]! : score, isWeakest };
}
