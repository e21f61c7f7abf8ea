import { type GeneSite, siteEvidence } from './site-evidence.ts';

/** A finished table of differential expression, one entry a gene; NaN where R writes NA. */
export interface GeneChanges {
  readonly geneIds: readonly string[];
  readonly baseMean: Float64Array;
  readonly log2FoldChange: Float64Array;
  readonly lfcSE: Float64Array;
  readonly pvalue: Float64Array;
  /** ln p, also where p is too small for a double. */
  readonly logPvalue: Float64Array;
  readonly padj: Float64Array;
}

export interface RankOptions {
  /** Over-expression of the miRNA pushes its targets down, inhibition lets them rise. */
  readonly effect: 'overexpression' | 'inhibition';
  /** A gene moves when its adjusted p-value is below this. */
  readonly alpha: number;
}

/**
 * `candidate`: moves as a target should, and has a site. `moved_without_site`: moves so without a site.
 * `site_without_change`: has a site and does not. `neither`: the background.
 */
export type TargetClass = 'candidate' | 'moved_without_site' | 'site_without_change' | 'neither';

export interface RankedGene {
  readonly geneId: string;
  /** Index into the table of changes. */
  readonly row: number;
  readonly class: TargetClass;
  /** The sum of the two kinds of evidence; NaN for a gene that could not be tested. */
  readonly score: number;
  /** Positive where the gene moves as a target should. */
  readonly expressionEvidence: number;
  readonly siteEvidence: number;
  /** In the order of the 3' UTR; undefined where the gene has no 3' UTR in the set that was searched. */
  readonly sites: readonly GeneSite[] | undefined;
}

/**
 * Orders all genes by how well they fit a direct target:
 * score = d sign(log2FoldChange) sqrt(-log10 p) + sum over sites of their mean repression,
 * with d = -1 for over-expression and 1 for inhibition. The root keeps a huge effect without a site from outranking
 * everything; the combination is soft, so that a strong change with a weak site and a weak change with strong sites both
 * stay visible. Genes without a p-value come last, in the order of the table.
 *
 * `sites` holds the sites of every gene whose 3' UTR was searched (an empty list where there is none).
 */
export function rankTargets(
  changes: GeneChanges,
  sites: ReadonlyMap<string, readonly GeneSite[]>,
  options: RankOptions,
): RankedGene[] {
  const direction = options.effect === 'overexpression' ? -1 : 1;
  const genes = changes.geneIds.map((geneId, row): RankedGene => {
    const own = sites.get(geneId);
    const expression = expressionEvidence(changes.logPvalue[row]!, direction * changes.log2FoldChange[row]!);
    const fromSites = siteEvidence(own ?? []);
    const moves = changes.padj[row]! < options.alpha && expression > 0;
    return {
      geneId,
      row,
      class: classify(moves, own !== undefined && own.length > 0),
      score: expression + fromSites,
      expressionEvidence: expression,
      siteEvidence: fromSites,
      sites: own,
    };
  });
  return genes.sort((a, b) => descending(a.score, b.score) || a.row - b.row);
}

/** sign(change) sqrt(-log10 p); NaN without a p-value. */
function expressionEvidence(logPvalue: number, change: number): number {
  if (Number.isNaN(logPvalue)) return Number.NaN;
  return Math.sign(change) * Math.sqrt(Math.max(0, -logPvalue / Math.LN10));
}

function classify(moves: boolean, hasSite: boolean): TargetClass {
  if (moves) return hasSite ? 'candidate' : 'moved_without_site';
  return hasSite ? 'site_without_change' : 'neither';
}

/** Larger first, NaN last. */
function descending(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return b - a;
}
