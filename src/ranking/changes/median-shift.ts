import { placesWhere } from '../../stats/columns/fill-columns.ts';
import { orderByValue, takeInOrder } from '../../stats/ranks/order-ascending.ts';

/** A difference of two medians with its 95 % confidence interval. */
export interface Shift {
  readonly shift: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % point of the standard normal. */
const Z = 1.959963984540054;

/**
 * Median of `values` minus median of `background`, each value counting by its weight (1 by default).
 *
 * Variance of a median: ((Q(1/2 + d) - Q(1/2 - d)) / 2z)^2, d = z / (2 sqrt n), Q the quantiles, n = (sum w)^2 / sum w^2
 * (McKean and Schrader 1984, doi:10.1080/03610918408812413); interval shift +- z sqrt(v1 + v2). NaN for an empty side.
 */
export function medianShift(values: Float64Array, background: Float64Array, weights?: Float64Array): Shift {
  const a = medianWithVariance(values, new Float64Array(values.length).fill(1));
  const b = medianWithVariance(background, weights ?? new Float64Array(background.length).fill(1));
  const shift = a.median - b.median;
  const half = Z * Math.sqrt(a.variance + b.variance);
  return { shift, low: shift - half, high: shift + half };
}

function medianWithVariance(values: Float64Array, weights: Float64Array) {
  const counted = placesWhere(values.length, (i) => weights[i]! > 0);
  const order = orderByValue(takeInOrder(values, counted)).map((k) => counted[k]!);
  const ordered = takeInOrder(values, order);
  const weight = takeInOrder(weights, order);
  let total = 0;
  let squares = 0;
  for (let k = 0; k < weight.length; k++) {
    total += weight[k]!;
    squares += weight[k]! ** 2;
  }
  const quantile = (p: number): number => {
    let below = 0;
    let before = Number.NaN;
    for (let k = 0; k < weight.length; k++) {
      // The median of an even number of equal weights lies between the two middle values.
      if (below > 0 && Math.abs(below - p * total) <= 1e-9 * total) return (before + ordered[k]!) / 2;
      below += weight[k]!;
      before = ordered[k]!;
      if (below > p * total * (1 + 1e-9)) return before;
    }
    return before;
  };
  const n = total ** 2 / squares;
  const d = Math.min(0.5, Z / (2 * Math.sqrt(n)));
  return { median: quantile(0.5), variance: ((quantile(0.5 + d) - quantile(0.5 - d)) / (2 * Z)) ** 2 };
}
