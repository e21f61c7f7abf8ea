import { factorCholesky, solveCholesky } from '../../../linalg/cholesky.ts';
import { cellGram, type DesignPlan, planDesign } from '../kernel/design-plan.ts';
import type { Deseq2Fit } from '../fit/fit-deseq2.ts';
import { DEFAULT_RIDGE, MIN_MU } from '../kernel/reference/gene-glm.ts';
import type { GlmFit } from '../kernel/gene-kernel.ts';

export interface Estimate {
  /** [genes], log2 scale. */
  readonly lfc: Float64Array;
  /** [genes], log2 scale. */
  readonly se: Float64Array;
}

/** What an estimate is taken from; the design and the ridge are those of the fit unless others are given. */
export type FittedModel = Pick<Deseq2Fit, 'problem' | 'columns'> & { readonly glm: Pick<GlmFit, 'beta'> };

/** A stored coefficient and its standard error, with the sign turned if asked. */
export function storedEstimate({ glm }: Deseq2Fit, column: number, sign: 1 | -1): Estimate {
  const p = glm.coefficients;
  const lfc = new Float64Array(glm.logLik.length);
  const se = new Float64Array(glm.logLik.length);
  for (let gene = 0; gene < lfc.length; gene++) {
    lfc[gene] = sign * glm.beta[gene * p + column]!;
    se[gene] = glm.standardError[gene * p + column]!;
  }
  return { lfc, se };
}

/**
 * A weighted sum of coefficients, cᵀbeta, with standard error sqrt(cᵀ S c), S = (M + ridge)⁻¹ M (M + ridge)⁻¹, M = Xᵀ W X
 * at the fitted means (floored at 0.5) and dispersions. Source: docs/statistics.md, "Wald test and contrasts".
 */
export function combinedEstimate(
  { problem, glm, columns }: FittedModel,
  weights: Float64Array,
  plan: DesignPlan = planDesign(problem.design, problem.samples, problem.coefficients),
  ridge: Float64Array = new Float64Array(plan.coefficients).fill(DEFAULT_RIDGE),
): Estimate {
  const { genes, samples, sizeFactors, normalizationFactors } = problem;
  const p = plan.coefficients;
  const { cells, cellOf, rows } = plan;
  const lfc = new Float64Array(genes).fill(Number.NaN);
  const se = new Float64Array(genes).fill(Number.NaN);
  const cellMeans = new Float64Array(cells);
  const cellWeights = new Float64Array(cells);
  const gram = new Float64Array(p * p);
  const factor = new Float64Array(p * p);
  const solution = new Float64Array(p);
  for (let gene = 0; gene < genes; gene++) {
    const from = gene * p;
    if (Number.isNaN(glm.beta[from]!)) continue;
    const alpha = columns.dispersion[gene]!;
    let estimate = 0;
    for (let k = 0; k < p; k++) estimate += weights[k]! * glm.beta[from + k]!;
    for (let cell = 0; cell < cells; cell++) {
      let eta = 0;
      for (let k = 0; k < p; k++) eta += rows[cell * p + k]! * glm.beta[from + k]!;
      cellMeans[cell] = 2 ** eta;
    }
    cellWeights.fill(0);
    for (let j = 0; j < samples; j++) {
      const nf = normalizationFactors === undefined ? sizeFactors[j]! : normalizationFactors[gene * samples + j]!;
      const mu = Math.max(nf * cellMeans[cellOf[j]!]!, MIN_MU);
      cellWeights[cellOf[j]!]! += mu / (1 + alpha * mu);
    }
    cellGram(plan, cellWeights, gram);
    factor.set(gram);
    for (let k = 0; k < p; k++) factor[k * p + k]! += ridge[k]!;
    solution.set(weights);
    factorCholesky(factor, p);
    solveCholesky(factor, p, solution);
    let variance = 0;
    for (let i = 0; i < p; i++) {
      variance += gram[i * p + i]! * solution[i]! ** 2;
      for (let k = 0; k < i; k++) variance += 2 * gram[i * p + k]! * solution[i]! * solution[k]!;
    }
    lfc[gene] = estimate;
    se[gene] = Math.sqrt(variance) / Math.LN2;
  }
  return { lfc, se };
}
