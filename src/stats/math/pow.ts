import { power } from './exact-power.ts';

/**
 * x^y, exact where both are whole and the result is below 2^53.
 *
 * Domain and special values: those of `**` in ECMAScript. Accuracy: 0.52 ulp, see `power` in exact-power.ts.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (!Number.isFinite(y)) return size === 1 ? Number.NaN : size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (x < 0 && size !== Number.POSITIVE_INFINITY && !Number.isInteger(y)) return Number.NaN;
  const isNegative = Math.abs(y % 2) === 1 && (x < 0 || Object.is(x, -0));
  let value: number;
  if (size === 0 || size === 1 || size === Number.POSITIVE_INFINITY) value = y < 0 ? 1 / size : size;
  else value = power(size, y);
  return isNegative ? -value : value;
}
