import type { Note } from '../design/note.ts';
import { Fault } from '../fault.ts';
import { carriedSum } from '../stats/carried-sum.ts';
import { logExact } from '../stats/exact-log.ts';
import { fitGammaIdentity, type GammaSteps } from '../stats/gamma-glm.ts';
import { evaluateLocfit, fitLocfit, type Locfit } from '../stats/locfit.ts';
import { medianAbsoluteDeviation } from '../stats/median.ts';
import { MIN_DISPERSION } from './dispersion-search.ts';

export type FitType = 'parametric' | 'local' | 'mean';

/** Dispersion as a function of the mean of normalized counts. */
export type DispersionTrend =
  | { readonly fitType: 'parametric'; readonly asymptDisp: number; readonly extraPois: number }
  | { readonly fitType: 'local'; readonly fit: Locfit }
  | { readonly fitType: 'mean'; readonly mean: number };

/** Gene-wise dispersions below this are as good as 0 and say nothing about the trend. */
export const INFORMATIVE_DISPERSION = 100 * MIN_DISPERSION;

const MAX_PASSES = 10;
const PARAMETER_TOLERANCE = 1e-6;
const LOWEST_RESIDUAL = 1e-4;
const HIGHEST_RESIDUAL = 15;
const LOCAL_SPAN = 0.7;
const MEAN_TRIM = 0.001;

/**
 * Fits the trend of gene-wise dispersions over means, by the genes with a dispersion above 1e-6.
 *
 * parametric: a0 + a1 / mean, a gamma regression repeated without genes far off the curve; where it fails, `local` is used
 * instead, with a note. local: locfit (quadratic, span 0.7, weights = means) of ln dispersion on ln mean. mean: the mean
 * dispersion, trimmed by 0.1 % at either end. Accuracy: 1e-11 of DESeq2 1.38.3 (local 5e-9).
 * Source: Anders and Huber 2010; Love, Huber and Anders 2014, equation 6; DE.md A.6.
 *
 * @param baseMean [genes]
 * @param dispersions [genes], NaN on all-zero genes
 * @param gammaSteps the steps of the regression, where something is faster at them than plain TypeScript
 */
export function fitDispersionTrend(
  baseMean: Float64Array,
  dispersions: Float64Array,
  fitType: FitType,
  notes: Note[],
  gammaSteps?: (y: Float64Array, x: Float64Array) => GammaSteps,
): DispersionTrend {
  const { means, informative } = informativeGenes(baseMean, dispersions);
  if (informative.length === 0) throw noTrend();
  if (fitType === 'mean') {
    return { fitType, mean: trimmedMean(dispersions.filter((dispersion) => dispersion > 10 * MIN_DISPERSION)) };
  }
  if (fitType === 'parametric') {
    const curve = fitParametric(means, informative, gammaSteps);
    if (curve !== undefined) return { fitType, ...curve };
    notes.push({
      code: 'TREND_FELL_BACK_TO_LOCAL',
      text:
        "The dispersion trend could not be fitted as a / mean + b (fit type 'parametric'); a local regression was used " +
        "instead. Ask for fit type 'local' or 'mean' to choose without this note.",
    });
  }
  const fit = fitLocfit(means.map(Math.log), informative.map(Math.log), {
    span: LOCAL_SPAN,
    degree: 2,
    weights: means,
  });
  return { fitType: 'local', fit };
}

/** The trend at a mean of normalized counts. */
export function evaluateTrend(trend: DispersionTrend, mean: number): number {
  switch (trend.fitType) {
    case 'parametric':
      return trend.asymptDisp + trend.extraPois / mean;
    case 'local':
      return Math.exp(evaluateLocfit(trend.fit, Math.log(mean)));
    case 'mean':
      return trend.mean;
  }
}

/**
 * Robust variance of ln dispersion about ln trend, (1.4826 median |r - median r|)^2 over genes with a dispersion of 1e-6
 * or more. Source: DE.md A.7.
 */
export function residualVariance(dispersions: Float64Array, trend: Float64Array): number {
  return medianAbsoluteDeviation(logResiduals(dispersions, trend)) ** 2;
}

/** ln dispersion - ln trend of the genes with a dispersion of 1e-6 or more. */
export function logResiduals(dispersions: Float64Array, trend: Float64Array): Float64Array {
  const residuals = new Float64Array(dispersions.length);
  let count = 0;
  for (let gene = 0; gene < dispersions.length; gene++) {
    if (dispersions[gene]! >= INFORMATIVE_DISPERSION) {
      residuals[count++] = logExact(dispersions[gene]!) - logExact(trend[gene]!);
    }
  }
  return residuals.slice(0, count);
}

/** Means and dispersions of the genes that the trend is fitted to. */
function informativeGenes(baseMean: Float64Array, dispersions: Float64Array) {
  const means = new Float64Array(baseMean.length);
  const informative = new Float64Array(baseMean.length);
  let count = 0;
  for (let gene = 0; gene < baseMean.length; gene++) {
    if (!(dispersions[gene]! > INFORMATIVE_DISPERSION)) continue;
    means[count] = baseMean[gene]!;
    informative[count++] = dispersions[gene]!;
  }
  return { means: means.subarray(0, count), informative: informative.subarray(0, count) };
}

function fitParametric(
  means: Float64Array,
  dispersions: Float64Array,
  gammaSteps?: (y: Float64Array, x: Float64Array) => GammaSteps,
) {
  const inverse = new Float64Array(means.length);
  const response = new Float64Array(means.length);
  let asymptDisp = 0.1;
  let extraPois = 1;
  for (let pass = 0; pass <= MAX_PASSES; pass++) {
    let count = 0;
    for (let i = 0; i < means.length; i++) {
      const residual = dispersions[i]! / (asymptDisp + extraPois / means[i]!);
      if (residual > LOWEST_RESIDUAL && residual < HIGHEST_RESIDUAL) {
        inverse[count] = 1 / means[i]!;
        response[count++] = dispersions[i]!;
      }
    }
    if (count === 0) return undefined;
    const [y, x] = [response.subarray(0, count), inverse.subarray(0, count)];
    const fit = fitGammaIdentity(y, x, { intercept: asymptDisp, slope: extraPois }, gammaSteps?.(y, x));
    if (fit === undefined || !(fit.intercept > 0 && fit.slope > 0)) return undefined;
    const change = Math.log(fit.intercept / asymptDisp) ** 2 + Math.log(fit.slope / extraPois) ** 2;
    asymptDisp = fit.intercept;
    extraPois = fit.slope;
    if (change < PARAMETER_TOLERANCE && fit.converged) return { asymptDisp, extraPois };
  }
  return undefined;
}

function trimmedMean(values: Float64Array): number {
  const cut = Math.floor(values.length * MEAN_TRIM);
  const kept = values.sort().subarray(cut, values.length - cut);
  return carriedSum(kept.length, (i) => kept[i]!, kept.length);
}

function noTrend(): Fault {
  return new Fault({
    code: 'DISPERSION_NO_TREND',
    message: 'The counts vary no more than sampling would make them: every gene-wise dispersion is at its lower limit.',
    expected: 'at least one gene with a dispersion above 1e-6',
    hint: 'Check that the samples are independent replicates, not copies or splits of one library.',
  });
}
