import { carriedSum } from '../stats/math/carried-sum.ts';
import * as math from '../stats/math/portable.ts';
import { median } from '../stats/ranks/median.ts';
import { rankWindow } from '../stats/ranks/rank-window.ts';

const LOG_RATIO_TRIM = 0.3;
const MEAN_TRIM = 0.05;
const LOWEST_MEAN = -1e10;
const SAME = 1e-6;
const SMALL_COUNTS = 2048;

/**
 * Trimmed mean of M-values of each library against the reference, the one whose upper quartile is nearest to the mean
 * of all (or, where most quartiles are 0, the one with the largest sum of square roots).
 *
 * M_g = log2 of the ratio of shares, A_g their mean log2 share; the outer 30 % by M and 5 % by A are left out, the rest
 * weighted by the inverse of the approximate variance of M. Source: Robinson and Oshlack 2010,
 * doi:10.1186/gb-2010-11-3-r25.
 *
 * @param columns counts of each sample; @param sizes [samples] library sizes; @param quartiles [samples] 75 % quantile of
 *   each library over its size
 * @returns [samples], not yet scaled to geometric mean 1
 */
export function trimmedMeanFactors(
  columns: readonly Float64Array[],
  sizes: Float64Array,
  quartiles: Float64Array,
): Float64Array {
  const chosen = chooseReference(columns, quartiles);
  const size = sizes[chosen]!;
  const counts = columns[chosen]!;
  const shares = counts.map((count) => count / size);
  const reference = { counts, size, shares, logShares: shares.map(math.log2) };
  return Float64Array.from(columns, (column, j) => trimmedMeanFactor(column, sizes[j]!, reference));
}

function chooseReference(columns: readonly Float64Array[], quartiles: Float64Array): number {
  return referenceByQuartile(quartiles) ?? largestRootSum(columns);
}

/** The first sample whose upper quartile is nearest to their mean; undefined where most are 0. */
export function referenceByQuartile(quartiles: Float64Array): number | undefined {
  if (median(quartiles) < 1e-20) return undefined;
  const mean = carriedSum(quartiles.length, (j) => quartiles[j]!, quartiles.length);
  let nearest = 0;
  quartiles.forEach((quartile, j) => {
    if (Math.abs(quartile - mean) < Math.abs(quartiles[nearest]! - mean)) nearest = j;
  });
  return nearest;
}

/** The first sample with the largest sum over genes of sqrt(K). */
export function largestRootSum(columns: readonly Float64Array[]): number {
  const sums = columns.map((column) => column.reduce((sum, count) => sum + Math.sqrt(count), 0));
  return sums.indexOf(Math.max(...sums));
}

interface Reference {
  /** [genes] each; shares are of the library, their logarithms to base 2. */
  readonly counts: Float64Array;
  readonly size: number;
  readonly shares: Float64Array;
  readonly logShares: Float64Array;
}

function trimmedMeanFactor(observed: Float64Array, size: number, reference: Reference): number {
  const { size: referenceSize, shares, logShares } = reference;
  // Small counts come again and again; their logarithms do not.
  const logsOfSmall = Float64Array.from({ length: SMALL_COUNTS }, (_, count) => math.log2(count / size));
  const genes = observed.length;
  const m = new Float64Array(genes);
  const a = new Float64Array(genes);
  const variance = new Float64Array(genes);
  let n = 0;
  let largest = 0;
  for (let gene = 0; gene < genes; gene++) {
    const count = observed[gene]!;
    const other = reference.counts[gene]!;
    if (count === 0 || other === 0) continue;
    const share = count / size;
    m[n] = math.log2(share / shares[gene]!);
    const logShare = count < SMALL_COUNTS && Number.isInteger(count) ? logsOfSmall[count]! : math.log2(share);
    a[n] = (logShare + logShares[gene]!) / 2;
    if (!(a[n]! > LOWEST_MEAN)) continue;
    variance[n] = (size - count) / size / count + (referenceSize - other) / referenceSize / other;
    largest = Math.max(largest, Math.abs(m[n]!));
    n++;
  }
  if (largest < SAME) return 1;
  const lowM = Math.floor(n * LOG_RATIO_TRIM) + 1;
  const lowA = Math.floor(n * MEAN_TRIM) + 1;
  const windowM = rankWindow(m.subarray(0, n), lowM, n + 1 - lowM);
  const windowA = rankWindow(a.subarray(0, n), lowA, n + 1 - lowA);
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < n; i++) {
    if (!(m[i]! >= windowM.least && m[i]! <= windowM.largest)) continue;
    if (!(a[i]! >= windowA.least && a[i]! <= windowA.largest)) continue;
    sum += m[i]! / variance[i]!;
    weights += 1 / variance[i]!;
  }
  return weights > 0 && !Number.isNaN(sum) ? math.pow(2, sum / weights) : 1;
}
