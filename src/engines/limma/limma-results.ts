import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import type { ModeratedFit, ModeratedTests } from './moderated-t.ts';

/** One comparison; columns of all genes of the input, NaN where a gene was left out. */
export interface LimmaResults {
  /** For headings: `condition mir9 vs control`. */
  readonly label: string;
  /** logFC. */
  readonly log2FoldChange: Float64Array;
  /** Moderated standard error of the fold change. */
  readonly lfcSE: Float64Array;
  /** AveExpr: mean log2 counts per million. */
  readonly averageExpression: Float64Array;
  /** Moderated t. */
  readonly stat: Float64Array;
  readonly pvalue: Float64Array;
  /** ln p, also where p underflows. */
  readonly logPvalue: Float64Array;
  /** Benjamini-Hochberg. */
  readonly padj: Float64Array;
  /** B, log odds of change; NaN for tests against a threshold, which have none. */
  readonly logOdds: Float64Array;
  /** [genes]: why a gene has no numbers, or undefined. */
  readonly leftOut: readonly (string | undefined)[];
}

export const LOW_COUNTS = 'low counts';

/** Spreads the numbers of the kept genes, of one column, over all genes of the input. */
export function collectResults(
  label: string,
  fit: ModeratedFit,
  tests: ModeratedTests,
  logOdds: Float64Array | undefined,
  kept: Int32Array,
  genes: number,
): LimmaResults {
  const spread = (values: Float64Array | undefined): Float64Array => {
    const all = new Float64Array(genes).fill(Number.NaN);
    if (values !== undefined) for (let row = 0; row < kept.length; row++) all[kept[row]!] = values[row]!;
    return all;
  };
  const { posterior } = fit.variances;
  const errors = fit.unscaledErrors.map((error, gene) => error * Math.sqrt(posterior[gene]!));
  const leftOut = new Array<string | undefined>(genes).fill(LOW_COUNTS);
  for (const gene of kept) leftOut[gene] = undefined;
  return {
    label,
    log2FoldChange: spread(fit.coefficients),
    lfcSE: spread(errors),
    averageExpression: spread(fit.averageExpression),
    stat: spread(tests.statistic),
    pvalue: spread(tests.pvalue),
    logPvalue: spread(tests.logPvalue),
    padj: spread(adjustPValues(tests.pvalue, 'BH')),
    logOdds: spread(logOdds),
    leftOut,
  };
}
