import type { Note } from '../../../design/note.ts';
import { Fault } from '../../../fault.ts';
import { carriedSum } from '../../../stats/math/carried-sum.ts';
import { expExact } from '../../../stats/math/exact-exp.ts';
import { logExact } from '../../../stats/math/exact-log.ts';
import * as math from '../../../stats/math/portable.ts';
import { medianAbsoluteDeviation } from '../../../stats/ranks/median.ts';
import { evaluateLocfit, fitLocfit, type Locfit } from '../../../stats/smoothing/locfit.ts';
import { iterateGamma, plainGammaSteps } from '../kernel/gamma-glm.ts';
import { MIN_DISPERSION } from '../kernel/reference/dispersion-search.ts';
import { HIGHEST_RESIDUAL, INFORMATIVE_DISPERSION, LOWEST_RESIDUAL, type TrendPoints } from '../kernel/trend-points.ts';

export type FitType = 'parametric' | 'local' | 'mean';

/** Dispersion as a function of the mean of normalized counts. */
export type DispersionTrend =
  | { readonly fitType: 'parametric'; readonly asymptDisp: number; readonly extraPois: number }
  | { readonly fitType: 'local'; readonly fit: Locfit }
  | { readonly fitType: 'mean'; readonly mean: number };

const MAX_PASSES = 10;
const PARAMETER_TOLERANCE = 1e-6;
const LOCAL_SPAN = 0.7;
const MEAN_TRIM = 0.001;

/**
 * Fits the trend of gene-wise dispersions over means, by the genes with a dispersion above 1e-6.
 *
 * parametric: a0 + a1 / mean, a gamma regression repeated without genes far off the curve; where it fails, `local` is used
 * instead, with a note. local: locfit (quadratic, span 0.7, weights = means) of ln dispersion on ln mean. mean: the mean
 * dispersion, trimmed by 0.1 % at either end. Accuracy: 1e-11 of DESeq2 1.38.3 (local 1e-14).
 * Source: Anders and Huber 2010; Love, Huber and Anders 2014, equation 6; docs/statistics.md, "Trend".
 *
 * @param baseMean [genes]
 * @param dispersions [genes], NaN on all-zero genes
 * @param points the same for the parametric trend, where something is faster at it than plain TypeScript
 */
export function fitDispersionTrend(
  baseMean: Float64Array,
  dispersions: Float64Array,
  fitType: FitType,
  notes: Note[],
  points: TrendPoints = plainPoints(baseMean, dispersions),
): DispersionTrend {
  const curve = fitType === 'parametric' ? fitParametric(points) : undefined;
  if (curve !== undefined) return { fitType: 'parametric', ...curve };
  const { means, informative } = informativeGenes(baseMean, dispersions);
  if (informative.length === 0) throw noTrend();
  if (fitType === 'mean') {
    return { fitType, mean: trimmedMean(dispersions.filter((dispersion) => dispersion > 10 * MIN_DISPERSION)) };
  }
  if (fitType === 'parametric') {
    notes.push({
      code: 'TREND_FELL_BACK_TO_LOCAL',
      text:
        "The dispersion trend could not be fitted as a / mean + b (fit type 'parametric'); a local regression was used " +
        "instead. Ask for fit type 'local' or 'mean' to choose without this note.",
    });
  }
  const fit = fitLocfit(means.map(logExact), informative.map(logExact), {
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
      return expExact(evaluateLocfit(trend.fit, logExact(mean)));
    case 'mean':
      return trend.mean;
  }
}

/**
 * Robust variance of ln dispersion about ln trend, (1.4826 median |r - median r|)^2 over genes with a dispersion of 1e-6
 * or more. Source: docs/statistics.md, "Prior of the dispersions".
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

/** Means and dispersions of the genes that say something about the trend. */
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

function fitParametric(points: TrendPoints) {
  let asymptDisp = 0.1;
  let extraPois = 1;
  for (let pass = 0; pass <= MAX_PASSES; pass++) {
    if (points.select(asymptDisp, extraPois) === 0) return undefined;
    const fit = iterateGamma(points.steps(), { intercept: asymptDisp, slope: extraPois });
    if (fit === undefined || !(fit.intercept > 0 && fit.slope > 0)) return undefined;
    const change = math.log(fit.intercept / asymptDisp) ** 2 + math.log(fit.slope / extraPois) ** 2;
    asymptDisp = fit.intercept;
    extraPois = fit.slope;
    if (change < PARAMETER_TOLERANCE && fit.converged) return { asymptDisp, extraPois };
  }
  return undefined;
}

function plainPoints(baseMean: Float64Array, dispersions: Float64Array): TrendPoints {
  let y = new Float64Array(0);
  let x = new Float64Array(0);
  return {
    select(asymptDisp, extraPois) {
      y = new Float64Array(dispersions.length);
      x = new Float64Array(dispersions.length);
      let count = 0;
      for (let gene = 0; gene < dispersions.length; gene++) {
        const dispersion = dispersions[gene]!;
        const residual = dispersion / (asymptDisp + extraPois / baseMean[gene]!);
        if (dispersion > INFORMATIVE_DISPERSION && residual > LOWEST_RESIDUAL && residual < HIGHEST_RESIDUAL) {
          x[count] = 1 / baseMean[gene]!;
          y[count++] = dispersion;
        }
      }
      y = y.subarray(0, count);
      x = x.subarray(0, count);
      return count;
    },
    steps: () => plainGammaSteps(y, x),
  };
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
