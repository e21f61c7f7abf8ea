import {
  type AlignmentRows,
  branchLengthScore,
  type ConservationModel,
  conservationBin,
  logisticPct,
  medianBranchLength,
} from '../mirna/conservation/conservation.ts';
import type { ContextRules } from '../mirna/context/context-score.ts';
import type { Mirna } from '../mirna/families/mirna.ts';
import { createSeedScanner } from '../mirna/sites/seed-scanner.ts';
import { canonicalSiteTypes, type SeedSiteType } from '../mirna/sites/site-types.ts';
import { roundFixed } from '../text/printf-decimal.ts';
import { findAlignedSites } from './aligned-sites.ts';
import { type AlignedSite, groupSites, type SiteGroup, speciesWithType } from './site-groups.ts';

/** A family to search for, and the species it is known in. */
export interface SearchedFamily {
  readonly name: string;
  readonly seed: string;
  /** Species in which its sites are searched; undefined: in all. */
  readonly species: ReadonlySet<number> | undefined;
  /** Its miRNAs by species; under `anySpecies` those without one. */
  readonly mirnas: ReadonlyMap<number, readonly Mirna[]>;
}

/** A site with what the other species of the alignment say about it. */
export interface PredictedSite extends AlignedSite {
  readonly group: SiteGroup;
  /** Running number of the group, from 1. */
  readonly groupNumber: number;
  /** Branch length score, four decimals; undefined without trees. */
  readonly branchLength: number | undefined;
  /** Probability of conserved targeting before negative values become 0; undefined if the family has no parameters. */
  readonly pct: number | undefined;
  readonly isConserved: boolean;
}

/** What is found in one aligned 3' UTR. */
export interface UtrPrediction {
  /** Median branch length of the UTR and its bin; computed when first asked for. */
  readonly measure: () => { readonly medianBranchLength: number; readonly bin: number };
  /** For each family with sites, in the order of the families. */
  readonly families: readonly { readonly family: SearchedFamily; readonly sites: readonly PredictedSite[] }[];
}

/**
 * Prepares the search for families in aligned 3' UTRs: sites of each species, groups over species, branch length, PCT,
 * conserved or not. The returned function takes one UTR after the other and numbers the groups.
 */
export function createPredictor(
  families: readonly SearchedFamily[],
  model: ConservationModel | undefined,
  rules: ContextRules,
  {
    siteTypes = canonicalSiteTypes,
    isReported = () => true,
  }: {
    readonly siteTypes?: readonly SeedSiteType[] | undefined;
    /** Species whose sites are given (default: all); the others still count for conservation. */
    readonly isReported?: ((species: number) => boolean) | undefined;
  } = {},
): (rows: AlignmentRows) => UtrPrediction {
  const scanner = createSeedScanner(
    families.map((family) => family.seed),
    siteTypes,
  );
  let groups = 0;
  return (rows) => {
    const isWanted = (seed: number, species: number) => families[seed]!.species?.has(species) ?? true;
    const found = findAlignedSites(rows, scanner, isWanted, rules);
    const measure = once(() => {
      const median = model && rows.size > 1 ? medianBranchLength(rows, model) : 0;
      return { medianBranchLength: median, bin: conservationBin(median) };
    });
    const predicted = families.map((family, seed) => ({
      family,
      sites: groupSites(found[seed]!).flatMap((group) => {
        const groupNumber = ++groups;
        const lengths = new Map<SeedSiteType, number>();
        const lengthOf = (type: SeedSiteType): number => {
          const length = lengths.get(type) ?? branchLengthOf(group, type, model!, measure().bin);
          lengths.set(type, length);
          return length;
        };
        const reported = group.sites.filter((site) => isReported(site.species));
        return reported.map((site) => ({
          ...site,
          group,
          groupNumber,
          ...conservation(site, family.seed, model, lengthOf),
        }));
      }),
    }));
    return { measure, families: predicted.filter(({ sites }) => sites.length > 0) };
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** Branch length score of a site type in a group, four decimals. */
function branchLengthOf(group: SiteGroup, type: SeedSiteType, model: ConservationModel, bin: number): number {
  return roundFixed(branchLengthScore(model, bin, speciesWithType(group, type)), 4);
}

function conservation(
  { type, overlapsOrf }: AlignedSite,
  seed: string,
  model: ConservationModel | undefined,
  lengthOf: (type: SeedSiteType) => number,
): Pick<PredictedSite, 'branchLength' | 'pct' | 'isConserved'> {
  if (!model) return { branchLength: undefined, pct: undefined, isConserved: false };
  const branchLength = lengthOf(type);
  const pct = overlapsOrf ? undefined : logisticPct(model.pct, type, seed, branchLength);
  const isConserved = branchLength >= (model.conservedFrom[type] ?? Number.POSITIVE_INFINITY);
  return { branchLength, pct, isConserved };
}
