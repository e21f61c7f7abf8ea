/** Fits one gene after another; what it finds stays in its arrays until the next gene. */
export interface GeneFitter {
  readonly samples: number;
  readonly columns: number;
  /** mu_j [samples]. */
  readonly mu: Float64Array;
  /** ln mu_j [samples]; -1e8 and the like where a group has no counts. */
  readonly logMu: Float64Array;
  /** [columns], natural logarithm; call `solveCoefficients` first. NaN for a gene without counts in a general design. */
  readonly beta: Float64Array;
  /**
   * A gene with counts [samples], at dispersion `dispersion` >= 0; `isWarm`: starts from what was found for the same counts
   * at another dispersion.
   */
  fit(counts: Float64Array, dispersion: number, isWarm?: boolean): void;
  /** Brings `beta` up to date. */
  solveCoefficients(): void;
}
