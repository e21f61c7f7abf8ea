/**
 * Chebyshev series a_0 / 2 + sum a_i T_i(x) on [-1, 1] by Clenshaw's recurrence, in the order of operations that R
 * uses, so that equal coefficients give equal bits.
 *
 * Source: R. Broucke, Algorithm 446, CACM 16 (1973) 254.
 */
export function chebyshevSeries(x: number, coefficients: Float64Array): number {
  const twoX = x * 2;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) {
    b2 = b1;
    b1 = b0;
    b0 = twoX * b1 - b2 + coefficients[i]!;
  }
  return (b0 - b2) * 0.5;
}
