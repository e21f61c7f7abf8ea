import type { Note } from '../../../design/note.ts';
import { type SqueezedVariances, squeezeVariances } from '../../moderation/squeeze-variances.ts';
import type { CountProblem, ModelMatrix } from '../glm/count-problem.ts';
import { fitGenes } from '../glm/fit-genes.ts';
import { residualDf } from '../glm/zero-fits.ts';

/** Models of all genes with what a quasi-likelihood test needs of them. */
export interface QuasiFit extends SqueezedVariances {
  readonly problem: CountProblem;
  readonly design: ModelMatrix;
  /** phi of the fits, [genes] or one for all. */
  readonly dispersion: Float64Array | number;
  /** [genes]: residual deviance at `dispersion`, not adjusted. */
  readonly deviance: Float64Array;
  /** [genes x samples], row-major: fitted means. */
  readonly mu: Float64Array;
  /** [genes]: residual degrees of freedom. */
  readonly residualDf: Float64Array;
  /** [genes]: prior plus residual degrees of freedom, no more than those of all genes together. */
  readonly totalDf: Float64Array;
}

export interface QuasiFitOptions {
  /** Average log counts per million [genes], along which the prior variance may change; absent: one prior for all. */
  readonly abundance?: Float64Array | undefined;
  /** Outlying genes are told from the others and drawn less toward them. */
  readonly isRobust?: boolean | undefined;
}

/**
 * Quasi-likelihood fit of edgeR 3, `glmQLFit`: quasi-dispersions s^2 = deviance / df at given negative binomial dispersions,
 * degrees of freedom of zero fits left out, squeezed toward their trend by moments.
 *
 * Accuracy: posterior variances 1e-8 of edgeR 3.40.2. Source: Lund et al. 2012, doi:10.1515/1544-6115.1826; Lun and Smyth
 * 2017, doi:10.1515/sagmb-2017-0010; Phipson et al. 2016, doi:10.1214/16-AOAS920.
 *
 * @param dispersion [genes], commonly the trended ones
 */
export function fitQuasiLikelihoodLegacy(
  problem: CountProblem,
  design: ModelMatrix,
  dispersion: Float64Array | number,
  { abundance, isRobust }: QuasiFitOptions,
  notes: Note[] = [],
): QuasiFit {
  const { deviance, mu } = fitGenes(problem, design, dispersion);
  const df = residualDf(problem, mu, design);
  const variances = deviance.map((value, gene) => (df[gene] === 0 ? 0 : Math.max(value / df[gene]!, 0)));
  const squeezed = squeezeVariances(
    { variances, residualDf: df, covariate: abundance },
    { isRobust, estimator: 'moments' },
    notes,
  );
  const totalDf = sumDf(squeezed.priorDf, df, problem.genes * (design.samples - design.columns));
  return { ...squeezed, problem, design, dispersion, deviance, mu, residualDf: df, totalDf };
}

/** Prior and residual degrees of freedom together, at most `limit`. */
export function sumDf(prior: Float64Array, residual: Float64Array, limit: number): Float64Array {
  return prior.map((df, gene) => Math.min(df + residual[gene]!, limit));
}
