import * as math from '../../stats/math/portable.ts';
import type { RankingPriors, StrengthByType } from '../model/ranking-priors.ts';
import { countConserved, type GeneSite } from './site-evidence.ts';

export interface SiteStrength {
  /** 1 - exp(-strength) is the probability of being a target by the sites. */
  readonly strength: number;
  /** The same if it were not known which sites are conserved. */
  readonly withoutConservation: number;
}

/** More sites than this carry no more evidence: long 3' UTRs have sites of everything. */
const MOST = 2.5;
/** What a site of a rare type is worth: an offset 6mer, a 3'-compensatory site. */
const RARE = 0.02;
/** Context scores farther from the mean of their type are cut. */
const FARTHEST = 2.5;

/**
 * Strength of the sites of a gene: the sum over its sites (they act independently) of the strength of their type,
 * conserved, not conserved or unknown, times exp(slope z) where the sites have context scores, z being how far their sum
 * lies below that of average sites, in standard deviations. Sites without a type count by their number. Sites in the
 * coding sequence add a share of what those of their type in 3' UTRs do.
 */
export function strengthOfSites(
  sites: readonly GeneSite[],
  priors: RankingPriors,
  coding: readonly GeneSite[] = [],
): SiteStrength {
  const further = codingStrength(coding, priors);
  if (sites.length === 0) {
    const strength = Math.min(MOST, priors.siteless + further);
    return { strength, withoutConservation: strength };
  }
  const { conserved, notConserved, unknown } = priors.siteStrength;
  const context = contextFactor(sites, priors);
  const known = ({ conserved: is }: GeneSite): StrengthByType => (is ? conserved : notConserved);
  const sum = (strengthOf: (site: GeneSite) => StrengthByType): number => {
    const typed = sites.reduce(
      (total, site) => total + (site.type === 'site' ? 0 : (ofType(strengthOf(site), site.type) ?? RARE)),
      0,
    );
    return Math.min(MOST, context * (typed + untypedStrength(sites, priors, strengthOf === known)) + further);
  };
  const withoutConservation = sum(() => unknown);
  return { withoutConservation, strength: Number.isNaN(countConserved(sites)) ? withoutConservation : sum(known) };
}

function codingStrength(coding: readonly GeneSite[], { codingShare, siteStrength }: RankingPriors): number {
  return coding.reduce(
    (sum, { type }) => sum + (ofType(codingShare, type) ?? 0) * (ofType(siteStrength.unknown, type) ?? 0),
    0,
  );
}

/** A list of sites may name its types as it likes: `constructor`. */
function ofType(values: StrengthByType, type: string): number | undefined {
  return Object.hasOwn(values, type) ? values[type] : undefined;
}

/**
 * Sites of unknown type: those of a list are taken for conserved ones unless it says otherwise, and those that are not
 * conserved for sevens.
 */
function untypedStrength(sites: readonly GeneSite[], priors: RankingPriors, byConservation: boolean): number {
  const untyped = sites.filter(({ type }) => type === 'site');
  const { listedStrength, siteStrength } = priors;
  const count = (wanted: (conserved: boolean | undefined) => boolean): number =>
    untyped.filter(({ conserved }) => wanted(conserved)).length;
  const likeListed = count((conserved) => conserved === undefined || (conserved && byConservation));
  const listed = likeListed === 0 ? 0 : listedStrength[Math.min(likeListed, listedStrength.length) - 1]!;
  const sevens = byConservation ? siteStrength.notConserved : siteStrength.unknown;
  return listed + (untyped.length - likeListed) * sevens['7mer-m8']!;
}

function contextFactor(sites: readonly GeneSite[], { context }: RankingPriors): number {
  let expected = 0;
  let variance = 0;
  let found = 0;
  for (const { type, contextScore } of sites) {
    if (contextScore === undefined || Number.isNaN(contextScore)) continue;
    expected += ofType(context.mean, type) ?? context.mean['7mer-m8']!;
    variance += (ofType(context.sd, type) ?? context.sd['7mer-m8']!) ** 2;
    found += contextScore;
  }
  if (variance === 0) return 1;
  const z = (expected - found) / Math.sqrt(variance);
  return math.exp(context.slope * Math.max(-FARTHEST, Math.min(FARTHEST, z)));
}
