import * as math from '../../../stats/math/portable.ts';
import type { ResolvedContrast } from '../../../design/contrast.ts';
import { weightsInBasis } from '../../../design/fit-basis.ts';
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

/**
 * The estimate of a contrast: of a stored coefficient, or a weighted sum. Where models are fitted in another basis than that
 * of the design, F = X T, the contrast c of coefficients of X is the contrast T' c of those of F.
 */
export function estimateContrast(fit: Deseq2Fit, { stored, weights }: ResolvedContrast): Estimate {
  const { basis } = fit.design;
  if (basis === undefined) {
    return stored === undefined ? combinedEstimate(fit, weights) : storedEstimate(fit, stored.column, stored.sign);
  }
  const inBasis = weightsInBasis(basis, weights);
  const single = singleWeight(inBasis);
  return single === undefined ? combinedEstimate(fit, inBasis) : storedEstimate(fit, single.column, single.weight);
}

/** The one column with a weight, where there is just one. */
export function singleWeight(weights: Float64Array): { readonly column: number; readonly weight: number } | undefined {
  const columns = [...weights.keys()].filter((k) => weights[k] !== 0);
  return columns.length === 1 ? { column: columns[0]!, weight: weights[columns[0]!]! } : undefined;
}

/** A coefficient of the fit and its standard error, times a number. */
export function storedEstimate({ glm }: Deseq2Fit, column: number, weight: number): Estimate {
  const p = glm.coefficients;
  const lfc = new Float64Array(glm.logLik.length);
  const se = new Float64Array(glm.logLik.length);
  for (let gene = 0; gene < lfc.length; gene++) {
    lfc[gene] = weight * glm.beta[gene * p + column]!;
    se[gene] = Math.abs(weight) * glm.standardError[gene * p + column]!;
  }
  return { lfc, se };
}

/**
 * A weighted sum of coefficients of the fit, cᵀbeta, with standard error sqrt(cᵀ S c), S = (M + ridge)⁻¹ M (M + ridge)⁻¹, M = Xᵀ W X
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
      cellMeans[cell] = math.pow(2, eta);
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
