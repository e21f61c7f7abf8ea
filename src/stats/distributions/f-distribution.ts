import * as math from '../math/portable.ts';
import { betaKernel, incompleteBeta, logIncompleteBeta } from '../special/incomplete-beta.ts';
import { gammaKernel } from '../special/incomplete-gamma.ts';
import { invertLogTail } from '../special/invert-log-tail.ts';
import { chiSquaredLogLowerTail, chiSquaredLogUpperTail, chiSquaredUpperTail } from './chi-squared.ts';

/**
 * Upper tail P(F > f) of the F distribution.
 *
 * I_x(df2/2, df1/2) at x = df2 / (df2 + df1 f). Domain: f >= 0 (1 below), 0 < df1 < Infinity, df2 > 0; df2 = Infinity
 * is chi-squared / df1. Accuracy: 2e-13 relative where the tail is above 1e-300
 * (median 3e-16; 2,282 arguments, df2 to 8,000, mpmath).
 * Source: DLMF 8.17.
 */
export function fUpperTail(f: number, df1: number, df2: number): number {
  if (df2 === Number.POSITIVE_INFINITY) return chiSquaredUpperTail(df1 * f, df1);
  if (!(f > 0)) return f <= 0 ? 1 : Number.NaN;
  if (f === Number.POSITIVE_INFINITY) return 0;
  const part = df1 * f;
  return incompleteBeta(df2 / (df2 + part), part / (df2 + part), 0.5 * df2, 0.5 * df1);
}

/**
 * Density of the F distribution at f > 0.
 *
 * x^(df1/2) (1 - x)^(df2/2) / (f B(df1/2, df2/2)) at x = df1 f / (df2 + df1 f). Domain: f > 0 (0 elsewhere), degrees of
 * freedom as for `fUpperTail`. Accuracy: 1e-13 relative. Source: DLMF 8.17.
 */
export function fDensity(f: number, df1: number, df2: number): number {
  if (!(f > 0)) return f <= 0 ? 0 : Number.NaN;
  const part = df1 * f;
  if (df2 === Number.POSITIVE_INFINITY) return gammaKernel(0.5 * df1, 0.5 * part) / f;
  return betaKernel(part / (df2 + part), df2 / (df2 + part), 0.5 * df1, 0.5 * df2) / f;
}

/** ln P(F > f), also where it underflows; arguments as for `fUpperTail`. Accuracy: 1e-14 of
 * max(1, |ln P|). */
export function fLogUpperTail(f: number, df1: number, df2: number): number {
  if (df2 === Number.POSITIVE_INFINITY) return chiSquaredLogUpperTail(df1 * f, df1);
  if (!(f > 0)) return f <= 0 ? 0 : Number.NaN;
  if (f === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  const part = df1 * f;
  return logIncompleteBeta(df2 / (df2 + part), part / (df2 + part), 0.5 * df2, 0.5 * df1);
}

/** ln P(F <= f), also where it underflows; arguments as for `fUpperTail`. Accuracy: as `fLogUpperTail`. */
export function fLogLowerTail(f: number, df1: number, df2: number): number {
  if (!(f > 0)) return f <= 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (f === Number.POSITIVE_INFINITY) return 0;
  if (df2 === Number.POSITIVE_INFINITY) return chiSquaredLogLowerTail(df1 * f, df1);
  const part = df1 * f;
  return logIncompleteBeta(part / (df2 + part), df2 / (df2 + part), 0.5 * df1, 0.5 * df2);
}

/**
 * The f with P(F <= f) = p, R's `qf`.
 *
 * Domain 0 <= p <= 1, NaN elsewhere; degrees of freedom as for `fUpperTail`. Accuracy: 1e-15 relative
 * for moderate f, 1e-13 for f of 1e100 (its logarithm is what is searched); R 4.2 itself takes df2 > 4e5 as infinite.
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  return p > 0.5 ? fLogUpperQuantile(math.log(1 - p), df1, df2) : fLogLowerQuantile(math.log(p), df1, df2);
}

/** The f with ln P(F > f) = logP <= 0. Accuracy: as `fQuantile`. */
export function fLogUpperQuantile(logP: number, df1: number, df2: number): number {
  if (!(logP <= 0)) return Number.NaN;
  if (logP > -Math.LN2) return fLogLowerQuantile(math.log(-math.expm1(logP)), df1, df2);
  return invertLogTail((f) => fLogUpperTail(f, df1, df2), logP);
}

/** The f with ln P(F <= f) = logP <= 0. Accuracy: as `fQuantile`. */
export function fLogLowerQuantile(logP: number, df1: number, df2: number): number {
  if (!(logP <= 0)) return Number.NaN;
  if (logP > -Math.LN2) return fLogUpperQuantile(math.log(-math.expm1(logP)), df1, df2);
  return 1 / invertLogTail((inverse) => fLogLowerTail(1 / inverse, df1, df2), logP);
}
