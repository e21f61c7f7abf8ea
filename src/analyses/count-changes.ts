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
  let [up, down, tested] = [0, 0, 0];
  for (let gene = 0; gene < pvalue.length; gene++) {
    if (!Number.isNaN(pvalue[gene]!)) tested++;
    if (!(padj[gene]! < alpha)) continue;
    const change = log2FoldChange[gene]!;
    if (change > 0) up++;
    else if (change < 0) down++;
  }
  return { alpha, up, down, tested };
}
