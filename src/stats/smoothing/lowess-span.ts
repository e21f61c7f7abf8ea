import * as math from '../math/portable.ts';

/**
 * A span for local regression that narrows as points become many: min + (1 - min) (small / n)^(1/3), at most 1.
 *
 * `n` points; `small` is the number up to which all points enter each fit, `least` the span for very many.
 * Source: the documentation of limma's `chooseLowessSpan` (defaults 25 and 0.2 in limma 3.54, 50 and 0.3 in 3.62).
 */
export function chooseLowessSpan(n: number, small: number, least: number): number {
  return Math.min(least + (1 - least) * math.pow(small / n, 1 / 3), 1);
}
