import type { Note } from '../design/note.ts';
import type { PreparedCounts } from '../normalize/prepare-counts.ts';

/** How many genes were left out for low counts, where any were. */
export function describeLeftOut({
  genes,
  prepared,
}: {
  readonly genes: number;
  readonly prepared: PreparedCounts;
}): readonly Note[] {
  const { length } = prepared.kept;
  if (length === genes) return [];
  const text = `${genes - length} of ${genes} genes have counts too low to be tested (filterByExpr) and stand in the results with NA`;
  return [{ code: 'GENES_LEFT_OUT', text }];
}
