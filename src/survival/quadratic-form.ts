import { factorSemidefinite, solveSemidefinite } from '../linalg/semidefinite-cholesky.ts';

/** R's .Machine$double.eps^0.75: below this share of the largest, a pivot is 0 and its column redundant. */
export const RANK_TOLERANCE = 2 ** -39;

/** u' A^- u for a positive semidefinite A [p x p], redundant columns left out; and the rank of A. */
export function quadraticForm(
  a: Float64Array,
  u: ArrayLike<number>,
  p: number,
): { readonly value: number; readonly rank: number } {
  const factors = Float64Array.from(a);
  const rank = factorSemidefinite(factors, p, RANK_TOLERANCE);
  const solution = Float64Array.from(u);
  solveSemidefinite(factors, p, solution);
  let value = 0;
  for (let i = 0; i < p; i++) value += solution[i]! * u[i]!;
  return { value, rank };
}
