import { kolmogorovSmirnovTest } from '../stats/kolmogorov-smirnov.ts';
import { normalUpperTail } from '../stats/normal.ts';
import { rankSumTest } from '../stats/rank-sum.ts';
import { rankAverage } from '../stats/ranks.ts';
import type { Strata } from '../stats/strata.ts';
import { type Effect, type GeneChanges, repressionSign } from './gene-changes.ts';
import { alikeGenes, type MatchedComparison, matchStrata } from './matched-background.ts';
import { medianShift, type Shift } from './median-shift.ts';
import type { RankedGene } from './rank-targets.ts';
import { countConserved, evidenceTypes, strongestType } from './site-evidence.ts';

/** How genes with a site moved against genes whose 3' UTR has none. */
export interface SiteShift {
  /** Strongest type of the genes; `any`; or `conserved` and `not conserved`, where it is known which sites are. */
  readonly type: string;
  readonly genes: number;
  readonly genesWithout: number;
  /** Median log2 fold change with a site minus that without, and its 95 % confidence interval. */
  readonly medianShift: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** One-sided rank-sum test, small where site genes move as targets should. */
  readonly rankSumP: number;
  /** One-sided Kolmogorov-Smirnov test, likewise. */
  readonly ksP: number;
  /** The same against genes without a site that are alike in expression and in their 3' UTRs. */
  readonly matched: MatchedComparison;
}

/** What genes with and without sites must share to be compared. [genes of the table] each, NaN where unknown. */
export interface GeneTraits {
  /** nt */
  readonly utrLength?: Float64Array | undefined;
  /** Share of G and C in the 3' UTR. */
  readonly utrGc?: Float64Array | undefined;
}

/**
 * Whether the experiment worked: for genes with a site, by their strongest type, together and by conservation, whether
 * their log2 fold changes lie further in the direction of targets than those of genes without a site; all of these, and
 * matched for expression, length and base composition of the 3' UTR (`matchStrata`). Only tested genes (with a p-value)
 * whose 3' UTR was searched count. Groups without a gene are left out; the first row is `any`.
 */
export function siteShifts(
  genes: readonly RankedGene[],
  changes: GeneChanges,
  { effect }: { readonly effect: Effect },
  traits: GeneTraits = {},
): SiteShift[] {
  const tested = genes.filter(({ row, sites }) => sites !== undefined && !Number.isNaN(changes.pvalue[row]!));
  const without = tested.filter(({ sites }) => sites?.length === 0);
  const strata = strataOf(tested, changes, traits);
  return siteGroups(tested)
    .filter(({ members }) => members.length > 0)
    .map(({ type, members }) => compareGroup(type, members, without, changes, effect, strata));
}

function siteGroups(tested: readonly RankedGene[]) {
  const typed = tested.map((gene) => ({
    gene,
    type: strongestType(gene.sites ?? []),
    kept: countConserved(gene.sites ?? []),
  }));
  const members = (wanted: (gene: (typeof typed)[number]) => boolean) => typed.filter(wanted).map(({ gene }) => gene);
  const has = ({ gene }: (typeof typed)[number]): boolean => (gene.sites ?? []).length > 0;
  return [
    { type: 'any', members: members(has) },
    ...evidenceTypes.map((type) => ({ type, members: members((gene) => gene.type === type) })),
    { type: 'conserved', members: members(({ kept }) => kept > 0) },
    { type: 'not conserved', members: members((gene) => has(gene) && gene.kept === 0) },
  ];
}

function compareGroup(
  type: string,
  members: readonly RankedGene[],
  without: readonly RankedGene[],
  changes: GeneChanges,
  effect: Effect,
  strata: Strata,
): SiteShift {
  const changesOf = (group: readonly RankedGene[]): Float64Array =>
    Float64Array.from(group, ({ row }) => changes.log2FoldChange[row]!);
  const values = changesOf(members);
  const background = changesOf(without);
  const { shift, low, high }: Shift = medianShift(values, background);
  const down = effect === 'overexpression';
  const rows = (group: readonly RankedGene[]): number[] => group.map(({ row }) => row);
  return {
    type,
    genes: values.length,
    genesWithout: background.length,
    medianShift: shift,
    ciLow: low,
    ciHigh: high,
    rankSumP: rankSumTest(values, background, down ? 'less' : 'greater').p,
    ksP: kolmogorovSmirnovTest(values, background, down ? 'greater' : 'less').p,
    matched: matchStrata(rows(members), rows(without), changes.log2FoldChange, repressionSign(effect), strata),
  };
}

function strataOf(tested: readonly RankedGene[], changes: GeneChanges, { utrLength, utrGc }: GeneTraits): Strata {
  const traits = [changes.baseMean, utrLength, utrGc].filter((trait) => trait !== undefined);
  return alikeGenes(
    tested.map(({ row }) => row),
    traits.filter((trait) => tested.some(({ row }) => !Number.isNaN(trait[row]!))),
    changes.geneIds.length,
  );
}

/**
 * Whether stronger sites repress more: Spearman's correlation of repression with the strongest type (6mer, 7mer-A1,
 * 7mer-m8, 8mer) over tested genes with a site, and its one-sided p (z = rho sqrt(n - 1)). NaN for fewer than three genes.
 */
export function siteTypeTrend(
  genes: readonly RankedGene[],
  changes: GeneChanges,
  { effect }: { readonly effect: Effect },
): { readonly correlation: number; readonly p: number } {
  const typed = genes.flatMap(({ row, sites }) => {
    const type = strongestType(sites ?? []);
    return type === undefined || Number.isNaN(changes.pvalue[row]!)
      ? []
      : [{ row, strength: -evidenceTypes.indexOf(type) }];
  });
  const n = typed.length;
  if (n < 3) return { correlation: Number.NaN, p: Number.NaN };
  const sign = repressionSign(effect);
  const x = rankAverage(Float64Array.from(typed, ({ strength }) => strength)).ranks;
  const y = rankAverage(Float64Array.from(typed, ({ row }) => sign * changes.log2FoldChange[row]!)).ranks;
  const middle = (n + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    xy += (x[i]! - middle) * (y[i]! - middle);
    xx += (x[i]! - middle) ** 2;
    yy += (y[i]! - middle) ** 2;
  }
  const correlation = xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
  return { correlation, p: normalUpperTail(correlation * Math.sqrt(n - 1)) };
}
