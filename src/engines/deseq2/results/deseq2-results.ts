import { requireChoice } from '../../../arguments.ts';
import { type Contrast, defaultContrast, type ResolvedContrast, resolveContrast } from '../../../design/contrast.ts';
import { Fault } from '../../../fault.ts';
import { type AdjustMethod, adjustPValues } from '../../../stats/ranks/p-adjust.ts';
import { type Estimate, estimateContrast } from './contrast-estimate.ts';
import { cooksCutoff } from '../fit/cooks-request.ts';
import type { Deseq2Fit, FitPlan } from '../fit/fit-deseq2.ts';
import type { Dependencies } from '../kernel/dependencies.ts';
import { type FilteredPValues, filterAndAdjust } from './independent-filtering.ts';
import { likelihoodRatioTest } from './likelihood-ratio.ts';
import { type Alternative, type TestColumns, thresholdTest, waldTest } from './wald.ts';

export interface ResultsOptions {
  /** Which comparison; by default the last coefficient, as in R. */
  readonly contrast?: Contrast | undefined;
  /** `wald` also on a fit made for the likelihood ratio test. */
  readonly test?: 'wald' | 'lrt' | undefined;
  /** Log2 fold change that the alternative is about; 0 by default. */
  readonly lfcThreshold?: number | undefined;
  /** greaterAbs by default. */
  readonly alternative?: Alternative | undefined;
  /** Student's t with m - p degrees of freedom instead of the normal distribution. */
  readonly useT?: boolean | undefined;
  /** Largest Cook's distance whose gene keeps its p-value: the F quantile by default, false for no limit. */
  readonly cooksCutoff?: number | false | undefined;
  /** False to adjust the p-values of all genes. */
  readonly independentFiltering?: boolean | undefined;
  /** Significance level that filtering is optimized for; 0.1 by default. */
  readonly alpha?: number | undefined;
  /** [genes]: filter statistic instead of the mean of normalized counts. */
  readonly filter?: ArrayLike<number> | undefined;
  /** Ascending quantiles of the filter statistic to try. */
  readonly theta?: readonly number[] | undefined;
  /** BH by default. */
  readonly pAdjust?: AdjustMethod | undefined;
}

/** One comparison; all columns of length genes, NaN for R's NA. */
export interface Deseq2Results {
  /** For headings: `condition mir9 vs control`. */
  readonly label: string;
  readonly contrast: ResolvedContrast;
  readonly test: 'wald' | 'lrt';
  readonly baseMean: Float64Array;
  readonly log2FoldChange: Float64Array;
  readonly lfcSE: Float64Array;
  readonly stat: Float64Array;
  readonly pvalue: Float64Array;
  /** ln p, also where p is too small for a double. */
  readonly logPvalue: Float64Array;
  readonly padj: Float64Array;
  readonly alpha: number;
  readonly lfcThreshold: number;
  readonly alternative: Alternative;
  /** How independent filtering chose its threshold; absent where it was off. */
  readonly filtering?: Omit<FilteredPValues, 'padj'> | undefined;
}

/**
 * Tests one comparison and adjusts its p-values, as R's `results()` with the same defaults.
 *
 * NaN means: everywhere, a gene without counts; in pvalue and padj, an outlier by Cook's distance; in padj alone, a mean
 * too low to be worth testing. Source: Love, Huber and Anders 2014; docs/statistics.md, "Differential expression".
 */
export function deseq2Results(
  fit: Deseq2Fit,
  options: ResultsOptions = {},
  dependencies: Dependencies = {},
): Deseq2Results {
  const { test, contrast } = planResults(fit, options);
  const { lfcThreshold = 0, alternative = 'greaterAbs', alpha = 0.1, pAdjust: method = 'BH' } = options;
  const { lfc, se } = estimateContrast(fit, contrast);
  const columns = testEstimate(fit, test, contrast, { lfc, se }, options, dependencies);
  maskOutliers(fit, columns, options.cooksCutoff ?? cooksCutoff(fit.design));
  for (const gene of emptiedGenes(fit)) {
    se[gene] = 0;
    setNoChange(gene, lfc, columns);
  }
  const { baseMean } = fit.columns;
  const filter = options.filter === undefined ? baseMean : Float64Array.from(options.filter);
  const filtered =
    options.independentFiltering === false
      ? undefined
      : filterAndAdjust(filter, columns.pvalue, { alpha, method, theta: options.theta });
  const { padj = adjustPValues(columns.pvalue, method), ...filtering } = filtered ?? {};
  return {
    label: contrast.label,
    contrast,
    test,
    baseMean,
    log2FoldChange: lfc,
    lfcSE: se,
    ...columns,
    padj,
    alpha,
    lfcThreshold,
    alternative,
    filtering: filtered && (filtering as Omit<FilteredPValues, 'padj'>),
  };
}

/** Which test of which comparison is asked for; a `Fault` where the design does not hold it. Needs nothing that is fitted. */
export function planResults(
  plan: FitPlan,
  options: ResultsOptions,
): { readonly test: 'wald' | 'lrt'; readonly contrast: ResolvedContrast } {
  requireChoice('test', options.test, ['wald', 'lrt']);
  requireChoice('alternative', options.alternative, ['greaterAbs', 'lessAbs', 'greater', 'less']);
  requireChoice('pAdjust', options.pAdjust, ['BH', 'BY', 'holm', 'bonferroni', 'none']);
  const test = options.test ?? (plan.reduced === undefined ? 'wald' : 'lrt');
  checkOptions(plan, test, options);
  const contrast = resolveContrast(plan.design, options.contrast ?? defaultContrast(plan.design, test));
  return { test, contrast };
}

function testEstimate(
  fit: Deseq2Fit,
  test: 'wald' | 'lrt',
  contrast: ResolvedContrast,
  estimate: Estimate,
  { lfcThreshold = 0, alternative = 'greaterAbs', useT = false }: ResultsOptions,
  { testEstimates = (b, error) => waldTest(b, error, {}) }: Dependencies,
): TestColumns {
  const { lfc, se } = estimate;
  const df = useT ? fit.problem.samples - fit.problem.coefficients : undefined;
  const isPlain = lfcThreshold === 0 && alternative === 'greaterAbs';
  const absent = genesWithoutCounts(fit, contrast);
  for (const gene of absent) lfc[gene] = 0;
  if (test === 'lrt') {
    const { design, glm } = fit.reduced!;
    return likelihoodRatioTest(fit.glm.logLik, glm.logLik, fit.design.coefficients - design.coefficients);
  }
  if (!isPlain) return thresholdTest(lfc, se, lfcThreshold, alternative, { df });
  const columns = df === undefined ? testEstimates(lfc, se) : waldTest(lfc, se, { df });
  if (df !== undefined && contrast.stored !== undefined) useNormalWhereRefitted(fit, estimate, columns);
  for (const gene of absent) setNoChange(gene, lfc, columns);
  return columns;
}

function setNoChange(gene: number, lfc: Float64Array, { stat, pvalue, logPvalue }: TestColumns): void {
  lfc[gene] = 0;
  stat[gene] = 0;
  pvalue[gene] = 1;
  logPvalue[gene] = 0;
}

/** Genes with counts, but none in the samples that enter the contrast. */
function genesWithoutCounts({ problem, columns }: Deseq2Fit, { samples: entering }: ResolvedContrast): number[] {
  if (entering === undefined || !entering.includes(0)) return [];
  const { genes, samples, counts } = problem;
  const absent: number[] = [];
  for (let gene = 0; gene < genes; gene++) {
    if (columns.allZero[gene] === 1) continue;
    let isAbsent = true;
    for (let j = 0; j < samples && isAbsent; j++) isAbsent = entering[j] !== 1 || counts[gene * samples + j] === 0;
    if (isAbsent) absent.push(gene);
  }
  return absent;
}

/** R tests stored coefficients of genes refitted after replacement by the normal distribution, even where t is asked for. */
function useNormalWhereRefitted({ cooks }: Deseq2Fit, { lfc, se }: Estimate, columns: TestColumns): void {
  if (cooks.refitted === undefined) return;
  const normal = waldTest(lfc, se, {});
  cooks.refitted.forEach((isRefitted, gene) => {
    if (isRefitted === 0) return;
    columns.pvalue[gene] = normal.pvalue[gene]!;
    columns.logPvalue[gene] = normal.logPvalue[gene]!;
  });
}

/**
 * Takes the p-value from genes with an outlier. In designs of one factor with two levels it stays where three or more
 * samples have a larger count than the sample with the largest distance: then that one is no lone extreme.
 */
function maskOutliers({ design, problem, cooks }: Deseq2Fit, columns: TestColumns, cutoff: number | false): void {
  if (cutoff === false) return;
  const [only] = design.covariates;
  const isTwoGroups = design.covariates.length === 1 && only?.kind === 'factor' && only.levels.length === 2;
  const { samples, counts } = problem;
  for (let gene = 0; gene < problem.genes; gene++) {
    if (!(cooks.maxCooks[gene]! > cutoff)) continue;
    const distances = cooks.distances.get(gene);
    if (isTwoGroups && distances !== undefined) {
      const row = counts.subarray(gene * samples, (gene + 1) * samples);
      const extreme = row[indexOfLargest(distances)]!;
      if (row.filter((count) => count > extreme).length >= 3) continue;
    }
    columns.pvalue[gene] = Number.NaN;
    columns.logPvalue[gene] = Number.NaN;
  }
}

/** Genes whose counts were all replaced by 0: they have no fold change. */
export function emptiedGenes({ cooks, columns: { baseMean } }: Deseq2Fit): number[] {
  const { replaced } = cooks;
  return replaced === undefined
    ? []
    : [...replaced.keys()].filter((gene) => replaced[gene] === 1 && baseMean[gene] === 0);
}

function checkOptions(plan: FitPlan, test: 'wald' | 'lrt', options: ResultsOptions): void {
  const { lfcThreshold = 0, alternative = 'greaterAbs', alpha = 0.1, cooksCutoff, filter, theta, useT } = options;
  if (test === 'lrt' && plan.reduced === undefined) {
    throw optionFault(
      'test',
      'a likelihood ratio test needs a fit with a reduced design',
      'Fit with test lrt and a reduced design.',
    );
  }
  if (test === 'lrt' && (lfcThreshold !== 0 || alternative !== 'greaterAbs')) {
    throw optionFault(
      lfcThreshold === 0 ? 'alternative' : 'lfc_threshold',
      'a fold change threshold needs the Wald test',
      'Use test wald, or a threshold of 0.',
    );
  }
  if (test === 'lrt' && useT === true) {
    throw optionFault('use_t', "Student's t belongs to the Wald test", 'Use test wald, or the normal distribution.');
  }
  if (!(lfcThreshold >= 0)) {
    throw optionFault('lfc_threshold', 'the fold change threshold is negative', 'Give a threshold of 0 or more.');
  }
  if (alternative === 'lessAbs' && lfcThreshold === 0) {
    throw optionFault(
      'lfc_threshold',
      'the alternative lessAbs needs a threshold above 0',
      'Say how small a fold change is meant.',
    );
  }
  if (typeof cooksCutoff === 'number' && !(cooksCutoff > 0)) {
    throw optionFault('cooks', "the limit of Cook's distances is not positive", 'Leave it out, or switch it off.');
  }
  if (!(alpha > 0 && alpha < 1)) {
    throw optionFault('alpha', 'alpha is not between 0 and 1', 'Use for example 0.1 or 0.05.');
  }
  if (filter !== undefined && (filter.length !== plan.geneIds.length || Array.from(filter).some(Number.isNaN))) {
    throw optionFault(
      'filter',
      'the filter statistic is not one number per gene',
      'Give one number, not NA, for every gene.',
    );
  }
  const isAscending = theta?.every((value, i) => value >= 0 && value <= 1 && !(value < theta[i - 1]!)) ?? true;
  if (!isAscending || (theta !== undefined && theta.length < 2)) {
    throw optionFault(
      'theta',
      'theta is not an ascending list of quantiles',
      'Give two or more numbers from 0 to 1, ascending.',
    );
  }
}

function optionFault(option: string, problem: string, hint: string): Fault {
  return new Fault({ code: 'RESULTS_OPTIONS', message: `These results cannot be computed: ${problem}.`, option, hint });
}

function indexOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[largest]!) largest = i;
  return largest;
}
