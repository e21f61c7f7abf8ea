import * as math from '../../../stats/math/portable.ts';
import { ApeglmPosterior } from './apeglm-posterior.ts';
import { planDesign } from './design-plan.ts';
import type { GeneProblem } from './gene-kernel.ts';

/** The posterior of one coefficient of every gene; natural logs. */
export interface ModeRequest {
  readonly problem: GeneProblem;
  /** [genes]: NaN on genes to be left out. */
  readonly dispersions: Float64Array;
  /** [genes x coefficients]: where the search begins, near the maximum of the likelihood. */
  readonly starts: Float64Array;
  /** [genes]: standard errors of the maximum likelihood estimates of the coefficient. */
  readonly errors: Float64Array;
  /** The coefficient. */
  readonly column: number;
  /** Of its Cauchy prior. */
  readonly priorScale: number;
}

/** [genes] each; NaN on genes that were left out. */
export interface Modes {
  readonly modes: Float64Array;
  readonly variances: Float64Array;
}

export type FindModes = (request: ModeRequest) => Promise<Modes>;

/** Posterior modes on the calling thread, in plain TypeScript: the better of the optima from the start and from 0. */
export async function findModesHere(request: ModeRequest): Promise<Modes> {
  const { problem, dispersions, starts, errors, column, priorScale } = request;
  const { genes, samples, coefficients: p, counts, normalizationFactors, sizeFactors } = problem;
  const posterior = new ApeglmPosterior(planDesign(problem.design, samples, p), column, priorScale);
  const modes = new Float64Array(genes).fill(Number.NaN);
  const variances = new Float64Array(genes).fill(Number.NaN);
  const fromEstimate = new Float64Array(p);
  const fromZero = new Float64Array(p);
  posterior.factors.set(sizeFactors);
  for (let gene = 0; gene < genes; gene++) {
    const alpha = dispersions[gene]!;
    if (Number.isNaN(alpha)) continue;
    posterior.alpha = alpha;
    for (let j = 0; j < samples; j++) posterior.counts[j] = counts[gene * samples + j]!;
    if (normalizationFactors !== undefined) {
      posterior.factors.set(normalizationFactors.subarray(gene * samples, (gene + 1) * samples));
    }
    fromEstimate.set(starts.subarray(gene * p, (gene + 1) * p));
    let mode = fromEstimate;
    if (!posterior.approach(mode)) {
      mode.set(starts.subarray(gene * p, (gene + 1) * p));
      posterior.minimize(mode);
    }
    // Within the scale of the prior f is convex: an optimum there is the one that a start from 0 would find. Far beyond,
    // the likelihood at 0 is out of the question.
    const size = Math.abs(mode[column]!);
    const distance = (size - priorScale) / errors[gene]!;
    if (size > priorScale && !(distance ** 2 > 8 * (1 + math.log1p((size / priorScale) ** 2)))) {
      fromZero.set(mode);
      fromZero[column] = 0;
      posterior.minimize(fromZero, true);
      if (posterior.minimize(fromZero) < posterior.minimize(fromEstimate)) mode = fromZero;
    }
    modes[gene] = mode[column]!;
    variances[gene] = posterior.varianceAt(mode);
  }
  return { modes, variances };
}
