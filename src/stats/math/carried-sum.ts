import { fusedMultiplyAdd } from './fused-multiply-add.ts';

/**
 * The sum of n terms over a divisor, rounded once: sums carry their errors, where R computes means in extended precision.
 *
 * Accuracy: the correctly rounded value unless the terms cancel. Source: A. Neumaier, ZAMM 54 (1974) 39,
 * doi:10.1002/zamm.19740540106.
 */
export function carriedSum(n: number, term: (j: number) => number, divisor = 1): number {
  let sum = 0;
  let carry = 0;
  for (let j = 0; j < n; j++) {
    const value = term(j);
    const next = sum + value;
    carry += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  const quotient = (sum + carry) / divisor;
  return quotient + (fusedMultiplyAdd(-quotient, divisor, sum) + carry) / divisor;
}
