import type { SeedSiteType } from '../mirna/sites/site-types.ts';

/** The four canonical types; what a gene has at best. */
export type CanonicalSiteType = Extract<SeedSiteType, '8mer' | '7mer-m8' | '7mer-A1' | '6mer'>;

/** Genes with a site (by their strongest type) against genes without any. */
export interface SiteShift {
  readonly type: CanonicalSiteType | '7 or 8 nt' | 'any';
  readonly genes: number;
  readonly genesWithout: number;
  /** Median log2 fold change of genes with, minus that of genes without. */
  readonly medianShift: number;
  /** 95 % confidence interval of the shift. */
  readonly ciLow?: number | undefined;
  readonly ciHigh?: number | undefined;
  /** One-sided, in the direction in which targets are expected to move. */
  readonly rankSumP?: number | undefined;
  readonly ksP?: number | undefined;
  /** Against as many genes without a site that are alike in expression and 3' UTR. */
  readonly matched?: MatchedShift | undefined;
}

export interface MatchedShift {
  readonly genes: number;
  readonly medianShift: number;
  /** 95 % confidence interval of the shift. */
  readonly ciLow: number;
  readonly ciHigh: number;
  readonly rankSumP: number;
  readonly ksP: number;
}
