import { normalUpperQuantile } from '../../stats/distributions/normal.ts';
import { prepareSurvivalRows, type SurvivalQuestion, type SurvivalRows } from '../survival-rows.ts';
import { type LimitsType, survivalLimits } from './confidence-limits.ts';
import { jackknifeErrors } from './jackknife-errors.ts';
import type { SurvivalCurve } from './survival-curve.ts';

export interface CurveOptions {
  /** `log` by default. */
  readonly limits?: LimitsType | undefined;
  /** 0.95 by default. */
  readonly level?: number | undefined;
}

/**
 * Kaplan-Meier estimate of one group, as R's `survfit(Surv(time, event) ~ 1)`.
 *
 * S(t) = prod (1 - e/n), var ln S = sum e / (n (n - e)) over event times up to t; a subject censored at the time of an event is
 * still at risk. Rows with missing values are dropped and counted; strata and clusters of the question are not used.
 * O(n log n), with weights that are not whole O(n x events). Accuracy: 1e-13 relative to survival 3.5-3.
 * Source: E. L. Kaplan, P. Meier, JASA 53 (1958) 457, doi:10.1080/01621459.1958.10501452; M. Greenwood (1926).
 */
export function kaplanMeier(question: SurvivalQuestion, options: CurveOptions = {}): SurvivalCurve {
  return curveOfRows(prepareSurvivalRows({ ...question, strata: undefined, cluster: undefined }), options);
}

/** As `kaplanMeier`, of rows that are prepared. */
export function curveOfRows(rows: SurvivalRows, { limits = 'log', level = 0.95 }: CurveOptions = {}): SurvivalCurve {
  const { time, byTime: order, event, weights } = rows;
  const n = order.length;
  const size = countDistinct(time, order);
  const columns = Array.from({ length: 9 }, () => new Float64Array(size)) as Columns;
  const [times, atRisk, died, censored, survival, logError, cumulativeHazard, lower, upper] = columns;
  let risk = 0;
  for (let k = n - 1, row = size; k >= 0; ) {
    row--;
    const at = time[order[k]!]!;
    times[row] = at;
    for (; k >= 0 && time[order[k]!] === at; k--) {
      const i = order[k]!;
      risk += weights[i]!;
      if (event[i] === 1) died[row]! += weights[i]!;
      else censored[row]! += weights[i]!;
    }
    atRisk[row] = risk;
  }
  let s = 1;
  let hazard = 0;
  let variance = 0;
  for (let row = 0; row < size; row++) {
    const [e, r] = [died[row]!, atRisk[row]!];
    if (e > 0) {
      s *= (r - e) / r;
      hazard += e / r;
      variance += e / (r * (r - e));
    }
    survival[row] = s;
    cumulativeHazard[row] = hazard;
    logError[row] = Math.sqrt(variance);
  }
  const curve = { n, events: rows.events, dropped: rows.dropped, time: times, atRisk, died, censored, survival };
  const errors = rows.hasFractions ? jackknifeErrors(rows, order, curve) : logError;
  const z = normalUpperQuantile((1 - level) / 2);
  for (let row = 0; row < size; row++) {
    if (row > 0 && died[row] === 0) {
      lower[row] = lower[row - 1]!;
      upper[row] = upper[row - 1]!;
      continue;
    }
    const interval = survivalLimits(survival[row]!, errors[row]!, z, limits);
    lower[row] = interval.lower;
    upper[row] = interval.upper;
  }
  return { ...curve, logError: errors, cumulativeHazard, lower, upper };
}

type Column = Float64Array;
type Columns = [Column, Column, Column, Column, Column, Column, Column, Column, Column];

function countDistinct(time: Float64Array, order: Uint32Array): number {
  let distinct = 0;
  for (let k = 0; k < order.length; k++) if (k === 0 || time[order[k]!] !== time[order[k - 1]!]) distinct++;
  return distinct;
}
