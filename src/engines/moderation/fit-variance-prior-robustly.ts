import type { Note } from '../../design/note.ts';
import {
  fLogLowerQuantile,
  fLogLowerTail,
  fLogUpperQuantile,
  fLogUpperTail,
} from '../../stats/distributions/f-distribution.ts';
import * as math from '../../stats/math/portable.ts';
import { findRoot } from '../../stats/optimize/find-root.ts';
import { median } from '../../stats/ranks/median.ts';
import { orderAscending } from '../../stats/ranks/order-ascending.ts';
import { quantileType7 } from '../../stats/ranks/quantile.ts';
import { lowess } from '../../stats/smoothing/lowess.ts';
import { fitVariancePrior } from './fit-variance-prior.ts';
import { interpolateLogVariance } from './interpolate-log-variance.ts';
import { logProbabilitiesNotOutlier, makeMonotone, outlierPriorDf } from './outlier-prior-df.ts';
import { genesWhere, type SampleVariances, selectGenes, type VariancePrior } from './variance-prior.ts';
import { winsorizedLogMoments } from './winsorized-moments.ts';

/** Shares of the genes with the smallest and the largest residuals that are winsorized. */
const LOWER = 0.05;
const UPPER = 0.1;
const SMALLEST_SHARE = 1e-12;
const INFORMATIVE_DF = 1e-6;
const TREND_SPAN = 0.4;

/**
 * The prior of variances by winsorized moments of their logarithms, so that a few hypervariable genes do not lower d0 for
 * all; these get a d0 of their own. limma's `fitFDistRobustly`.
 *
 * Variances are taken to equal degrees of freedom through their tail probabilities, detrended (lowess of span 0.4, or a
 * trimmed mean), winsorized; d0 is where F(d, d0) has the winsorized variance seen, s0^2 where it has the mean. A gene with
 * probability p of being no outlier gets p d0 + (1 - p) d_out.
 * Domain: as `fitVariancePrior`; the median of the variances positive, else d0 NaN. Accuracy: 1e-7 relative to limma
 * 3.54.1; d0 is searched in d0/(1 + d0) to 1e-8, in the steps of R's `uniroot`.
 * Source: B. Phipson, S. Lee, I. J. Majewski, W. S. Alexander, G. K. Smyth, Ann. Appl. Stat. 10 (2016) 946,
 * doi:10.1214/16-AOAS920.
 */
export function fitVariancePriorRobustly(sample: SampleVariances, notes: Note[] = []): VariancePrior {
  const { variances, residualDf, covariate } = sample;
  const genes = variances.length;
  if (genes < 2) return { variance: new Float64Array(genes).fill(Number.NaN), df: Number.NaN };
  if (genes === 2) return fitVariancePrior(sample, notes);
  const rows = genesWhere(
    genes,
    (gene) =>
      !Number.isNaN(variances[gene]!) && Number.isFinite(residualDf[gene]!) && residualDf[gene]! > INFORMATIVE_DF,
  );
  if (rows.length === genes) return fitInformative(sample, notes);
  const known = selectGenes(sample, rows);
  const fit = fitVariancePriorRobustly(known, notes);
  const dfByGene = new Float64Array(genes).fill(fit.df);
  const variance = new Float64Array(genes).fill(fit.variance[0] ?? Number.NaN);
  rows.forEach((gene, i) => {
    dfByGene[gene] = fit.dfByGene?.[i] ?? fit.df;
    variance[gene] = fit.variance[i]!;
  });
  if (covariate !== undefined) interpolateLogVariance(covariate, variance, rows);
  return { variance, df: fit.df, dfByGene };
}

/** All genes with a variance and degrees of freedom. */
function fitInformative(sample: SampleVariances, notes: Note[]): VariancePrior {
  const { covariate, residualDf } = sample;
  const n = sample.variances.length;
  const middle = median(sample.variances);
  if (!(middle > 0)) return { variance: new Float64Array(n).fill(Number.NaN), df: Number.NaN };
  const floor = SMALLEST_SHARE * middle;
  const lifted = sample.variances.reduce((count, s2) => count + Number(s2 < floor), 0);
  if (lifted > 0)
    notes.push({ code: 'VARIANCES_VERY_SMALL', text: `${lifted} very small variances were lifted off 0.` });
  const variances = sample.variances.map((s2) => Math.max(s2, floor));
  const plain = fitVariancePrior({ variances, residualDf, covariate }, notes);
  if (LOWER < 1 / n && UPPER < 1 / n) return plain;

  const df = residualDf.reduce((a, b) => Math.max(a, b), 0);
  const logs = equalizeDf({ variances, residualDf }, plain, df).map(math.log);
  const trend = covariate === undefined ? new Float64Array(n).fill(trimmedMean(logs)) : followTrend(logs, covariate);
  const seen = winsorize(logs.map((log, gene) => log - trend[gene]!));
  const momentsAt = (df2: number) => winsorizedLogMoments(df, df2, LOWER, UPPER);
  const excess = (df2: number) => math.log(seen.variance / momentsAt(df2).variance);

  if (excess(Number.POSITIVE_INFINITY) <= 0) {
    const { f, variance } = recenter(logs, trend, seen.mean - momentsAt(Number.POSITIVE_INFINITY).mean);
    return { variance, df: Number.POSITIVE_INFINITY, dfByGene: finiteDfOfOutliers(f, df) };
  }
  if (plain.df === Number.POSITIVE_INFINITY) return plain;
  const priorDf = solvePriorDf(excess, plain.df);
  const { f, variance } = recenter(logs, trend, seen.mean - momentsAt(priorDf).mean);
  return { variance, df: priorDf, dfByGene: dfOfOutliers(f, df, priorDf) };
}

/** Variances as they would be with `df` degrees of freedom: of equal log tail probability, the smaller of the two. */
function equalizeDf({ variances, residualDf }: SampleVariances, prior: VariancePrior, df: number): Float64Array {
  return variances.map((s2, gene) => {
    const own = residualDf[gene]!;
    if (own >= df - 1e-14) return s2;
    const scale = prior.variance[gene]!;
    const upper = fLogUpperTail(s2 / scale, own, prior.df);
    const lower = fLogLowerTail(s2 / scale, own, prior.df);
    const f = upper < lower ? fLogUpperQuantile(upper, df, prior.df) : fLogLowerQuantile(lower, df, prior.df);
    return f * scale;
  });
}

function followTrend(logs: Float64Array, covariate: Float64Array): Float64Array {
  return lowess(covariate, logs, { span: TREND_SPAN });
}

/** Mean without the share UPPER of the values at each end. */
function trimmedMean(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const cut = Math.floor(sorted.length * UPPER);
  const middle = sorted.subarray(cut, sorted.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

function winsorize(residuals: Float64Array): { readonly mean: number; readonly variance: number } {
  const n = residuals.length;
  const sorted = Float64Array.from(residuals).sort();
  const low = quantileType7(sorted, LOWER);
  const high = quantileType7(sorted, 1 - UPPER);
  const moved = residuals.map((residual) => Math.min(Math.max(residual, low), high));
  const mean = moved.reduce((sum, value) => sum + value, 0) / n;
  return { mean, variance: moved.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) };
}

/** d0 where `excess` is 0, searched in d0/(1 + d0) from the non-robust d0 up; that one if it is already too large. */
function solvePriorDf(excess: (df: number) => number, lowest: number): number {
  if (excess(lowest) >= 0) return lowest;
  const root = findRoot((share) => excess(share / (1 - share)), lowest / (1 + lowest), 1, 1e-8);
  return root / (1 - root);
}

/** Prior variances from the trend less its bias, and the F of each gene against them. */
function recenter(logs: Float64Array, trend: Float64Array, bias: number) {
  const center = trend.map((value) => value + bias);
  return {
    variance: center.map(math.exp),
    f: logs.map((log, gene) => math.exp(log - center[gene]!)),
  };
}

/** Where d0 is infinite: outliers get their probability of being none times all degrees of freedom there are. */
function finiteDfOfOutliers(f: Float64Array, df: number): Float64Array | undefined {
  const logTails = f.map((value) => fLogUpperTail(value, df, Number.POSITIVE_INFINITY));
  const notOutlier = logProbabilitiesNotOutlier(f, logTails);
  if (notOutlier.every((logP) => logP >= 0)) return undefined;
  const pooled = f.length * df;
  const dfs = notOutlier.map((logP) => (logP < 0 ? math.exp(logP) * pooled : Number.POSITIVE_INFINITY));
  let largest = 0;
  for (const gene of orderAscending(logTails)) {
    largest = Math.max(largest, dfs[gene]!);
    dfs[gene] = largest;
  }
  return dfs;
}

function dfOfOutliers(f: Float64Array, df: number, priorDf: number): Float64Array | undefined {
  const logTails = f.map((value) => fLogUpperTail(value, df, priorDf));
  const notOutlier = logProbabilitiesNotOutlier(f, logTails);
  if (notOutlier.every((logP) => logP >= 0)) return undefined;
  const largest = f.reduce((a, b) => Math.max(a, b));
  const least = logTails.reduce((a, b) => Math.min(a, b));
  const outlierDf = outlierPriorDf(priorDf, least, (df2) => fLogUpperTail(largest, df, df2));
  const dfs = notOutlier.map((logP) => math.exp(logP) * priorDf - math.expm1(logP) * outlierDf);
  makeMonotone(dfs, logTails);
  return dfs;
}
