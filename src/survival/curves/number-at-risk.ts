import { requireLengths } from '../../arguments.ts';
import type { SurvivalCurve } from './survival-curve.ts';

/** Weighted numbers of subjects with a time of at least each of `times`, for the table below a curve; [times]. */
export function numberAtRisk({ time, atRisk }: SurvivalCurve, times: ArrayLike<number>): Float64Array {
  return Float64Array.from(times, (at) => {
    const row = time.findIndex((value) => value >= at);
    return row < 0 ? 0 : atRisk[row]!;
  });
}

/** Values of a step function such as `survival` or `lower` at each of `times`; `start` before the first; [times]. */
export function curveAt(
  { time }: SurvivalCurve,
  column: Float64Array,
  times: ArrayLike<number>,
  start: number,
): Float64Array {
  requireLengths({ column }, time.length, 'times');
  return Float64Array.from(times, (at) => {
    let row = time.length - 1;
    while (row >= 0 && time[row]! > at) row--;
    return row < 0 ? start : column[row]!;
  });
}
