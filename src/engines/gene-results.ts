/**
 * What every engine returns for one comparison and every later room reads, whoever computed it: one entry a gene, NaN where
 * R writes NA.
 */
export interface GeneResults {
  readonly geneIds: readonly string[];
  /** [genes]: expression on a linear scale, comparable between genes of the table; `abundanceName` says what it is. */
  readonly baseMean: Float64Array;
  /** How the table that was read calls its expression where it is another measure: `logCPM`, `AveExpr`. */
  readonly abundanceName?: string | undefined;
  /** [genes]; shrunken where the engine was asked to. */
  readonly log2FoldChange: Float64Array;
  readonly lfcSE: Float64Array;
  /** [genes]: signed where the test has a direction; absent where the table had none. */
  readonly stat?: Float64Array | undefined;
  readonly pvalue: Float64Array;
  /** [genes]: ln p, also where p is too small for a double. */
  readonly logPvalue: Float64Array;
  /** [genes]: adjusted for multiple testing. */
  readonly padj: Float64Array;
  /** [genes] each: the plain estimates, where `log2FoldChange` is shrunken. */
  readonly lfcMLE?: Float64Array | undefined;
  readonly lfcSEMLE?: Float64Array | undefined;
  readonly svalue?: Float64Array | undefined;
}
