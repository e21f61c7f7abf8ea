// The tails of Stirling's series: lgamma(x) = (x - 1/2) log x - x + log(2 pi) / 2 + c(x), digamma(x) = log x - 1/(2x) - d(x).
// For x >= 9 both are x^-1 and x^-2 times a polynomial of degree 4 in x^-2, fitted at Chebyshev nodes with mpmath;
// absolute error 1e-16. Below, x is shifted by 9.

import { C_0, C_1, C_2, C_3, C_4, constant, D_0, D_1, D_2, D_3, D_4 } from '../../../../wasm/assembly/constants';

// @ts-ignore: decorator
@inline
export const TAIL_FROM: i32 = 9;

// @ts-ignore: decorator
@inline
export const C0: f64 = 0.08333333333333236;
// @ts-ignore: decorator
@inline
export const C1: f64 = -0.00277777777383561332;
// @ts-ignore: decorator
@inline
export const C2: f64 = 0.00079364822844875339959;
// @ts-ignore: decorator
@inline
export const C3: f64 = -0.00059465090628943517215;
// @ts-ignore: decorator
@inline
export const C4: f64 = 0.00078625801619136170108;
// @ts-ignore: decorator
@inline
const D0: f64 = 0.083333333333322820774;
// @ts-ignore: decorator
@inline
const D1: f64 = -0.008333333290717526453;
// @ts-ignore: decorator
@inline
const D2: f64 = 0.0039682262171207368958;
// @ts-ignore: decorator
@inline
const D3: f64 = -0.0041603037933815129096;
// @ts-ignore: decorator
@inline
const D4: f64 = 0.0069722038833475273783;

export let tailC: f64 = 0;
/** 1 / (2r) + d(r) */
export let tailD: f64 = 0;

/** Sets tailC and tailD at r = 1 / alpha, for any r > 0. */
export function setTails(alpha: f64): void {
  const r = 1.0 / alpha;
  const shift = r < <f64>TAIL_FROM;
  const y = shift ? r + <f64>TAIL_FROM : r;
  const inverse = 1.0 / y;
  const z = inverse * inverse;
  tailC = inverse * (C0 + z * (C1 + z * (C2 + z * (C3 + z * C4))));
  tailD = 0.5 * inverse + z * (D0 + z * (D1 + z * (D2 + z * (D3 + z * D4))));
  if (!shift) return;
  // The sum of the reciprocals of the steps is the fraction over their product.
  let product = 1.0;
  let fraction = 1.0;
  for (let i = 1; i < TAIL_FROM; i++) {
    const step = 1.0 + <f64>i * alpha;
    fraction = fraction * step + product;
    product *= step;
  }
  const ratio = Math.log(1.0 + <f64>TAIL_FROM * alpha);
  tailC += (y - 0.5) * ratio - <f64>TAIL_FROM - Math.log(product);
  tailD += (alpha * fraction) / product - ratio;
}

/** x c(x) as a polynomial in z = x^-2 on two lanes, x >= 9. */
// @ts-ignore: decorator
@inline
export function tailCPolynomial(z: v128): v128 {
  return polynomial(z, C_0, C_1, C_2, C_3, C_4);
}

/** x^2 d(x), likewise. */
// @ts-ignore: decorator
@inline
export function tailDPolynomial(z: v128): v128 {
  return polynomial(z, D_0, D_1, D_2, D_3, D_4);
}

// @ts-ignore: decorator
@inline
function polynomial(z: v128, a0: i32, a1: i32, a2: i32, a3: i32, a4: i32): v128 {
  const low = f64x2.add(constant(a0), f64x2.mul(z, constant(a1)));
  const high = f64x2.add(constant(a2), f64x2.mul(z, f64x2.add(constant(a3), f64x2.mul(z, constant(a4)))));
  return f64x2.add(low, f64x2.mul(f64x2.mul(z, z), high));
}
