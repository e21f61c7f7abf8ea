import { exp, LARGEST_EXPONENT } from './exp.ts';
import { expm1 } from './expm1.ts';
import { log } from './log.ts';
import { log1p } from './log1p.ts';

// Hyperbolic functions and their inverses. Accuracy: about 2 ulp. Source: fdlibm 5.3, e_sinh.c, s_tanh.c, s_asinh.c and
// e_atanh.c (Sun Microsystems, 1993).

const TINY = 2 ** -28;

/** Domain: all x. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  const half = x < 0 ? -0.5 : 0.5;
  if (size < 22) {
    if (size < TINY) return x;
    const t = expm1(size);
    return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  if (size < LARGEST_EXPONENT) return half * exp(size);
  const root = exp(0.5 * size);
  return half * root * root;
}

/** Domain: all x. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < TINY) return x;
  if (Number.isNaN(x)) return x;
  const t = size < 22 ? expm1(size >= 1 ? 2 * size : -2 * size) : 0;
  const value = size >= 22 ? 1 : size >= 1 ? 1 - 2 / (t + 2) : -t / (t + 2);
  return x < 0 ? -value : value;
}

/** Domain: all x. */
export function asinh(x: number): number {
  const size = Math.abs(x);
  if (size < TINY || !Number.isFinite(x)) return x;
  let value: number;
  if (size > 2 ** 28) value = log(size) + Math.LN2;
  else if (size > 2) value = log(2 * size + 1 / (Math.sqrt(x * x + 1) + size));
  else value = log1p(size + (x * x) / (1 + Math.sqrt(1 + x * x)));
  return x < 0 ? -value : value;
}

/** Domain: -1 to 1; elsewhere NaN. */
export function atanh(x: number): number {
  const size = Math.abs(x);
  if (size < TINY) return x;
  const twice = size + size;
  const value = 0.5 * log1p(size < 0.5 ? twice + (twice * size) / (1 - size) : twice / (1 - size));
  return x < 0 ? -value : value;
}
