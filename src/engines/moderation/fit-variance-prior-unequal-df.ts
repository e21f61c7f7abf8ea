import { fLogLowerTail, fLogUpperTail, fUpperTail } from '../../stats/distributions/f-distribution.ts';
import * as math from '../../stats/math/portable.ts';
import { minimizeBounded } from '../../stats/optimize/minimize-bounded.ts';
import { median } from '../../stats/ranks/median.ts';
import { takeInOrder } from '../../stats/ranks/order-ascending.ts';
import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import type { FitSeeds } from '../../stats/smoothing/weighted-lowess.ts';
import { lgamma } from '../../stats/special/lgamma.ts';
import { trigamma } from '../../stats/special/trigamma.ts';
import { logVarianceBias } from './log-variance-bias.ts';
import { logProbabilitiesNotOutlier, makeMonotone, outlierPriorDf } from './outlier-prior-df.ts';
import { genesWhere, type SampleVariances, type VariancePrior } from './variance-prior.ts';
import { type PrepareVarianceTerms, termsOneByOne } from './variance-terms.ts';
import { followWeightedTrend } from './weighted-trend.ts';

const INFORMATIVE_DF = 0.01;
const SMALLEST_SHARE = 1e-12;
/** d0/2 is searched between 1 and 4999, as d/(1 + d). */
const LOWEST = 0.5;
const HIGHEST = 0.9998;
/** Lower tails below this are not taken as 1 less the upper one. */
const SMALL_TAIL = 0.001;
/** False discovery rates above this are taken for 1: no sign of an outlier. */
const LARGEST_RATE = 0.3;

/** How parts of the estimate are computed; one after the other by default. */
export interface LikelihoodDependencies {
  /** Lines of the trend. */
  readonly fitSeeds?: FitSeeds | undefined;
  /** Terms of the likelihood. */
  readonly prepareTerms?: PrepareVarianceTerms | undefined;
}

/**
 * The prior of variances whose degrees of freedom differ: the trend by means of logarithms weighted with their precision
 * 1/psi'(d/2), d0 by maximum likelihood. limma's `fitFDistUnequalDF1`, the default of limma 3.61.8 and later where degrees
 * of freedom differ, and of edgeR 4 always.
 *
 * Maximizes sum_g ln f(s_g^2; s0_g^2 F(d_g, d0)) over d0/2 in [1, 4999] to the tolerance of R's `optimize`, which decides
 * the digits. Robust: genes with a two-sided p-value that stands out enter again weighted with their false discovery rate,
 * and get a d0 of their own. Fewer than two genes with 0.01 degrees of freedom: d0 NaN; two: no covariate, not robust.
 * Accuracy: 1e-9 relative to limma 3.62.1.
 * Source: the documentation of limma 3.62's `fitFDistUnequalDF1`; Smyth 2004, doi:10.2202/1544-6115.1027; Phipson et al.
 * 2016, doi:10.1214/16-AOAS920 (outliers).
 */
export function fitVariancePriorUnequalDf(
  sample: SampleVariances,
  isRobust = false,
  dependencies: LikelihoodDependencies = {},
): VariancePrior {
  const { variances, residualDf } = sample;
  const genes = variances.length;
  const isInformative = (gene: number) => residualDf[gene]! >= INFORMATIVE_DF && variances[gene]! >= 0;
  const weights = residualDf.map((_, gene) => (isInformative(gene) ? 1 : 0));
  const informative = weights.reduce((sum, weight) => sum + weight, 0);
  if (informative < 2) return { variance: new Float64Array(genes).fill(Number.NaN), df: Number.NaN };
  const known: SampleVariances = {
    variances: variances.map((s2) => Math.max(s2, 0) || 0),
    residualDf: residualDf.map((d, gene) => (isInformative(gene) ? d : 1)),
    covariate: informative === 2 ? undefined : sample.covariate,
  };
  const fitKnown: FitKnown = (own) => fitWeighted(known, own, dependencies);
  const fit = fitKnown(weights);
  return isRobust && informative > 2 ? fitOutliers(known, weights, fit, fitKnown) : fit;
}

/** The prior that genes of these weights call for. */
type FitKnown = (weights: Float64Array) => VariancePrior;

function fitWeighted(
  { variances, residualDf, covariate }: SampleVariances,
  weights: Float64Array,
  { fitSeeds, prepareTerms }: LikelihoodDependencies,
): VariancePrior {
  const n = variances.length;
  const positive = takeInOrder(
    variances,
    genesWhere(n, (gene) => variances[gene]! > 0 && weights[gene]! > 0),
  );
  const floor = SMALLEST_SHARE * median(positive);
  const precisions = new Float64Array(n);
  const logs = new Float64Array(n);
  const lifted = new Float64Array(n);
  for (let gene = 0; gene < n; gene++) {
    const half = residualDf[gene]! / 2;
    precisions[gene] = weights[gene]! / trigamma(half);
    lifted[gene] = Math.max(variances[gene]!, floor);
    logs[gene] = math.log(lifted[gene]!) + logVarianceBias(half);
  }
  const center =
    covariate === undefined
      ? new Float64Array(n).fill(weightedMean(logs, precisions))
      : followWeightedTrend(covariate, logs, precisions, fitSeeds);
  const half = maximizeLikelihood({ variances: lifted, residualDf }, weights, center, prepareTerms);
  const bias = logVarianceBias(half);
  return { variance: center.map((log) => math.exp(log - bias)), df: 2 * half };
}

/** d0/2, with the prior variance tied to it by the mean of the logarithms. */
function maximizeLikelihood(
  { variances, residualDf }: SampleVariances,
  weights: Float64Array,
  center: Float64Array,
  prepareTerms: PrepareVarianceTerms = termsOneByOne,
): number {
  const n = variances.length;
  const halfDf = residualDf.map((df) => df / 2);
  // Which do not depend on d0.
  const ratios = center.map((log, gene) => (halfDf[gene]! * variances[gene]!) / math.exp(log));
  const termsAt = prepareTerms({ halfDf, ratios, center });
  const negative = (share: number): number => {
    const half = share / (1 - share);
    const bias = logVarianceBias(half);
    const terms = termsAt({
      half,
      scale: math.exp(bias) / half,
      logShift: math.log(half) - bias,
      logGamma: lgamma(half),
    });
    let sum = 0;
    for (let gene = 0; gene < n; gene++) if (weights[gene] !== 0) sum += weights[gene]! * terms[gene]!;
    return -2 * sum;
  };
  const share = minimizeBounded(negative, LOWEST, HIGHEST);
  return share / (1 - share);
}

function fitOutliers(
  known: SampleVariances,
  weights: Float64Array,
  first: VariancePrior,
  fitKnown: FitKnown,
): VariancePrior {
  const { variances, residualDf } = known;
  const f = variances.map((s2, gene) => s2 / first.variance[gene]!);
  const upper = f.map((value, gene) => fUpperTail(value, residualDf[gene]!, first.df));
  const twoSided = upper.map((p, gene) => {
    if (p < 1 - SMALL_TAIL) return 2 * Math.min(p, 1 - p);
    return 2 * math.exp(fLogLowerTail(f[gene]!, residualDf[gene]!, first.df));
  });
  const rates = adjustPValues(twoSided, 'BH').map((rate) => (rate > LARGEST_RATE ? 1 : rate));
  if (rates.every((rate) => rate === 1)) return first;
  const fit = fitKnown(rates.map((rate, gene) => rate * weights[gene]!));
  const notOutlier = logProbabilitiesNotOutlier(f, upper.map(math.log));
  if (notOutlier.every((logP) => logP >= 0)) return fit;
  const extreme = upper.reduce((best, p, gene) => (p < upper[best]! ? gene : best), 0);
  const outlierDf = outlierPriorDf(fit.df, math.log(upper[extreme]!), (df) =>
    fLogUpperTail(f[extreme]!, residualDf[extreme]!, df),
  );
  const dfByGene = notOutlier.map((logP) => math.exp(logP) * fit.df - math.expm1(logP) * outlierDf);
  makeMonotone(dfByGene, upper);
  return { ...fit, dfByGene };
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]! * values[i]!;
    total += weights[i]!;
  }
  return sum / total;
}
