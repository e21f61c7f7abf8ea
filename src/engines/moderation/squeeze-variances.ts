import type { Note } from '../../design/note.ts';
import { Fault } from '../../fault.ts';
import { fitVariancePrior } from './fit-variance-prior.ts';
import { fitVariancePriorRobustly } from './fit-variance-prior-robustly.ts';
import { fitVariancePriorUnequalDf, type LikelihoodDependencies } from './fit-variance-prior-unequal-df.ts';
import type { SampleVariances, VariancePrior } from './variance-prior.ts';

export interface SqueezeOptions {
  /** Outlying variances get fewer prior degrees of freedom, and do not lower those of others. */
  readonly isRobust?: boolean | undefined;
  /**
   * How d0 is found: by moments (limma 3.54), by likelihood (edgeR 4), or, by default, by likelihood as soon as positive
   * degrees of freedom differ (limma 3.61.8 and later).
   */
  readonly estimator?: 'moments' | 'likelihood' | 'automatic' | undefined;
  /** How parts of the estimate by likelihood are computed. */
  readonly likelihood?: LikelihoodDependencies | undefined;
}

/** Variances after genes have borrowed from one another; all [genes]. */
export interface SqueezedVariances {
  /** (d s^2 + d0 s0^2) / (d + d0). */
  readonly posterior: Float64Array;
  /** s0^2. */
  readonly prior: Float64Array;
  /** d0 of each gene, Infinity included. */
  readonly priorDf: Float64Array;
  /** d0 before outliers were told from the others. */
  readonly commonPriorDf: number;
}

/**
 * Shrinks the variances of genes toward a common value or trend, limma's `squeezeVar`.
 *
 * With one or two genes nothing is borrowed (d0 = 0). A gene without residual degrees of freedom gets the prior variance.
 * A `Fault` where the prior cannot be estimated. Accuracy: that of the three `fitVariancePrior` functions.
 * Source: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3, doi:10.2202/1544-6115.1027, section 4.
 */
export function squeezeVariances(
  sample: SampleVariances,
  { isRobust = false, estimator = 'automatic', likelihood }: SqueezeOptions = {},
  notes: Note[] = [],
): SqueezedVariances {
  const { residualDf } = sample;
  const genes = residualDf.length;
  // What a gene without degrees of freedom has for a variance says nothing.
  const variances = sample.variances.map((s2, gene) => (residualDf[gene] === 0 ? 0 : s2));
  if (genes < 3) {
    const priorDf = new Float64Array(genes);
    return { posterior: Float64Array.from(sample.variances), prior: sample.variances, priorDf, commonPriorDf: 0 };
  }
  const known = { ...sample, variances };
  const useLikelihood = estimator === 'likelihood' || (estimator === 'automatic' && haveUnequalDf(residualDf));
  const fit = useLikelihood
    ? fitVariancePriorUnequalDf(known, isRobust, likelihood)
    : isRobust
      ? fitVariancePriorRobustly(known, notes)
      : fitVariancePrior(known, notes);
  if (Number.isNaN(fit.df)) throw noPrior(residualDf);
  const priorDf = fit.dfByGene ?? new Float64Array(genes).fill(fit.df);
  const posterior = posteriorVariances(known, fit.variance, priorDf);
  return { posterior, prior: fit.variance, priorDf, commonPriorDf: fit.df };
}

/** (d s^2 + d0 s0^2) / (d + d0), s0^2 where d0 is infinite. */
function posteriorVariances(
  { variances, residualDf }: SampleVariances,
  prior: VariancePrior['variance'],
  priorDf: Float64Array,
): Float64Array {
  return prior.map((s02, gene) => {
    const d0 = priorDf[gene]!;
    const d = residualDf[gene]!;
    if (d0 === Number.POSITIVE_INFINITY) return s02;
    return (d * variances[gene]! + d0 * s02) / (d + d0);
  });
}

function haveUnequalDf(residualDf: Float64Array): boolean {
  let known = 0;
  for (const d of residualDf) {
    if (!(d > 0)) continue;
    if (known > 0 && d !== known) return true;
    known = d;
  }
  return false;
}

function noPrior(residualDf: Float64Array): Fault {
  const informative = residualDf.reduce((count, d) => count + Number(d > 0), 0);
  return new Fault({
    code: 'VARIANCES_NO_PRIOR',
    message: 'What the variances of genes have in common cannot be estimated.',
    found: `${informative} of ${residualDf.length} genes with residual degrees of freedom`,
    expected: 'two genes or more that vary between replicates',
    hint: 'Add replicates, keep more genes, or drop variables from the design.',
  });
}
