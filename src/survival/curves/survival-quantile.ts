import { TIE_TOLERANCE } from '../merge-close-times.ts';
import type { SurvivalCurve } from './survival-curve.ts';

export interface SurvivalQuantile {
  /** NaN where the curve does not fall so far: "not reached". */
  readonly time: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The time by which a share `p` of the subjects had the event (0.5: the median), with its confidence limits.
 *
 * The first time with S(t) below 1 - p; where the curve runs at exactly 1 - p, midway to its next fall. The limits are where
 * those of the curve fall below. What is not reached is NaN, never the last time. Domain: 0 < p < 1. As R prints a curve.
 * Source: R. Brookmeyer, J. Crowley, Biometrics 38 (1982) 29, doi:10.2307/2530286.
 */
export function survivalQuantile(curve: SurvivalCurve, p = 0.5): SurvivalQuantile {
  const { time, survival, lower, upper } = curve;
  return {
    time: crossing(time, survival, 1 - p),
    lower: crossing(time, lower, 1 - p),
    upper: crossing(time, upper, 1 - p),
  };
}

function crossing(time: Float64Array, curve: Float64Array, height: number): number {
  const first = curve.findIndex((value) => value < height + TIE_TOLERANCE);
  if (first < 0) return Number.NaN;
  if (Math.abs(curve[first]! - height) >= TIE_TOLERANCE) return time[first]!;
  const next = curve.findIndex((value, row) => row > first && value < curve[first]!);
  return next < 0 ? time[first]! : (time[first]! + time[next]!) / 2;
}
