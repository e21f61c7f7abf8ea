import type { GeneResults } from '../../engines/gene-results.ts';

/** Over-expression of a miRNA pushes its targets down; inhibition, also by knock-out, lets them rise. */
export type Effect = 'overexpression' | 'inhibition';

/** What a log2 fold change is multiplied by so that targets are positive: their repression. */
export function repressionSign(effect: Effect): 1 | -1 {
  return effect === 'overexpression' ? -1 : 1;
}

/** One experiment with the miRNA. */
export interface Contrast {
  readonly changes: GeneResults;
  readonly effect: Effect;
}
