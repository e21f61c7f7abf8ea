import { lowess } from '../../../stats/smoothing/lowess.ts';
import { type AdjustMethod, adjustOrderedPValues, orderPValues } from '../../../stats/ranks/p-adjust.ts';
import { orderAscending, takeInOrder } from '../../../stats/ranks/order-ascending.ts';
import { quantileType7 } from '../../../stats/ranks/quantile.ts';

export interface FilteringOptions {
  /** Significance level that the number of rejections is counted at. */
  readonly alpha: number;
  readonly method: AdjustMethod;
  /** Quantiles of the filter statistic to try; by default 50 from the share of zeros to 0.95. */
  readonly theta?: readonly number[] | Float64Array | undefined;
}

export interface FilteredPValues {
  /** [genes]: adjusted among the genes that pass; NaN for all others. */
  readonly padj: Float64Array;
  /** Genes with a filter statistic below it do not pass. */
  readonly threshold: number;
  /** The quantile that the threshold is. */
  readonly theta: number;
  /** What was tried: quantiles, and the number of rejections at each. */
  readonly thetas: Float64Array;
  readonly rejections: Float64Array;
}

const QUANTILES = 50;
const SMOOTHING_SPAN = 1 / 5;
const TOO_FEW_REJECTIONS = 10;

/**
 * Adjusts p-values after leaving out genes with a low mean, which could not be significant: among quantiles of the filter
 * statistic, the first whose number of rejections comes within the scatter of the maximum of a lowess curve.
 *
 * threshold_i = quantile(filter, theta_i); r_i = rejections among genes at or above it; the first i with
 * r_i > max(lowess(r)) - rms(r - lowess(r) where r > 0), or i = 1 where no r exceeds 10.
 * Source: Bourgon, Gentleman and Huber 2010, doi:10.1073/pnas.0914005107; DESeq2 1.38.3;
 * docs/statistics.md, "Independent filtering".
 *
 * @param filter [genes], usually means of normalized counts, without NaN
 * @param pvalue [genes], NaN where there is none
 */
export function filterAndAdjust(
  filter: Float64Array,
  pvalue: Float64Array,
  { alpha, method, theta }: FilteringOptions,
): FilteredPValues {
  const thetas = Float64Array.from(theta ?? defaultQuantiles(filter));
  const byFilter = orderAscending(filter); // much faster than sorting the values themselves
  const sorted = takeInOrder(filter, byFilter);
  const cutoffs = thetas.map((quantile) => quantileType7(sorted, quantile));
  const passed = countPassed(sorted, byFilter, cutoffs);
  const order = orderPValues(pvalue);
  const rejections = countRejections(passed, takeInOrder(pvalue, order), order, cutoffs.length, alpha, method);
  const chosen = chooseQuantile(thetas, rejections);
  const threshold = cutoffs[chosen]!;
  const passing = genesPassing(passed, order, chosen);
  return {
    padj: adjustOrderedPValues(pvalue, passing, method),
    threshold,
    theta: thetas[chosen]!,
    thetas,
    rejections,
  };
}

function defaultQuantiles(filter: Float64Array): Float64Array {
  let zeros = 0;
  for (const value of filter) if (value === 0) zeros++;
  const lower = zeros / filter.length;
  const upper = lower < 0.95 ? 0.95 : 1;
  const spacing = (upper - lower) / (QUANTILES - 1);
  return Float64Array.from({ length: QUANTILES }, (_, i) => (i === QUANTILES - 1 ? upper : lower + i * spacing));
}

/** [genes]: how many of the ascending cut-offs the filter statistic of each gene reaches. */
function countPassed(sorted: Float64Array, order: Uint32Array, cutoffs: Float64Array): Uint16Array {
  const passed = new Uint16Array(order.length);
  let count = 0;
  for (let k = 0; k < order.length; k++) {
    while (count < cutoffs.length && sorted[k]! >= cutoffs[count]!) count++;
    passed[order[k]!] = count;
  }
  return passed;
}

/** The genes that reach a cut-off, in their order. */
function genesPassing(passed: Uint16Array, order: Uint32Array, cutoff: number): Uint32Array {
  const passing = new Uint32Array(order.length);
  let count = 0;
  for (let rank = 0; rank < order.length; rank++) {
    if (passed[order[rank]!]! > cutoff) passing[count++] = order[rank]!;
  }
  return passing.subarray(0, count);
}

/** For each cut-off the number of adjusted p-values below alpha; one sorting of the p-values serves all. */
function countRejections(
  passed: Uint16Array,
  ascending: Float64Array,
  order: Uint32Array,
  cutoffs: number,
  alpha: number,
  method: AdjustMethod,
): Float64Array {
  const passedOfRank = new Uint16Array(order.length);
  const passing = new Float64Array(cutoffs + 1);
  for (let rank = 0; rank < order.length; rank++) {
    const count = passed[order[rank]!]!;
    passedOfRank[rank] = count;
    passing[count]!++;
  }
  for (let i = cutoffs - 1; i >= 0; i--) passing[i]! += passing[i + 1]!;
  return Float64Array.from({ length: cutoffs }, (_, i) => {
    const n = passing[i + 1]!;
    const factor = method === 'BY' ? harmonicNumber(n) : 1;
    let rank = 0;
    let rejected = 0;
    for (let k = 0; k < ascending.length; k++) {
      const p = ascending[k]!;
      if (!(p < alpha)) break; // no adjustment makes a p-value smaller
      if (passedOfRank[k]! <= i) continue;
      rank++;
      if (method === 'BH' || method === 'BY') {
        if (((factor * n) / rank) * p < alpha) rejected = rank;
      } else if (method === 'none') rejected = rank;
      else {
        const multiple = method === 'holm' ? n - rank + 1 : n;
        if (!(multiple * p < alpha)) break;
        rejected = rank;
      }
    }
    return rejected;
  });
}

function chooseQuantile(thetas: Float64Array, rejections: Float64Array): number {
  if (Math.max(...rejections) <= TOO_FEW_REJECTIONS) return 0;
  const smooth = lowess(thetas, rejections, { span: SMOOTHING_SPAN });
  let squares = 0;
  let count = 0;
  rejections.forEach((value, i) => {
    if (value > 0) {
      squares += (value - smooth[i]!) ** 2;
      count++;
    }
  });
  const threshold = Math.max(...smooth) - Math.sqrt(squares / count);
  return Math.max(
    rejections.findIndex((value) => value > threshold),
    0,
  );
}

function harmonicNumber(n: number): number {
  let sum = 0;
  for (let k = 1; k <= n; k++) sum += 1 / k;
  return sum;
}
