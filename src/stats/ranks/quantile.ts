import { selectInPlace } from './median.ts';
import { orderAscending } from './order-ascending.ts';

/**
 * Sample quantile of type 7 (R's default) from ascending values.
 *
 * (1 - h) x_lo + h x_hi at place 1 + (n - 1) p. Domain: `sorted` ascending without NaN, 0 <= p <= 1; NaN for no values.
 * Accuracy: the bits of R. Source: R. J. Hyndman, Y. Fan, Am. Stat. 50 (1996) 361, doi:10.2307/2684934.
 */
export function quantileType7(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const place = 1 + (n - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below - 1]!;
  const high = sorted[Math.ceil(place) - 1]!;
  const h = place - below;
  return h === 0 || low === high ? low : (1 - h) * low + h * high;
}

/** As `quantileType7` from values in any order, which are reordered: for one quantile faster than sorting. */
export function selectQuantileType7(values: Float64Array, p: number): number {
  const n = values.length;
  if (n === 0) return Number.NaN;
  const place = 1 + (n - 1) * p;
  const below = Math.floor(place);
  const low = selectInPlace(values, below - 1);
  const h = place - below;
  if (h === 0) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let i = below; i < n; i++) if (values[i]! < high) high = values[i]!;
  return low === high ? low : (1 - h) * low + h * high;
}

/**
 * Weighted sample quantile as DESeq2 takes it for the width of its normal prior (Hmisc's, weights rescaled to sum n).
 *
 * Place 1 + (n - 1) p, with x_k the smallest value whose cumulative weight reaches k; linear between the two neighbors.
 * `values`, `weights` [n]; pairs with weight 0 or NaN drop out; NaN for no values.
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, p: number): number {
  const order = orderAscending(values).filter((i) => weights[i]! > 0 && !Number.isNaN(values[i]!));
  const n = order.length;
  if (n === 0) return Number.NaN;
  let total = 0;
  for (const i of order) total += weights[i]!;
  const place = 1 + (n - 1) * p;
  const below = Math.max(Math.floor(place), 1);
  const above = Math.min(below + 1, n);
  let low = Number.NaN;
  let high = Number.NaN;
  let cumulative = 0;
  for (let k = 0; k < n; k++) {
    const value = values[order[k]!]!;
    cumulative += (weights[order[k]!]! * n) / total;
    const isLastOfTie = k === n - 1 || values[order[k + 1]!] !== value;
    if (!isLastOfTie) continue;
    if (Number.isNaN(low) && (cumulative >= below || k === n - 1)) low = value;
    if (Number.isNaN(high) && (cumulative >= above || k === n - 1)) high = value;
  }
  const h = place % 1;
  return (1 - h) * low + h * high;
}
