import * as math from '../math/portable.ts';
import { logIncompleteGammaLower, logIncompleteGammaUpper } from '../special/incomplete-gamma.ts';
import { invertLogTail } from '../special/invert-log-tail.ts';
import { lgamma } from '../special/lgamma.ts';

const MAX_STEPS = 12;
const CONVERGED = 1e-14;

/** ln P(X > x) of the gamma distribution with unit scale. Domain: x >= 0, shape > 0. */
export function gammaLogUpperTail(x: number, shape: number): number {
  return logIncompleteGammaUpper(shape, x);
}

/** ln P(X <= x) of the gamma distribution with unit scale. */
export function gammaLogLowerTail(x: number, shape: number): number {
  return logIncompleteGammaLower(shape, x);
}

/**
 * The x with ln P(X > x) = logP (`isUpper`) or ln P(X <= x) = logP, gamma distribution with unit scale.
 *
 * Newton's steps on the logarithm of the tail from `guess`; where these fail, a bracketing search. Domain: logP <= 0, shape
 * > 0, guess > 0. Accuracy: 1e-13 relative.
 */
export function gammaLogQuantile(logP: number, shape: number, isUpper: boolean, guess: number): number {
  if (logP === Number.NEGATIVE_INFINITY) return isUpper ? Number.POSITIVE_INFINITY : 0;
  if (logP === 0) return isUpper ? 0 : Number.POSITIVE_INFINITY;
  const tail = isUpper ? gammaLogUpperTail : gammaLogLowerTail;
  const logGamma = lgamma(shape);
  let x = guess;
  for (let step = 0; step < MAX_STEPS; step++) {
    const value = tail(x, shape);
    const logDensity = (shape - 1) * math.log(x) - x - logGamma;
    const slope = (isUpper ? -1 : 1) * math.exp(logDensity - value);
    const change = (logP - value) / slope;
    if (!Number.isFinite(change)) break;
    const next = x + change;
    x = next > 0 ? next : x / 8;
    if (Math.abs(change) <= CONVERGED * x) return x;
  }
  return isUpper
    ? invertLogTail((at) => gammaLogUpperTail(at, shape), logP)
    : 1 / invertLogTail((inverse) => gammaLogLowerTail(1 / inverse, shape), logP);
}
