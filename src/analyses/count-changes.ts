import type { GeneResults } from '../engines/gene-results.ts';

/** How many genes change, at an adjusted p-value below `alpha`. */
export interface ChangeCounts {
  readonly alpha: number;
  readonly up: number;
  readonly down: number;
  /** Genes with a p-value: what `tested` means everywhere. */
  readonly tested: number;
}

export function countChanges(
  { pvalue, padj, log2FoldChange }: Pick<GeneResults, 'pvalue' | 'padj' | 'log2FoldChange'>,
  alpha: number,
): ChangeCounts {
  const significant = (sign: number): number =>
    padj.reduce((count, p, gene) => count + Number(p < alpha && Math.sign(log2FoldChange[gene]!) === sign), 0);
  return {
    alpha,
    up: significant(1),
    down: significant(-1),
    tested: pvalue.reduce((count, p) => count + Number(!Number.isNaN(p)), 0),
  };
}
