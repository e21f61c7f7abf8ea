import type { GeneResults } from '../../engines/gene-results.ts';
import { kolmogorovSmirnovTest } from '../../stats/ranks/kolmogorov-smirnov.ts';
import { takeInOrder } from '../../stats/ranks/order-ascending.ts';
import { rankSumTest } from '../../stats/ranks/rank-sum.ts';
import type { Strata } from '../../stats/ranks/strata.ts';
import { type Effect, repressionSign } from '../changes/effect.ts';
import { medianShift, type Shift } from '../changes/median-shift.ts';
import type { RankedGene } from '../rank-targets.ts';
import { countConserved, evidenceTypes, strongestType } from '../sites/site-evidence.ts';
import { alikeGenes, type MatchedComparison, matchStrata } from './matched-background.ts';
import { SEVEN_OR_EIGHT } from './set-movement.ts';
import { siteTypeTrend } from './site-type-trend.ts';

/** How genes with a site moved against genes whose 3' UTR has none. */
export interface SiteShift {
  /**
   * Strongest type of the genes; `any`; `conserved` and `not conserved`, where it is known which sites are; `SEVEN_OR_EIGHT`,
   * where others have 6mers at best.
   */
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
  /**
   * Whether stronger sites move genes further: for a type, the one-sided rank-sum p against the next weaker type that
   * occurs; for `conserved`, against `not conserved`; for `any`, the trend over all types (`siteTypeTrend`). NaN where
   * there is nothing weaker.
   */
  readonly orderP: number;
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

/** What is known of a gene: `RankedGene`, or a gene that was not ranked. */
export type ShiftingGene = Pick<RankedGene, 'row' | 'sites' | 'backgroundLog2FoldChange'>;

/**
 * Whether the experiment worked: for genes with a site, by their strongest type, together and by conservation, whether
 * their log2 fold changes lie further in the direction of targets than those of genes without a site; all of these, and
 * matched for expression, length and base composition of the 3' UTR (`matchStrata`), after the drift of genes with these is
 * taken off, as classes of alike genes are wide. Only tested genes (with a p-value)
 * whose 3' UTR was searched count. Groups without a gene are left out; the first row is `any`.
 */
export function siteShifts(
  genes: readonly ShiftingGene[],
  changes: GeneResults,
  { effect }: { readonly effect: Effect },
  traits: GeneTraits = {},
): SiteShift[] {
  const tested = genes.filter(({ row, sites }) => sites !== undefined && !Number.isNaN(changes.pvalue[row]!));
  const without = rowsOf(tested.filter(({ sites }) => sites?.length === 0));
  const strata = strataOf(tested, changes, traits);
  const driftless = Float64Array.from(changes.log2FoldChange);
  for (const { row, backgroundLog2FoldChange } of tested) driftless[row]! -= backgroundLog2FoldChange;
  const groups = siteGroups(tested)
    .filter(({ members }) => members.length > 0)
    .map(({ type, members }) => ({ type, members: rowsOf(members) }));
  return groups.map(({ type, members }, k) => ({
    ...compareGroup(type, members, without, changes, effect, strata, driftless),
    orderP:
      type === 'any'
        ? siteTypeTrend(tested, changes, { effect }).p
        : moreThan(
            members,
            isWeaker(type, groups[k + 1]?.type) ? groups[k + 1]!.members : new Uint32Array(),
            changes,
            effect,
          ),
  }));
}

/** Groups stand from strong to weak, types before conservation. */
function isWeaker(type: string, next: string | undefined): boolean {
  return next !== undefined && next !== 'conserved' && next !== SEVEN_OR_EIGHT && type !== 'not conserved';
}

/** One-sided rank-sum p that the stronger group moves further in the direction of targets. */
function moreThan(stronger: Uint32Array, weaker: Uint32Array, { log2FoldChange }: GeneResults, effect: Effect): number {
  const changesOf = (rows: Uint32Array) => takeInOrder(log2FoldChange, rows);
  return rankSumTest(changesOf(stronger), changesOf(weaker), effect === 'overexpression' ? 'less' : 'greater').p;
}

function siteGroups(tested: readonly ShiftingGene[]) {
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
    {
      type: SEVEN_OR_EIGHT,
      members: typed.some(({ type }) => type === '6mer')
        ? members(({ type }) => type !== undefined && type !== '6mer')
        : [],
    },
  ];
}

function compareGroup(
  type: string,
  members: Uint32Array,
  without: Uint32Array,
  changes: GeneResults,
  effect: Effect,
  strata: Strata,
  driftless: Float64Array,
): Omit<SiteShift, 'orderP'> {
  const values = takeInOrder(changes.log2FoldChange, members);
  const background = takeInOrder(changes.log2FoldChange, without);
  const { shift, low, high }: Shift = medianShift(values, background);
  const down = effect === 'overexpression';
  return {
    type,
    genes: values.length,
    genesWithout: background.length,
    medianShift: shift,
    ciLow: low,
    ciHigh: high,
    rankSumP: rankSumTest(values, background, down ? 'less' : 'greater').p,
    ksP: kolmogorovSmirnovTest(values, background, down ? 'greater' : 'less').p,
    matched: matchStrata(members, without, driftless, repressionSign(effect), strata),
  };
}

function rowsOf(genes: readonly ShiftingGene[]): Uint32Array {
  return Uint32Array.from(genes.map(({ row }) => row));
}

function strataOf(tested: readonly ShiftingGene[], changes: GeneResults, { utrLength, utrGc }: GeneTraits): Strata {
  const traits = [changes.baseMean, utrLength, utrGc].filter((trait) => trait !== undefined);
  return alikeGenes(
    rowsOf(tested),
    traits.filter((trait) => tested.some(({ row }) => !Number.isNaN(trait[row]!))),
    changes.geneIds.length,
  );
}
