import * as math from '../../../stats/math/portable.ts';
import { lgamma, lgammaStirling } from '../../../stats/special/lgamma.ts';
import { RISING as TABLE_SIZE } from '../../kernels/counts/count-layout.ts';

/** A dispersion with what depends on it alone. */
export interface DispersionTable {
  /** phi > 0. */
  readonly dispersion: number;
  /** [K]: ln Gamma(K + r) - ln Gamma(r) - K ln r = sum over i < K of ln(1 + i phi), r = 1 / phi, for small K. */
  readonly logRising: Float64Array;
  /** ln Gamma(r) and ln r. */
  readonly logGammaSize: number;
  readonly logSize: number;
}

export function tabulateDispersion(dispersion: number): DispersionTable {
  const logRising = new Float64Array(TABLE_SIZE);
  for (let k = 1; k < TABLE_SIZE; k++) logRising[k] = logRising[k - 1]! + math.log1p((k - 1) * dispersion);
  const size = 1 / dispersion;
  return { dispersion, logRising, logGammaSize: lgamma(size), logSize: math.log(size) };
}

/** ln Gamma(K + r) - ln Gamma(r) - K ln r of any whole K. */
export function logRisingOf(count: number, table: DispersionTable): number {
  return count < TABLE_SIZE ? table.logRising[count | 0]! : logRisingOfLarge(count, table);
}

function logRisingOfLarge(count: number, { dispersion, logGammaSize, logSize }: DispersionTable): number {
  return lgammaStirling(count + 1 / dispersion) - logGammaSize - count * logSize;
}
