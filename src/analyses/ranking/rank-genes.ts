import type { GeneResults } from '../../engines/gene-results.ts';
import { type Contrast, type Effect, evidenceOf, type TakenOut } from '../../ranking/changes/effect.ts';
import { explainRank, nameContrasts, nameMirnas } from '../../ranking/explain-rank.ts';
import { type RankedGene, rankOverContrasts, type TargetClass } from '../../ranking/rank-targets.ts';
import { type SiteShift, siteShifts } from '../../ranking/shift/site-shift.ts';
import type { Ranker } from '../../ranking/simple-rankers.ts';
import { findIntendedTargets } from './intended-targets.ts';
import { type RankingValues, rankingValues } from './ranking-values.ts';
import type { KnownSites } from './sites-of-genes.ts';

/** One experiment with the miRNA. */
export interface NamedContrast {
  readonly name: string;
  readonly results: GeneResults;
  readonly effect: Effect;
  /** What it shares with contrasts of other miRNAs (`takeOutShared`). */
  readonly shared?: TakenOut | undefined;
}

export interface RankQuestion {
  /** One, or several that are ranked together: a target moves as it should in each. */
  readonly contrasts: readonly NamedContrast[];
  readonly known: KnownSites;
  readonly mirnas: readonly { readonly name: string }[];
  /** [genes of the first contrast] */
  readonly symbols?: readonly string[] | undefined;
  /** Adjusted p-value below which a gene moves, and false discovery rate of the candidates. */
  readonly alpha: number;
  readonly fdr: number;
  readonly ranker?: Ranker | undefined;
  /** Genes that an siRNA was made against, by id or symbol: they are set apart from its off-targets. */
  readonly intendedTargets?: readonly string[] | undefined;
}

export interface RankAnswer {
  readonly genes: readonly RankedGene[];
  /** A sentence on each intended target. */
  readonly intended: readonly string[];
  /** The table of all genes, or of those of a class. */
  table(only?: TargetClass): RankingValues;
  /** How genes with sites move in the first contrast. */
  shifts(): SiteShift[];
}

/** Orders genes by how well changes and sites together speak for a direct target of the miRNAs, and says why. */
export function rankGenes({
  contrasts,
  known,
  mirnas,
  symbols,
  alpha,
  fdr,
  ranker,
  ...more
}: RankQuestion): RankAnswer {
  const { intendedTargets = [] } = more;
  const geneIds = contrasts[0]?.results.geneIds ?? [];
  const intended = findIntendedTargets(intendedTargets, { geneIds, symbols });
  const options = { alpha, fdr, ranker, sites: known.kind, coding: known.coding, intended };
  const named = contrasts.map(({ name, results, effect, shared }) => ({ name, changes: results, effect, shared }));
  const { genes } = rankOverContrasts(named, known.sites, options);
  const offTargets = genes.filter((gene) => gene.class !== 'intended_target');
  const [first] = named;
  const { changes, ...further } = nameContrasts(named);
  const isShared = named.some(({ shared }) => shared !== undefined);
  const before = isShared ? placesWithout(named, known.sites, options) : undefined;
  const explain = {
    ...options,
    taken: first?.shared?.taken,
    ...further,
    mirna: nameMirnas(mirnas.map(({ name }) => name)),
  };
  return {
    genes,
    intended: genes
      .filter((gene) => gene.class === 'intended_target')
      .map(
        (gene) => `${symbols?.[gene.row] ?? gene.geneId} ${explainRank(gene, changes, explain).replace('Is', 'is')}`,
      ),
    table: (only) =>
      rankingValues(
        only === undefined ? genes : genes.filter((gene) => gene.class === only),
        changes,
        explain,
        symbols,
        known.transcripts,
        before,
      ),
    shifts: () => siteShifts(offTargets, evidenceOf(first!), further, known.traits),
  };
}

/** [genes of the first contrast] where each would stand if nothing shared were taken out, from 1. */
function placesWithout(
  contrasts: readonly Contrast[],
  sites: KnownSites['sites'],
  options: Parameters<typeof rankOverContrasts>[2],
): Int32Array {
  const plain = contrasts.map(({ changes, effect }) => ({ changes, effect }));
  const places = new Int32Array(contrasts[0]!.changes.geneIds.length);
  for (const [place, { row }] of rankOverContrasts(plain, sites, options).genes.entries()) places[row] = place + 1;
  return places;
}
