import type { SurvivalRows } from '../survival-rows.ts';
import type { SurvivalCurve } from './survival-curve.ts';

/**
 * Standard errors of ln S(t) by the infinitesimal jackknife, which R takes where weights are not whole numbers.
 *
 * The influence of subject i on S follows J_i <- J_i (1 - h) + w_i S(t-) (h Y_i - dN_i) / n with the hazard h = e / n;
 * se = sqrt(sum J^2) / S, and 0 where that is not defined (S = 0). `order` sorts the rows by time. Returns [distinct times].
 * Source: T. M. Therneau, P. M. Grambsch, Modeling Survival Data (2000), 2.1; survival 3.5-3, vignette "methods".
 */
export function jackknifeErrors(
  { time, event, weights }: Pick<SurvivalRows, 'time' | 'event' | 'weights'>,
  order: Uint32Array,
  { time: times, died, atRisk, survival }: Pick<SurvivalCurve, 'time' | 'died' | 'atRisk' | 'survival'>,
): Float64Array {
  const n = order.length;
  const influence = new Float64Array(n);
  const errors = new Float64Array(times.length);
  let gone = 0;
  let before = 1;
  let error = 0;
  for (let row = 0; row < times.length; row++) {
    const [e, r] = [died[row]!, atRisk[row]!];
    if (e > 0) {
      const hazard = e / r;
      let square = 0;
      for (let k = 0; k < n; k++) {
        const i = order[k]!;
        let value = influence[i]! * (1 - hazard);
        if (k >= gone) {
          const isDeath = event[i] === 1 && time[i] === times[row];
          value += (weights[i]! * before * (hazard - (isDeath ? 1 : 0))) / r;
        }
        influence[i] = value;
        square += value * value;
      }
      error = Math.sqrt(square);
      before = survival[row]!;
    }
    while (gone < n && time[order[gone]!]! <= times[row]!) gone++;
    errors[row] = error === 0 || survival[row] === 0 ? 0 : error / survival[row]!;
  }
  return errors;
}
