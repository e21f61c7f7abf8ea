import type { Note } from '../../design/note.ts';
import * as math from '../../stats/math/portable.ts';
import { median } from '../../stats/ranks/median.ts';
import { trigamma } from '../../stats/special/trigamma.ts';
import { trigammaInverse } from '../../stats/special/trigamma-inverse.ts';
import { logVarianceBias } from './log-variance-bias.ts';
import { fitLogVarianceTrend, trendSize } from './log-variance-trend.ts';
import { genesWhere, type SampleVariances, selectGenes, type VariancePrior } from './variance-prior.ts';

/** Variances below this share of their median are lifted to it: they are rounding, and their logarithms would rule. */
const SMALLEST_SHARE = 1e-5;
const INFORMATIVE_DF = 1e-15;

/**
 * The prior of variances by the moments of their logarithms, limma's `fitFDist`.
 *
 * e_g = ln s_g^2 + ln(d_g/2) - psi(d_g/2) has the mean ln s0^2 + ln(d0/2) - psi(d0/2), or a natural spline in the
 * covariate, and the variance psi'(d_g/2) + psi'(d0/2). Genes without degrees of freedom do not enter and get the prior at
 * their covariate. One gene: d0 = 0. No excess of variance: d0 = Infinity.
 * Accuracy: 1e-9 relative to limma 3.54.1. Source: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3,
 * doi:10.2202/1544-6115.1027, section 6.2; M. A. Sartor et al., BMC Bioinformatics 7 (2006) 538 (the trend).
 */
export function fitVariancePrior(sample: SampleVariances, notes: Note[] = []): VariancePrior {
  const { variances, residualDf } = sample;
  const genes = variances.length;
  const covariate = sample.covariate && boundCovariate(sample.covariate);
  const rows = genesWhere(
    genes,
    (gene) => Number.isFinite(residualDf[gene]!) && residualDf[gene]! > INFORMATIVE_DF && isVariance(variances[gene]!),
  );
  if (rows.length === 0) return { variance: new Float64Array(genes).fill(Number.NaN), df: Number.NaN };
  if (rows.length === 1) return { variance: new Float64Array(genes).fill(variances[rows[0]!]!), df: 0 };
  const known =
    rows.length === genes
      ? { variances: Float64Array.from(variances), residualDf, covariate }
      : selectGenes({ variances, residualDf, covariate }, rows);
  offsetZeros(known.variances, notes);
  const size = known.covariate === undefined ? 1 : trendSize(rows.length, known.covariate);
  if (known.covariate === undefined || size < 2) return priorOfEqualGenes(known, genes);
  const logs = unbiasedLogs(known);
  const trend = fitLogVarianceTrend(known.covariate, logs, size);
  const { df, bias } = priorDf(trend.residualVariance - meanSamplingVariance(known.residualDf));
  return { variance: covariate!.map((at) => math.exp(trend.evaluate(at) - bias)), df };
}

function priorOfEqualGenes(known: SampleVariances, genes: number): VariancePrior {
  const logs = unbiasedLogs(known);
  const n = logs.length;
  const mean = logs.reduce((sum, log) => sum + log, 0) / n;
  const scatter = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (n - 1);
  const { df, bias } = priorDf(scatter - meanSamplingVariance(known.residualDf));
  const isInfinite = df === Number.POSITIVE_INFINITY;
  const pooled = isInfinite ? known.variances.reduce((sum, s2) => sum + s2, 0) / n : math.exp(mean - bias);
  return { variance: new Float64Array(genes).fill(pooled), df };
}

/** d0 with psi'(d0/2) = `excess`, and the bias of the logarithm that it brings. */
function priorDf(excess: number): { readonly df: number; readonly bias: number } {
  if (!(excess > 0)) return { df: Number.POSITIVE_INFINITY, bias: 0 };
  const half = trigammaInverse(excess);
  return { df: 2 * half, bias: logVarianceBias(half) };
}

function unbiasedLogs({ variances, residualDf }: SampleVariances): Float64Array {
  let df = Number.NaN;
  let bias = 0;
  return variances.map((s2, gene) => {
    if (residualDf[gene] !== df) {
      df = residualDf[gene]!;
      bias = logVarianceBias(df / 2);
    }
    return math.log(s2) + bias;
  });
}

function meanSamplingVariance(residualDf: Float64Array): number {
  let sum = 0;
  let df = Number.NaN;
  let variance = 0;
  for (let gene = 0; gene < residualDf.length; gene++) {
    if (residualDf[gene] !== df) {
      df = residualDf[gene]!;
      variance = trigamma(df / 2);
    }
    sum += variance;
  }
  return sum / residualDf.length;
}

/** In place. */
function offsetZeros(variances: Float64Array, notes: Note[]): void {
  const middle = median(variances);
  if (middle <= 0) {
    notes.push({
      code: 'VARIANCES_MOSTLY_ZERO',
      text: 'More than half of the residual variances are 0, so what is borrowed between genes is unreliable.',
    });
  } else if (variances.some((s2) => s2 <= 0)) {
    notes.push({
      code: 'VARIANCES_ZERO',
      text: 'Residual variances of 0 were lifted to a hundred thousandth of the median.',
    });
  }
  const floor = SMALLEST_SHARE * (middle > 0 ? middle : 1);
  for (let gene = 0; gene < variances.length; gene++) variances[gene] = Math.max(variances[gene]!, floor);
}

/** Infinite places moved just beyond the finite ones. */
function boundCovariate(covariate: Float64Array): Float64Array {
  if (covariate.every(Number.isFinite)) return covariate;
  const finite = covariate.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const largest = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (finite.length === 0) return covariate.map((at) => Math.sign(at));
  return covariate.map((at) => (Number.isFinite(at) ? at : at < 0 ? least - 1 : largest + 1));
}

function isVariance(value: number): boolean {
  return Number.isFinite(value) && value > -INFORMATIVE_DF;
}
