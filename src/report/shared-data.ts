/** What a report shows beside each contrast: what they have in common, sites one by one, and how to make it all again. */

/** How the genes of the contrasts overlap and agree. */
export interface ContrastComparison {
  /** `[contrasts x contrasts]`: Spearman's correlation of the fold changes. */
  readonly correlations: Float64Array;
  readonly significant: readonly SharedGenes[];
  readonly candidates: readonly SharedGenes[];
}

/** Genes that are found in just these contrasts, by index. */
export interface SharedGenes {
  readonly contrasts: readonly number[];
  /** Rows of the result tables. */
  readonly genes: readonly number[];
}

/** `[sites]` each, those of the first genes of the ranking first; NaN where a number is not known. */
export interface SiteListing {
  /** Rows of the result tables. */
  readonly genes: readonly number[];
  readonly mirnas: readonly string[];
  readonly types: readonly string[];
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  readonly contextScores: ArrayLike<number>;
  /** Probabilities that the 14 nt about the seed match are unpaired. */
  readonly accessibility: ArrayLike<number>;
  readonly pct: ArrayLike<number>;
  /** `yes`, `no`, or empty where the 3' UTRs were not aligned. */
  readonly conserved: readonly string[];
  readonly energiesKcalPerMol: ArrayLike<number>;
  /** Lines of the duplex, target 5' to 3' above: unpaired and paired bases of the target, paired and unpaired of the miRNA. */
  readonly duplexes: readonly (readonly [string, string, string, string])[];
}

/** A study that can be run again from the page alone. */
export interface Repetition {
  /** Of the study file below. */
  readonly fileName: string;
  /** A study file with every setting; it names its input files as they are called below. */
  readonly study: string;
  /** Input files, each by the end of its path that tells it from the others. */
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  readonly version: string;
}
