import { kolmogorovSmirnovTest } from '../stats/kolmogorov-smirnov.ts';
import { median } from '../stats/median.ts';
import { rankSumTest } from '../stats/rank-sum.ts';
import type { GeneChanges, RankedGene, RankOptions } from './rank-targets.ts';
import { evidenceTypes, strongestType } from './site-evidence.ts';

/** How genes with a site moved against genes whose 3' UTR has none. */
export interface SiteShift {
  /** Strongest type of the genes, or `any`. */
  readonly type: string;
  readonly genes: number;
  readonly genesWithout: number;
  /** Median log2 fold change with a site minus that without. */
  readonly medianShift: number;
  /** One-sided rank-sum test, small where site genes move as targets should. */
  readonly rankSumP: number;
  /** One-sided Kolmogorov-Smirnov test, likewise. */
  readonly ksP: number;
}

/**
 * Whether the experiment worked: for genes with a site, by their strongest type and together, whether their log2 fold
 * changes lie further in the direction of targets than those of genes without a site. Only tested genes (with a p-value)
 * whose 3' UTR was searched count. Types without a gene are left out; the first row is `any`.
 */
export function siteShifts(
  genes: readonly RankedGene[],
  changes: GeneChanges,
  { effect }: Pick<RankOptions, 'effect'>,
): SiteShift[] {
  const tested = genes.filter(({ row, sites }) => sites !== undefined && !Number.isNaN(changes.pvalue[row]!));
  const changesOf = (group: readonly RankedGene[]): Float64Array =>
    Float64Array.from(group, ({ row }) => changes.log2FoldChange[row]!);
  const typed = tested.map((gene) => ({ gene, type: strongestType(gene.sites ?? []) }));
  const without = changesOf(typed.filter(({ type }) => type === undefined).map(({ gene }) => gene));
  const groups = [
    { type: 'any', members: typed.filter(({ type }) => type !== undefined) },
    ...evidenceTypes.map((type) => ({ type, members: typed.filter((gene) => gene.type === type) })),
  ];
  const down = effect === 'overexpression';
  return groups
    .filter(({ members }) => members.length > 0)
    .map(({ type, members }) => {
      const values = changesOf(members.map(({ gene }) => gene));
      return {
        type,
        genes: values.length,
        genesWithout: without.length,
        medianShift: median(values) - median(without),
        rankSumP: rankSumTest(values, without, down ? 'less' : 'greater').p,
        ksP: kolmogorovSmirnovTest(values, without, down ? 'greater' : 'less').p,
      };
    });
}
