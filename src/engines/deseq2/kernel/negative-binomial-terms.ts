import * as math from '../../../stats/math/portable.ts';
import { lgamma } from '../../../stats/special/lgamma.ts';
import { stirlingError } from '../../../stats/special/saddle-point.ts';

const TABLE_SIZE = 65_536;
const logFactorials = new Float64Array(TABLE_SIZE).fill(Number.NaN);

/** ln k! for whole k >= 0. */
export function logFactorial(k: number): number {
  if (k >= TABLE_SIZE) return lgamma(k + 1);
  const known = logFactorials[k]!;
  if (!Number.isNaN(known)) return known;
  const value = lgamma(k + 1);
  logFactorials[k] = value;
  return value;
}

/**
 * ln Gamma(k + 1/alpha) - ln Gamma(1/alpha) + k ln alpha = sum over i < k of ln(1 + i alpha): the part of the negative
 * binomial log likelihood that holds the gamma functions, without their cancellation for small alpha.
 *
 * By the product for k <= 8, by Stirling's formula where 1/alpha >= 10, else by lgamma. Domain: whole k >= 0, alpha > 0.
 */
export function logRisingProduct(k: number, alpha: number): number {
  if (k <= 8) {
    let product = 1;
    for (let i = 1; i < k; i++) product *= 1 + i * alpha;
    return math.log(product);
  }
  const r = 1 / alpha;
  if (r < 10) return lgamma(k + r) - lgamma(r) + k * math.log(alpha);
  return (k + r - 0.5) * math.log1p(k * alpha) - k + stirlingError(k + r) - stirlingError(r);
}
