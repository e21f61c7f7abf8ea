import { expExact } from '../math/exact-exp.ts';
import { logExact } from '../math/exact-log.ts';

const ASYMPTOTIC_FROM = 12;

/** B_2, B_4, ... */
const BERNOULLI = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
  -174611 / 330,
  854513 / 138,
];
const SERIES_FROM = 10;
const NEGLIGIBLE = 2 ** -53;

/**
 * Trigamma function psi'(x), the second derivative of lgamma, with the bits of R's `trigamma` for x >= 1e-7.
 *
 * psi'(y) = 1/y + 1/(2 y^2) + sum B_2k / y^(2k+1) at y = x shifted to at least 10 by psi'(x) = psi'(x + 1) + 1/x^2.
 * Domain x > 0; NaN elsewhere. Accuracy: that of R, 2.2e-15 (8,000 arguments over 2e-9..5e8, mpmath). Source: D. E. Amos,
 * Algorithm 610, ACM TOMS 9 (1983) 494, in the steps of R's `dpsifn`.
 */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  const shift = Math.max(SERIES_FROM - Math.floor(x), 0);
  const y = x + shift;
  const smallest = NEGLIGIBLE * (0.5 / y);
  const square = 1 / (y * y);
  let power = square;
  let sum = power * BERNOULLI[0]!;
  if (Math.abs(sum) >= smallest) {
    for (let k = 1; k < BERNOULLI.length; k++) {
      const order = 2 * k;
      power = power * ((order + 2) / (order + 1)) * ((order + 1) / (order + 2)) * square;
      const term = power * BERNOULLI[k]!;
      if (Math.abs(term) < smallest) break;
      sum += term;
    }
  }
  sum = (sum + (0.5 / y + 1)) * expExact(-logExact(y));
  for (let k = shift - 1; k >= 0; k--) sum += 1 / ((x + k) * (x + k));
  return sum;
}

/**
 * Tetragamma function psi''(x), the third derivative of lgamma; negative.
 *
 * psi''(y) = -1/y^2 - 1/y^3 - sum (2k + 1) B_2k / y^(2k+2) at y = x shifted to at least 12 by psi''(x) = psi''(x + 1) -
 * 2/x^3. Domain x > 0; NaN elsewhere. Accuracy: 7.3e-16 relative (8,000 arguments over 2e-9..5e8, mpmath). Source: M.
 * Abramowitz, I. Stegun, Handbook of Mathematical Functions (1964), 6.4.6 and 6.4.13.
 */
export function tetragamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let recurrence = 0;
  let y = x;
  for (; y < ASYMPTOTIC_FROM; y++) recurrence += 2 / (y * y * y);
  const s = 1 / (y * y);
  const series =
    1 / 2 - s * (1 / 6 - s * (1 / 6 - s * (3 / 10 - s * (5 / 6 - s * (691 / 210 - s * (35 / 2 - s * (3617 / 30)))))));
  return -(recurrence + s * (1 + (1 + series / y) / y));
}
