import * as math from '../math/portable.ts';
import { incompleteBeta, logIncompleteBeta } from '../special/incomplete-beta.ts';
import { invertLogTail } from '../special/invert-log-tail.ts';
import { normalLogUpperQuantile, normalLogUpperTail, normalUpperTail } from './normal.ts';

// Beyond, the continued fraction takes milliseconds and t differs from the normal distribution by t^4 / (4 df) only.
const NORMAL_FROM = 1e12;

/**
 * Upper tail P(T > t) of Student's t distribution.
 *
 * I_x(df/2, 1/2) / 2 at x = df / (df + t^2) for t > 0. Domain: all t, df > 0 (Infinity: normal). Accuracy: 1.2e-13
 * relative where the tail is above 1e-300 (median 5e-17; 4,671 arguments, df to 8,000, mpmath). Source: DLMF 8.17.
 */
export function studentTUpperTail(t: number, df: number): number {
  if (df > NORMAL_FROM) return normalUpperTail(t);
  const { x, y } = betaArguments(t, df);
  const tail = 0.5 * incompleteBeta(x, y, 0.5 * df, 0.5);
  return t < 0 ? 1 - tail : tail;
}

/** ln P(T > t), also where it underflows; arguments as for `studentTUpperTail`. Accuracy: 6e-15 of
 * max(1, |ln P|) for |t| < 1e150. */
export function studentTLogUpperTail(t: number, df: number): number {
  if (df > NORMAL_FROM) return normalLogUpperTail(t);
  const { x, y } = betaArguments(t, df);
  if (t < 0) return math.log1p(-0.5 * incompleteBeta(x, y, 0.5 * df, 0.5));
  return logIncompleteBeta(x, y, 0.5 * df, 0.5) - Math.LN2;
}

/**
 * The t with ln P(T > t) = logP.
 *
 * Domain: logP <= 0 (NaN above), df > 0. Accuracy: 1e-15 relative for moderate t,
 * 2e-13 for t of 1e100 (its logarithm is what is searched).
 */
export function studentTLogUpperQuantile(logP: number, df: number): number {
  if (!(logP <= 0)) return Number.NaN;
  if (df > NORMAL_FROM) return normalLogUpperQuantile(logP);
  if (logP > -Math.LN2) return -studentTLogUpperQuantile(math.log(-math.expm1(logP)), df);
  return invertLogTail((t) => studentTLogUpperTail(t, df), logP);
}

/** The t with P(T > t) = p; 0 <= p <= 1. Accuracy: as `studentTLogUpperQuantile`. */
export function studentTUpperQuantile(p: number, df: number): number {
  return p > 0.5 ? -studentTLogUpperQuantile(math.log1p(-p), df) : studentTLogUpperQuantile(math.log(p), df);
}

/** x = df / (df + t^2) and y = 1 - x, without overflow of t^2. */
function betaArguments(t: number, df: number): { readonly x: number; readonly y: number } {
  if (Math.abs(t) < 1e150) {
    const square = t * t;
    return { x: df / (df + square), y: square / (df + square) };
  }
  return { x: df / t / t, y: 1 };
}
