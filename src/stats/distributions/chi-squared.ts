import { incompleteGammaUpper, logIncompleteGammaLower, logIncompleteGammaUpper } from '../special/incomplete-gamma.ts';

/**
 * Upper tail P(X > x) of the chi-squared distribution.
 *
 * Q(df/2, x/2). Domain: x >= 0 (1 below), df > 0. Accuracy: 9e-14 relative for df < 150 where the tail is above 1e-300
 * (median 4e-16; 2,166 arguments, mpmath).
 */
export function chiSquaredUpperTail(x: number, df: number): number {
  return incompleteGammaUpper(0.5 * df, 0.5 * x);
}

/** ln P(X > x), also where it underflows; arguments as for `chiSquaredUpperTail`. Accuracy: 4e-14 of
 * max(1, |ln P|), near P = 1/2; 1e-15 in the tails. */
export function chiSquaredLogUpperTail(x: number, df: number): number {
  return logIncompleteGammaUpper(0.5 * df, 0.5 * x);
}

/**
 * ln P(X <= x), also where it underflows; arguments as for `chiSquaredUpperTail`. Accuracy: as
 * `chiSquaredLogUpperTail`.
 */
export function chiSquaredLogLowerTail(x: number, df: number): number {
  return logIncompleteGammaLower(0.5 * df, 0.5 * x);
}
