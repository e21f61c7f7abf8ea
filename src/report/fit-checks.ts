/** What became of the genes on the way to an adjusted p-value, and how the ways were chosen. */
export interface FitChecks {
  readonly filtering?: FilterTries | undefined;
  readonly cooks?: { readonly cutoff: number; readonly genes: number; readonly samples: readonly number[] } | undefined;
  /** Genes with an outlier by Cook's distance lost their p-value, so that one that has it has none. */
  readonly outliersFlagged?: boolean | undefined;
}

/** Independent filtering: quantiles of the mean count that were tried as thresholds, and the rejections at each. */
export interface FilterTries {
  readonly threshold: number;
  /** The quantile that was chosen. */
  readonly theta: number;
  readonly thetas: readonly number[];
  readonly rejections: readonly number[];
}
