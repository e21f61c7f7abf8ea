import * as math from '../math/portable.ts';
import { findRoot } from '../optimize/find-root.ts';

/**
 * The x > 0 at which a decreasing log tail takes the value logP, for the quantiles of t, F and chi-squared.
 *
 * Searches ln x: the bracket doubles outward from x = 1. Domain: logP between the limits of the tail; outside, 0 or
 * Infinity. Accuracy: a few ulp of x beyond that of the tail.
 */
export function invertLogTail(logTail: (x: number) => number, logP: number): number {
  if (logP === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const excess = (logX: number): number => logTail(math.exp(logX)) - logP;
  const sign = excess(0) > 0 ? 1 : -1;
  let inner = 0;
  let outer = sign;
  while (excess(outer) * sign > 0) {
    inner = outer;
    outer *= 2;
    if (Math.abs(outer) > 1024) return sign > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  return math.exp(findRoot(excess, inner, outer, 0));
}
