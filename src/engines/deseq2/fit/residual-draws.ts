import * as math from '../../../stats/math/portable.ts';
import { evaluateLoess, fitLoess } from '../../../stats/smoothing/loess.ts';
import { priorHistograms } from './prior-histograms.ts';

const BINS = 40;
const VARIANCES = 200;
const LARGEST_VARIANCE = 8;
// R nudges the edges of a histogram by this much so that values on an edge fall into the bin below.
const EDGE_FUZZ = 5e-8;

/**
 * Width of the dispersion prior with few residual degrees of freedom: the variance v for which ln(chi^2_df / df) + N(0,
 * v) is distributed most like the observed residuals, by Kullback-Leibler divergence smoothed over v.
 *
 * `logResiduals`: ln dispGeneEst - ln dispFit of the genes in use; df 1, 2 or 3. Returns v, a multiple of 8/999 in [0,
 * 8] (DESeq2 raises it to at least 0.25). Accuracy: the number of DESeq2 1.38. Source: M. I. Love, W. Huber, S. Anders,
 * Genome Biology 15 (2014) 550, doi:10.1186/s13059-014-0550-8, methods.
 */
export function matchPriorVariance(logResiduals: Float64Array, df: 1 | 2 | 3): number {
  const observed = density(histogram(logResiduals));
  const variances = Float64Array.from({ length: VARIANCES }, (_, i) => (LARGEST_VARIANCE * i) / (VARIANCES - 1));
  const divergences = new Float64Array(VARIANCES);
  priorHistograms[df - 1]!.split('\n').forEach((line, i) => {
    divergences[i] = divergence(observed, density(line.split(' ').map(Number)));
  });
  const smooth = fitLoess(variances, divergences, 0.2);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 1000; i++) {
    const variance = (LARGEST_VARIANCE * i) / 999;
    const value = evaluateLoess(smooth, variance);
    if (value < least) {
      least = value;
      best = variance;
    }
  }
  return best;
}

/** Counts in the right-closed bins of width 1/2 from -10 to 10; values outside do not count. */
function histogram(values: Float64Array): number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) {
    if (value > -10 && value < 10) counts[Math.max(Math.ceil((value - EDGE_FUZZ) * 2) + 19, 0)]!++;
  }
  return counts;
}

function density(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / (total * 0.5));
}

function divergence(observed: readonly number[], simulated: readonly number[]): number {
  const small = Math.min(...[...observed, ...simulated].filter((value) => value > 0));
  return observed.reduce(
    (sum, value, i) => sum + value * (math.log(value + small) - math.log(simulated[i]! + small)),
    0,
  );
}
