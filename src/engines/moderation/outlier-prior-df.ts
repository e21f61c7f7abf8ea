import * as math from '../../stats/math/portable.ts';
import { orderAscending } from '../../stats/ranks/order-ascending.ts';
import { rankAverage } from '../../stats/ranks/ranks.ts';

/**
 * ln of the probability that each gene is no outlier: its upper tail probability over the share of genes whose F is as
 * large, (n - rank + 1/2) / n, at most 1. `f` and `logTails` [genes].
 * Source: Phipson et al. 2016, doi:10.1214/16-AOAS920, section 4.
 */
export function logProbabilitiesNotOutlier(f: Float64Array, logTails: Float64Array): Float64Array {
  const n = f.length;
  const { ranks } = rankAverage(f);
  return logTails.map((logTail, gene) => Math.min(logTail - (math.log(n - ranks[gene]! + 0.5) - math.log(n)), 0));
}

/**
 * The prior degrees of freedom of an outlier: those with which the largest F would be the median of its distribution. ln P
 * is nearly proportional to d0, so that one proportional step and one correction are enough.
 *
 * @param df d0 of the other genes
 * @param leastLogTail ln P of the largest F with `df`
 * @param logTail ln P of that F with other degrees of freedom
 */
export function outlierPriorDf(df: number, leastLogTail: number, logTail: (df: number) => number): number {
  if (leastLogTail === Number.NEGATIVE_INFINITY) return 0;
  const first = (-Math.LN2 / leastLogTail) * df;
  return (-Math.LN2 / logTail(first)) * first;
}

/**
 * Makes the d0 of genes grow with their tail probability, in place: the most extreme genes, up to where the running mean is
 * least, share that mean, and from there on the running maximum holds. `dfs` and `tails` [genes].
 */
export function makeMonotone(dfs: Float64Array, tails: Float64Array): void {
  const order = orderAscending(tails);
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let leading = 0;
  order.forEach((gene, place) => {
    sum += dfs[gene]!;
    const mean = sum / (place + 1);
    if (mean < least) {
      least = mean;
      leading = place;
    }
  });
  let largest = Number.NEGATIVE_INFINITY;
  order.forEach((gene, place) => {
    largest = Math.max(largest, place <= leading ? least : dfs[gene]!);
    dfs[gene] = largest;
  });
}
