import { type Contrast, defaultContrast, resolveContrast } from '../../../design/contrast.ts';
import type { Design } from '../../../design/design.ts';
import { weightsInBasis } from '../../../design/fit-basis.ts';
import { Fault } from '../../../fault.ts';
import { normalUpperTail } from '../../../stats/distributions/normal.ts';
import * as math from '../../../stats/math/portable.ts';
import { orderAscending } from '../../../stats/ranks/order-ascending.ts';
import type { Deseq2Fit } from '../fit/fit-deseq2.ts';
import { findModesHere } from '../kernel/apeglm-modes.ts';
import type { Dependencies } from '../kernel/dependencies.ts';
import { planDesign } from '../kernel/design-plan.ts';
import { GeneGlm } from '../kernel/reference/gene-glm.ts';
import { singleWeight, storedEstimate } from '../results/contrast-estimate.ts';
import { emptiedGenes } from '../results/deseq2-results.ts';
import { cauchyPriorScale } from './apeglm-prior.ts';

export interface ApeglmOptions {
  /** A coefficient, or a level against the reference level; the last coefficient by default. */
  readonly contrast?: Contrast | undefined;
  /** Log2 fold change that an effect must exceed; s-values are then those of "false sign or small". 0 by default. */
  readonly lfcThreshold?: number | undefined;
}

/** Shrunken fold changes; all columns of length genes, NaN on genes without counts. */
export interface ApeglmShrinkage {
  readonly type: 'apeglm';
  readonly label: string;
  /** Posterior mode. */
  readonly log2FoldChange: Float64Array;
  /** Posterior standard deviation. */
  readonly lfcSE: Float64Array;
  /** Expected share of wrong signs (or effects below the threshold) among this and all more certain genes. */
  readonly svalue: Float64Array;
  /** Scale of the Cauchy prior, natural log; of the coefficient as it was fitted. */
  readonly priorScale: number;
}

/**
 * Shrinks one coefficient toward 0 with the heavy-tailed prior of apeglm, which leaves large effects nearly as they are.
 *
 * The prior scale is that of apeglm to its last digits. The mode is the better of the optima found from the maximum
 * likelihood estimate and from an effect of 0, to rounding, where apeglm's optimizer stops up to 1e-2 short of it.
 * Source: Zhu, Ibrahim and Love 2018, doi:10.1093/bioinformatics/bty895; Stephens 2017 (s-values);
 * docs/statistics.md, "Shrinkage: apeglm".
 */
export async function shrinkApeglm(
  fit: Deseq2Fit,
  options: ApeglmOptions = {},
  { findModes = findModesHere }: Dependencies = {},
): Promise<ApeglmShrinkage> {
  const { label, column, weight } = planApeglm(fit.design, options.contrast);
  const { lfc, se } = storedEstimate(fit, column, 1);
  for (const gene of emptiedGenes(fit)) {
    lfc[gene] = 0;
    se[gene] = 0;
  }
  const toNatural = (values: Float64Array) => values.map((value) => value * Math.LN2);
  const errors = toNatural(se);
  const priorScale = cauchyPriorScale(toNatural(lfc), errors);
  const { modes, variances } = await findModes({
    problem: fit.problem,
    dispersions: fit.columns.dispersion,
    starts: startCoefficients(fit),
    errors,
    column,
    priorScale,
  });
  const log2FoldChange = modes.map((mode) => (weight * mode) / Math.LN2);
  const lfcSE = variances.map((variance) => (Math.abs(weight) * Math.sqrt(variance)) / Math.LN2);
  const svalue = sValues(log2FoldChange, lfcSE, options.lfcThreshold ?? 0);
  return { type: 'apeglm', label, log2FoldChange, lfcSE, svalue, priorScale };
}

/** Which fitted coefficient is shrunk, and what multiple of it is asked for; a `Fault` where the contrast is none. */
export function planApeglm(design: Design, contrast: Contrast = defaultContrast(design, 'lrt')) {
  const { stored, label, weights } = resolveContrast(design, contrast);
  if (stored === undefined) throw notACoefficient(label);
  const fitted = fittedCoefficient(design, stored, weights);
  if (fitted === undefined) throw notFitted(label);
  return { label, ...fitted };
}

/** The column of the fit that a stored coefficient is a multiple of; undefined where it is a sum of several. */
function fittedCoefficient(
  { basis }: Design,
  { column, sign }: { readonly column: number; readonly sign: 1 | -1 },
  weights: Float64Array,
) {
  return basis === undefined ? { column, weight: sign } : singleWeight(weightsInBasis(basis, weights));
}

/**
 * [genes x coefficients], natural log: maximum likelihood estimates for the counts as they were given, which the model is
 * shrunk for even where outliers were replaced.
 */
function startCoefficients({ glm, problem, columns, cooks }: Deseq2Fit): Float64Array {
  const { samples, coefficients: p, counts, sizeFactors, normalizationFactors } = problem;
  const starts = glm.beta.map((beta) => beta * Math.LN2);
  if (cooks.replaced === undefined) return starts;
  const refit = new GeneGlm(planDesign(problem.design, samples, p));
  cooks.replaced.forEach((isReplaced, gene) => {
    if (isReplaced === 0) return;
    for (let j = 0; j < samples; j++) {
      const at = gene * samples + j;
      refit.counts[j] = counts[at]!;
      refit.factors[j] = normalizationFactors === undefined ? sizeFactors[j]! : normalizationFactors[at]!;
      refit.logFactors[j] = math.log(refit.factors[j]!);
    }
    refit.fit(columns.dispersion[gene]!);
    starts.set(refit.beta.every(Number.isFinite) ? refit.beta : refit.startBeta, gene * p);
  });
  return starts;
}

/**
 * The running mean, over genes sorted by it, of the probability that the sign is wrong or the effect within the threshold,
 * Phi((T - |b|) / sd).
 */
function sValues(lfc: Float64Array, sd: Float64Array, threshold: number): Float64Array {
  const rate = lfc.map((b, gene) => normalUpperTail((Math.abs(b) - threshold) / sd[gene]!));
  const svalue = new Float64Array(lfc.length).fill(Number.NaN);
  let sum = 0;
  orderAscending(rate).forEach((gene, rank) => {
    sum += rate[gene]!;
    svalue[gene] = sum / (rank + 1);
  });
  return svalue;
}

function notFitted(label: string): Fault {
  return new Fault({
    code: 'SHRINK_FAR_FROM_ZERO',
    message: `${label} is an effect where a number of the design is 0, far from all samples, and cannot be shrunk.`,
    hint: 'Center the number in the sample sheet, so that 0 lies among the samples.',
  });
}

function notACoefficient(label: string): Fault {
  return new Fault({
    code: 'SHRINK_NOT_A_COEFFICIENT',
    option: 'shrink',
    message: `apeglm shrinks a coefficient of the design, and ${label} combines several.`,
    expected: 'a coefficient, or a level compared with the reference level',
    hint: 'Make the level to compare with the reference of its factor, or use the shrinkage type normal.',
  });
}
