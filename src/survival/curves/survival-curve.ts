/** One curve; all columns [distinct times], ascending in time, a row for each time of an event or a censoring. */
export interface SurvivalCurve {
  /** Subjects, and those with an event. */
  readonly n: number;
  readonly events: number;
  readonly dropped: number;
  readonly time: Float64Array;
  /** Weighted numbers at risk just before, with an event at, and censored at each time. */
  readonly atRisk: Float64Array;
  readonly died: Float64Array;
  readonly censored: Float64Array;
  /** Kaplan-Meier S(t). */
  readonly survival: Float64Array;
  /** Standard error of ln S(t): Greenwood's, or the infinitesimal jackknife for weights that are not whole. */
  readonly logError: Float64Array;
  /** Nelson-Aalen H(t). */
  readonly cumulativeHazard: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}
