import { correlateScore } from '../enrichment/sets/score-correlation.ts';
import { rankAverage } from '../stats/ranks/ranks.ts';

/** What is compared of a contrast; the rows are the same genes in all of them. `[genes]` each. */
export interface ContrastChanges {
  readonly log2FoldChange: Float64Array;
  readonly padj: Float64Array;
  readonly alpha: number;
  /** Rows of its candidates; undefined where none were ranked. */
  readonly candidates?: readonly number[] | undefined;
}

/** Genes that are found in just these contrasts. */
export interface SharedGenes {
  /** Indices of the contrasts, ascending. */
  readonly contrasts: readonly number[];
  /** Rows. */
  readonly genes: readonly number[];
}

export interface ContrastComparison {
  /**
   * `[contrasts x contrasts]`: Spearman's correlation of the fold changes over the genes that have an adjusted p-value in
   * both; NaN for fewer than three.
   */
  readonly correlations: Float64Array;
  /** Genes below `alpha` in just these contrasts, the most first. */
  readonly significant: readonly SharedGenes[];
  /** Candidates of just these contrasts, the most first. */
  readonly candidates: readonly SharedGenes[];
}

/** What the contrasts of a study have in common: genes that are found in several, and how alike their changes are. */
export function compareContrasts(contrasts: readonly ContrastChanges[]): ContrastComparison {
  const n = contrasts.length;
  const correlations = new Float64Array(n * n).fill(1);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      const r = correlateChanges(contrasts[a]!, contrasts[b]!);
      correlations[a * n + b] = r;
      correlations[b * n + a] = r;
    }
  }
  const found = contrasts.map(({ padj, alpha }) => [...padj.keys()].filter((gene) => padj[gene]! < alpha));
  return {
    correlations,
    significant: shareGenes(found),
    candidates: shareGenes(contrasts.map(({ candidates = [] }) => candidates)),
  };
}

function correlateChanges(a: ContrastChanges, b: ContrastChanges): number {
  const both = [...a.padj.keys()].filter((gene) => !Number.isNaN(a.padj[gene]! + b.padj[gene]!));
  const ranks = ({ log2FoldChange }: ContrastChanges): Float64Array =>
    rankAverage(Float64Array.from(both, (gene) => log2FoldChange[gene]!)).ranks;
  return correlateScore(ranks(a), ranks(b)).r;
}

/** By the contrasts that have them; the most genes first, then the earlier contrasts. */
function shareGenes(lists: readonly (readonly number[])[]): SharedGenes[] {
  const holders = new Map<number, number[]>();
  for (const [contrast, genes] of lists.entries()) {
    for (const gene of genes) holders.set(gene, [...(holders.get(gene) ?? []), contrast]);
  }
  const groups = new Map<string, { readonly contrasts: number[]; readonly genes: number[] }>();
  for (const [gene, contrasts] of [...holders].sort(([a], [b]) => a - b)) {
    const key = contrasts.join();
    const group = groups.get(key) ?? { contrasts, genes: [] };
    group.genes.push(gene);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => b.genes.length - a.genes.length || (a.contrasts.join() < b.contrasts.join() ? -1 : 1),
  );
}
