/** A finished table of differential expression, one entry a gene; NaN where R writes NA. */
export interface GeneChanges {
  readonly geneIds: readonly string[];
  /** Mean of normalized counts, or what `abundanceName` says. */
  readonly baseMean: Float64Array;
  readonly log2FoldChange: Float64Array;
  readonly lfcSE: Float64Array;
  readonly pvalue: Float64Array;
  /** ln p, also where p is too small for a double. */
  readonly logPvalue: Float64Array;
  readonly padj: Float64Array;
  /** How the table calls `baseMean` where it is another measure: `logCPM`, `AveExpr`. */
  readonly abundanceName?: string | undefined;
}

/** Over-expression of a miRNA pushes its targets down; inhibition, also by knock-out, lets them rise. */
export type Effect = 'overexpression' | 'inhibition';

/** What a log2 fold change is multiplied by so that targets are positive: their repression. */
export function repressionSign(effect: Effect): 1 | -1 {
  return effect === 'overexpression' ? -1 : 1;
}

/** One experiment with the miRNA. */
export interface Contrast {
  readonly changes: GeneChanges;
  readonly effect: Effect;
}
