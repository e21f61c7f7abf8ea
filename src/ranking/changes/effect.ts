import type { GeneResults } from '../../engines/gene-results.ts';

/** Over-expression of a miRNA pushes its targets down; inhibition, also by knock-out, lets them rise. */
export type Effect = (typeof effects)[number];

export const effects = ['overexpression', 'inhibition'] as const;

/** What a log2 fold change is multiplied by so that targets are positive: their repression. */
export function repressionSign(effect: Effect): 1 | -1 {
  return effect === 'overexpression' ? -1 : 1;
}

/** One experiment with the miRNA. */
export interface Contrast {
  readonly changes: GeneResults;
  readonly effect: Effect;
  /** What it shares with contrasts of other miRNAs (`sharedResponse`): genes are then assessed by what is left. */
  readonly shared?: TakenOut | undefined;
}

/** A response that is no effect of the miRNA, taken out of a contrast. */
export interface TakenOut {
  /** [genes of the changes] log2. */
  readonly taken: Float64Array;
  /** [genes of the changes] by which the standard errors are multiplied. */
  readonly errorFactor: Float64Array;
  /** The changes less that, with the errors of what is left. */
  readonly corrected: GeneResults;
  /** Correlation of the changes with what is taken out, over genes without a site. */
  readonly correlation: number;
}

/** The changes that speak for the miRNA. */
export function evidenceOf({ changes, shared }: Contrast): GeneResults {
  return shared?.corrected ?? changes;
}
