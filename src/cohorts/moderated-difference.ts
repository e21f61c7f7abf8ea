import { requireLengths } from '../arguments.ts';
import type { Note } from '../design/note.ts';
import { fitLinearModels } from '../engines/limma/fit-linear-models.ts';
import { moderate, testCoefficient } from '../engines/limma/moderated-t.ts';
import { Fault } from '../fault.ts';

/** All [genes]. */
export interface ModeratedDifference {
  /** Mean of the tumors less that of the normal samples. */
  readonly difference: Float64Array;
  readonly t: Float64Array;
  readonly p: Float64Array;
  readonly notes: readonly Note[];
}

/**
 * limma's moderated t of two groups for all genes of a matrix of log expression: the variances of genes inform one another.
 *
 * `values` [genes x samples], row-major, without NaN; `isTumor` [samples]. Throws a `Fault` for missing values, and where a group
 * is empty or all samples are needed for the means. Accuracy: 1e-9 relative to limma 3.54.1.
 * Source: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3, doi:10.2202/1544-6115.1027.
 */
export function moderatedDifference(
  values: Float64Array,
  isTumor: readonly boolean[],
  { hasTrend = false, isRobust = false }: { readonly hasTrend?: boolean; readonly isRobust?: boolean } = {},
): ModeratedDifference {
  const samples = isTumor.length;
  const tumors = isTumor.filter(Boolean).length;
  if (tumors === 0 || tumors === samples || samples < 3) throw tooFew(tumors, samples - tumors);
  const genes = Math.floor(values.length / samples);
  requireLengths({ values }, genes * samples, 'genes x samples');
  const missing = values.findIndex(Number.isNaN);
  if (missing >= 0) throw missingValue(Math.floor(missing / samples), missing % samples);
  const design = new Float64Array(2 * samples);
  isTumor.forEach((tumor, i) => {
    design[2 * i] = 1;
    design[2 * i + 1] = Number(tumor);
  });
  const fit = fitLinearModels({ genes, samples, values }, { samples, columns: 2, values: design });
  const notes: Note[] = [];
  const tests = testCoefficient(moderate(fit, { hasTrend, isRobust }, notes), 1);
  const difference = Float64Array.from({ length: genes }, (_, gene) => fit.coefficients[2 * gene + 1]!);
  return { difference, t: tests.statistic, p: tests.pvalue, notes };
}

function tooFew(tumors: number, normals: number): Fault {
  return new Fault({
    code: 'COHORT_TOO_FEW_SAMPLES',
    message: 'Two groups of samples are needed, one of them with replicates.',
    found: `${tumors} tumors, ${normals} normal samples`,
    expected: 'at least one sample of each and three in all',
    hint: 'Check how samples were told apart, or leave this cohort out of the comparison.',
  });
}

function missingValue(gene: number, sample: number): Fault {
  return new Fault({
    code: 'COHORT_MISSING_VALUE',
    message: `The expression of gene ${gene + 1} in sample ${sample + 1} is missing, so its variance cannot be moderated.`,
    expected: 'a matrix without missing values',
    hint: 'Drop genes with missing values, or use the tests that need none of the other genes (Welch, Wilcoxon).',
  });
}
