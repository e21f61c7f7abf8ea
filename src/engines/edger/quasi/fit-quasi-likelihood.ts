import type { Note } from '../../../design/note.ts';
import { orderAscending } from '../../../stats/ranks/order-ascending.ts';
import { chooseLowessSpan } from '../../../stats/smoothing/lowess-span.ts';
import { seedsIn } from '../../kernels/counts/local-lines.ts';
import { varianceTermsIn } from '../../kernels/counts/variance-terms.ts';
import { squeezeVariances } from '../../moderation/squeeze-variances.ts';
import { coxReidDispersion } from '../dispersion/cox-reid-dispersion.ts';
import type { CountProblem, ModelMatrix } from '../glm/count-problem.ts';
import { fitGenes, fitMeans } from '../glm/fit-genes.ts';
import { selectGenes } from '../glm/select-genes.ts';
import { adjustDeviances } from './adjusted-deviances.ts';
import { averageQuasiDispersion } from './average-quasi-dispersion.ts';
import { type QuasiFit, sumDf } from './quasi-fit.ts';

export interface AdjustedFitOptions {
  /** Average log counts per million, [genes]: at dispersion 0.05, or at the common one where dispersions are estimated. */
  readonly abundance: Float64Array;
  /** Dispersions along abundance, [genes], where `estimateDispersions` has found them. */
  readonly trended?: Float64Array | undefined;
  /** One dispersion for all genes that is known from elsewhere, in place of all these. */
  readonly dispersion?: number | undefined;
  /** The prior variance may change along abundance; true by default. */
  readonly hasAbundanceTrend?: boolean | undefined;
  /** Outlying genes are told from the others and drawn less toward them. */
  readonly isRobust?: boolean | undefined;
}

/** A quasi-likelihood fit with deviances adjusted for small counts. */
export interface AdjustedQuasiFit extends QuasiFit {
  /** phi, one for all genes, before division by `averageQuasiDispersion`. */
  readonly globalDispersion: number;
  /** psi. */
  readonly averageQuasiDispersion: number;
  /** [genes]: adjusted deviances, whose degrees of freedom are `residualDf`. */
  readonly adjustedDeviance: Float64Array;
}

/**
 * Quasi-likelihood fit of edgeR 4, `glmQLFit`: one negative binomial dispersion for all genes, divided by the average
 * quasi-dispersion of well expressed ones; deviances and degrees of freedom adjusted for small counts; squeezed by
 * likelihood.
 *
 * Needs no dispersions before: without `trended` the one dispersion is the common one of the most abundant genes.
 * Accuracy: quasi-dispersions 1e-9 of edgeR 4.4.1. Source: Chen, Chen, Lun, Baldoni and Smyth 2025,
 * doi:10.1093/nar/gkaf018.
 */
export function fitQuasiLikelihood(
  problem: CountProblem,
  design: ModelMatrix,
  options: AdjustedFitOptions,
  notes: Note[] = [],
): AdjustedQuasiFit {
  const { abundance, hasAbundanceTrend = true, isRobust } = options;
  const globalDispersion = chooseDispersion(problem, design, options);
  const firstMeans = fitMeans(problem, design, globalDispersion);
  const average = averageQuasiDispersion(problem, design, firstMeans, globalDispersion, abundance);
  const dispersion = globalDispersion / average;
  const { deviance, mu } = fitGenes(problem, design, dispersion);
  const adjusted = adjustDeviances(problem, design, mu, globalDispersion, average);
  const squeezed = squeezeVariances(
    { variances: adjusted.variance, residualDf: adjusted.df, covariate: hasAbundanceTrend ? abundance : undefined },
    {
      isRobust,
      estimator: 'likelihood',
      likelihood: { fitSeeds: seedsIn(problem.execution), prepareTerms: varianceTermsIn(problem.execution) },
    },
    notes,
  );
  const limit = problem.genes * (design.samples - design.columns);
  return {
    ...squeezed,
    problem,
    design,
    dispersion,
    deviance,
    mu,
    residualDf: adjusted.df,
    totalDf: sumDf(squeezed.priorDf, adjusted.df, limit),
    globalDispersion,
    averageQuasiDispersion: average,
    adjustedDeviance: adjusted.deviance,
  };
}

function chooseDispersion(
  problem: CountProblem,
  design: ModelMatrix,
  { abundance, trended, dispersion }: AdjustedFitOptions,
): number {
  if (dispersion !== undefined) return dispersion;
  return trended === undefined
    ? dispersionOfAbundant(problem, design, abundance)
    : meanOfMostAbundant(trended, abundance, SHARE_FOR_MEAN);
}

const SHARE_FOR_MEAN = 0.1;
const SMALL_TABLE = 20;
const LEAST_SHARE = 0.02;

/** The common dispersion of the most abundant genes, fewer of them the more degrees of freedom there are. */
function dispersionOfAbundant(problem: CountProblem, design: ModelMatrix, abundance: Float64Array): number {
  const { genes } = problem;
  const df = design.samples - design.columns;
  const share = chooseLowessSpan(genes * Math.sqrt(df), SMALL_TABLE, LEAST_SHARE);
  return coxReidDispersion(selectGenes(problem, mostAbundant(abundance, share)), design);
}

function meanOfMostAbundant(values: Float64Array, abundance: Float64Array, share: number): number {
  const rows = mostAbundant(abundance, share);
  return rows.reduce((sum, gene) => sum + values[gene]!, 0) / rows.length;
}

/** The genes above the others, most abundant first; of equal ones the first. */
function mostAbundant(abundance: Float64Array, share: number): Uint32Array {
  return orderAscending(abundance.map((value) => -value)).slice(0, Math.ceil(share * abundance.length));
}
