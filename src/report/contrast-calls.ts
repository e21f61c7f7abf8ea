import { type ContrastResult, NO_UTR } from './report-data.ts';

/** Genes of a contrast by what became of them. */
export interface Calls {
  readonly tested: number;
  readonly down: number;
  readonly up: number;
  /** Tested genes with a known 3' UTR; undefined where no sites were searched. */
  readonly covered: number | undefined;
}

export function countCalls({ genes, targets, alpha }: ContrastResult): Calls {
  let [tested, down, up, covered] = [0, 0, 0, 0];
  genes.padj.forEach((padj, gene) => {
    if (Number.isFinite(genes.pvalue[gene])) {
      tested++;
      if (targets !== undefined && targets.strongest[gene] !== NO_UTR) covered++;
    }
    if (!(padj < alpha)) return;
    if (genes.log2FoldChange[gene]! < 0) down++;
    else up++;
  });
  return { tested, down, up, covered: targets && covered };
}
