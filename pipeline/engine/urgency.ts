import type { Instance } from './graph.ts';
import type { StudyShape } from './stage.ts';

/** Of a stage that says nothing. */
const USUAL_EFFORT = 1;

/**
 * How urgent each instance is: its effort and that of the longest way from it to an end, so that the first stage of the way
 * that takes longest never waits for one which little depends on. By id; `instances` in an order in which each comes after
 * what it reads.
 */
export function urgencies<Study extends StudyShape>(
  instances: readonly Instance<Study>[],
): ReadonlyMap<string, number> {
  const after = new Map<string, number>();
  const urgency = new Map<string, number>();
  for (const { id, stage, upstream } of [...instances].reverse()) {
    const own = (stage.effort ?? USUAL_EFFORT) + (after.get(id) ?? 0);
    urgency.set(id, own);
    for (const before of upstream) after.set(before, Math.max(after.get(before) ?? 0, own));
  }
  return urgency;
}
