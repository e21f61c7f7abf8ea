import { orderAscending } from '../stats/ranks/order-ascending.ts';

/** R's sqrt(.Machine$double.eps): what survival analysis takes for no difference of times or probabilities. */
export const TIE_TOLERANCE = 2 ** -26;

/**
 * Makes times equal that differ by rounding noise, as R's `aeqSurv`: days/30.4 gives two values for one day.
 *
 * Neighbors among the distinct times whose gap is at most 2^-26, or 2^-26 of the mean distinct |time|, become the first of
 * their run. `time` [n] finite, ascending by `order`; returns `time` itself where nothing is merged. Source: T. M. Therneau, package survival
 * 3.5-3, vignette "Roundoff error and tied times".
 */
export function mergeCloseTimes(time: Float64Array, order = orderAscending(time)): Float64Array {
  let distinct = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let before = Number.NaN;
  for (const i of order) {
    const value = time[i]!;
    if (value === before) continue;
    if (distinct > 0) least = Math.min(least, value - before);
    distinct++;
    sum += Math.abs(value);
    before = value;
  }
  const mean = sum / distinct;
  const isClose = (gap: number): boolean => gap <= TIE_TOLERANCE || gap / mean <= TIE_TOLERANCE;
  if (distinct < 2 || !isClose(least)) return time;
  const merged = new Float64Array(time.length);
  let first = Number.NaN;
  before = Number.NaN;
  for (const i of order) {
    const value = time[i]!;
    if (Number.isNaN(first) || (value !== before && !isClose(value - before))) first = value;
    merged[i] = first;
    before = value;
  }
  return merged;
}
