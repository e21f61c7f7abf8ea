import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import type { CountProblem } from './glm/count-problem.ts';
import type { EdgerStudy } from './study.ts';

/** One comparison; columns of all genes of the input, NaN where a gene was left out. */
export interface EdgerResults {
  /** For headings: `condition mir9 vs control`; of contrasts tested together all, joined by semicolons. */
  readonly label: string;
  /** logFC, prior count 0.125; of the first contrast where several are tested together. */
  readonly log2FoldChange: Float64Array;
  /** logFC of every contrast, with its label. */
  readonly foldChanges: readonly { readonly label: string; readonly log2FoldChange: Float64Array }[];
  /** logFC without prior count, of tests against a threshold. */
  readonly unshrunk?: Float64Array | undefined;
  /** logCPM: average log2 counts per million. */
  readonly logCpm: Float64Array;
  /** What is tested: F, the likelihood ratio LR, or nothing that has a name. */
  readonly statistic: { readonly name: 'F' | 'LR'; readonly values: Float64Array } | undefined;
  readonly pvalue: Float64Array;
  /** ln p, also where p underflows. */
  readonly logPvalue: Float64Array;
  /** ln p of any change, of tests against a threshold: what the error of a fold change can be told from. */
  readonly logPvalueOfChange?: Float64Array | undefined;
  /** FDR, Benjamini-Hochberg. */
  readonly padj: Float64Array;
  /** [genes]: why a gene has no numbers, or undefined. */
  readonly leftOut: readonly (string | undefined)[];
}

/** Numbers of the kept genes, to be spread over all of the input. */
export interface KeptResults {
  readonly foldChanges: readonly Float64Array[];
  readonly unshrunk?: Float64Array | undefined;
  readonly logCpm: Float64Array;
  readonly statistic?: { readonly name: 'F' | 'LR'; readonly values: Float64Array } | undefined;
  readonly pvalue: Float64Array;
  readonly logPvalue: Float64Array;
  readonly logPvalueOfChange?: Float64Array | undefined;
}

export function collectEdgerResults(
  { genes, contrasts, prepared, problem }: EdgerStudy,
  kept: KeptResults,
): EdgerResults {
  const rows = prepared.kept;
  const spread = (values: Float64Array): Float64Array => {
    const all = new Float64Array(genes).fill(Number.NaN);
    for (let row = 0; row < rows.length; row++) all[rows[row]!] = values[row]!;
    return all;
  };
  const foldChanges = contrasts.map(({ label }, k) => ({ label, log2FoldChange: spread(kept.foldChanges[k]!) }));
  const leftOut = new Array<string | undefined>(genes).fill('low counts');
  rows.forEach((gene, row) => {
    leftOut[gene] = Number.isNaN(kept.pvalue[row]!) ? whyUntestable(problem, row) : undefined;
  });
  return {
    label: contrasts.map(({ label }) => label).join('; '),
    log2FoldChange: foldChanges[0]!.log2FoldChange,
    foldChanges,
    unshrunk: kept.unshrunk && spread(kept.unshrunk),
    logCpm: spread(kept.logCpm),
    statistic: kept.statistic && { name: kept.statistic.name, values: spread(kept.statistic.values) },
    pvalue: spread(kept.pvalue),
    logPvalue: spread(kept.logPvalue),
    logPvalueOfChange: kept.logPvalueOfChange && spread(kept.logPvalueOfChange),
    padj: spread(adjustPValues(kept.pvalue, 'BH')),
    leftOut,
  };
}

/** Genes that the filter would have left out can have no answer where it is off. */
function whyUntestable({ samples, counts }: CountProblem, row: number): string {
  return counts.subarray(row * samples, (row + 1) * samples).some((count) => count > 0) ? 'no variation' : 'no counts';
}
