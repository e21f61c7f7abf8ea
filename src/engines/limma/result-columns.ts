import type { LimmaAnalysis } from './limma.ts';

/** Columns of a table by name, in order; NaN stands for a missing number. */
export type LimmaColumns = Map<string, readonly string[] | Float64Array>;

/** The result table under limma's names, ln p beside it, and why genes without numbers were left out (NA for the others). */
export function limmaColumns({ geneIds, results }: Pick<LimmaAnalysis, 'geneIds' | 'results'>): LimmaColumns {
  return new Map<string, readonly string[] | Float64Array>([
    ['gene_id', geneIds],
    ['logFC', results.log2FoldChange],
    ['AveExpr', results.averageExpression],
    ['t', results.stat],
    ['P.Value', results.pvalue],
    ['adj.P.Val', results.padj],
    ['B', results.logOdds],
    ['lfcSE', results.lfcSE],
    ['logPvalue', results.logPvalue],
    ['left_out', results.leftOut.map((reason) => reason ?? 'NA')],
  ]);
}
