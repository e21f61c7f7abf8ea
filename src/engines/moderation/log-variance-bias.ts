import * as math from '../../stats/math/portable.ts';
import { digamma } from '../../stats/special/digamma.ts';

/**
 * ln d - psi(d): how far the mean of the logarithm of a gamma variable of shape d and mean 1 lies below 0. With d half the
 * degrees of freedom it is the bias of a log sample variance. Domain d > 0.
 * Source: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3, doi:10.2202/1544-6115.1027, section 6.2.
 */
export function logVarianceBias(d: number): number {
  return math.log(d) - digamma(d);
}
