import type { Note } from '../../design/note.ts';
import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import { fitContrasts } from './fit-contrasts.ts';
import type { LinearFit } from './linear-fit.ts';
import { logOddsOfChange } from './log-odds.ts';
import { testCoefficientsJointly } from './moderated-f.ts';
import { type ModeratedFit, type ModeratedTests, moderate, testCoefficient } from './moderated-t.ts';
import { testAgainstThreshold } from './moderated-treat.ts';
import type { LimmaStudy } from './study.ts';

/** One comparison; columns of all genes of the input, NaN where a gene was left out. */
export interface LimmaResults {
  /** For headings: `condition mir9 vs control`; of contrasts tested together all, joined by semicolons. */
  readonly label: string;
  /** logFC; of the first contrast where several are tested together. */
  readonly log2FoldChange: Float64Array;
  /** logFC of every contrast, with its label. */
  readonly foldChanges: readonly { readonly label: string; readonly log2FoldChange: Float64Array }[];
  /** Moderated standard error of `log2FoldChange`. */
  readonly lfcSE: Float64Array;
  /** AveExpr: mean log2 counts per million. */
  readonly averageExpression: Float64Array;
  /** Moderated t, or F of contrasts tested together. */
  readonly statistic: { readonly name: 't' | 'F'; readonly values: Float64Array };
  readonly pvalue: Float64Array;
  /** ln p, also where p underflows. */
  readonly logPvalue: Float64Array;
  /** Benjamini-Hochberg. */
  readonly padj: Float64Array;
  /** B, log odds of change; NaN for tests against a threshold or of several contrasts, which have none. */
  readonly logOdds: Float64Array;
  /** [genes]: why a gene has no numbers, or undefined. */
  readonly leftOut: readonly (string | undefined)[];
}

/** A study with what was estimated on the way to its results; arrays of [genes] are those of the kept genes. */
export interface LimmaAnalysis {
  readonly study: LimmaStudy;
  /** One column per coefficient of the design. */
  readonly models: LinearFit;
  /** One column per contrast, with moderated variances. */
  readonly comparison: ModeratedFit;
  readonly results: LimmaResults;
  /** Correlation within blocks, where there are any. */
  readonly blockCorrelation?: number | undefined;
  /** [samples], where they were asked for. */
  readonly sampleWeights?: Float64Array | undefined;
  readonly notes: readonly Note[];
}

/** Compares, moderates and tests: contrasts.fit, eBayes or treat, and the spread over all genes of the input. */
export function compareModels(study: LimmaStudy, models: LinearFit, hasTrend: boolean): LimmaAnalysis {
  const { contrasts, threshold, isRobust, release, notes } = study;
  const chosen = fitContrasts(
    models,
    contrasts.map(({ weights }) => weights),
  );
  const estimator = release === '3.54' ? 'moments' : 'automatic';
  const comparison = moderate(chosen, { hasTrend, isRobust, estimator }, notes);
  const results = collectResults(study, comparison, testOf(comparison, threshold));
  return { study, models, comparison, results, notes };
}

type NamedTests = ModeratedTests & { readonly name: 't' | 'F'; readonly logOdds?: Float64Array };

function testOf(comparison: ModeratedFit, threshold: number): NamedTests {
  if (comparison.columns > 1) return { name: 'F', ...testCoefficientsJointly(comparison) };
  if (threshold > 0) return { name: 't', ...testAgainstThreshold(comparison, threshold) };
  return { name: 't', ...testCoefficient(comparison), logOdds: logOddsOfChange(comparison) };
}

function collectResults(
  { genes, contrasts, prepared: { kept } }: LimmaStudy,
  comparison: ModeratedFit,
  tests: NamedTests,
): LimmaResults {
  const spread = (values: ArrayLike<number> | undefined, stride = 1, column = 0): Float64Array => {
    const all = new Float64Array(genes).fill(Number.NaN);
    if (values !== undefined)
      for (let row = 0; row < kept.length; row++) all[kept[row]!] = values[row * stride + column]!;
    return all;
  };
  const { columns, coefficients, unscaledErrors, variances } = comparison;
  const foldChanges = contrasts.map(({ label }, k) => ({ label, log2FoldChange: spread(coefficients, columns, k) }));
  const errors = variances.posterior.map((s2, gene) => unscaledErrors[gene * columns]! * Math.sqrt(s2));
  const leftOut = new Array<string | undefined>(genes).fill('low counts');
  for (const gene of kept) leftOut[gene] = undefined;
  return {
    label: contrasts.map(({ label }) => label).join('; '),
    log2FoldChange: foldChanges[0]!.log2FoldChange,
    foldChanges,
    lfcSE: spread(errors),
    averageExpression: spread(comparison.averageExpression),
    statistic: { name: tests.name, values: spread(tests.statistic) },
    pvalue: spread(tests.pvalue),
    logPvalue: spread(tests.logPvalue),
    padj: spread(adjustPValues(tests.pvalue, 'BH')),
    logOdds: spread(tests.logOdds),
    leftOut,
  };
}
