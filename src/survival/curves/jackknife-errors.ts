import type { SurvivalRows } from '../survival-rows.ts';
import type { SurvivalCurve } from './survival-curve.ts';

/**
 * Standard errors of ln S(t) by the infinitesimal jackknife, which R takes where weights are not whole numbers.
 *
 * The influence of subject i on ln S(t) is w_i A(t) while it is at risk, with A(t) = sum over event times u <= t of e / (n (n - e)); it
 * stays w_i A(c) once it is censored at c, and w_i (A(d-) - 1 / n(d)) once it died at d. se^2 is the sum of their squares; 0 where S = 0.
 * `order` sorts the rows by time. Returns [distinct times]. O(n). Source: T. M. Therneau, P. M. Grambsch, Modeling Survival Data
 * (2000), 2.1; package survival 3.5-3, vignette "methods".
 */
export function jackknifeErrors(
  { time, event, weights }: Pick<SurvivalRows, 'time' | 'event' | 'weights'>,
  order: Uint32Array,
  { time: times, died, atRisk }: Pick<SurvivalCurve, 'time' | 'died' | 'atRisk'>,
): Float64Array {
  const n = order.length;
  const errors = new Float64Array(times.length);
  // Squares of the weights from each place on: summed from the end, since differences would lose digits.
  const staying = new Float64Array(n + 1);
  for (let k = n - 1; k >= 0; k--) staying[k] = staying[k + 1]! + weights[order[k]!]! ** 2;
  let settled = 0;
  let a = 0;
  for (let row = 0, k = 0; row < times.length; row++) {
    const [e, r] = [died[row]!, atRisk[row]!];
    const before = a;
    if (e > 0) a += e / (r * (r - e));
    const start = k;
    for (; k < n && time[order[k]!] === times[row]; k++) {
      if (event[order[k]!] === 1) settled += (weights[order[k]!]! * (before - 1 / r)) ** 2;
    }
    if (!(a < Number.POSITIVE_INFINITY)) return errors; // S is 0 from here on
    for (let i = start; i < k; i++) if (event[order[i]!] !== 1) settled += (weights[order[i]!]! * a) ** 2;
    errors[row] = Math.sqrt(settled + staying[k]! * a * a);
  }
  return errors;
}
