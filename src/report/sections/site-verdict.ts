import { judgeMovement, type SetMovement, tellingSet } from '../../ranking/shift/set-movement.ts';
import type { StudySummary, TargetResults } from '../report-data.ts';

/** Did genes with a site move as the perturbation of the miRNA predicts? */
export function siteVerdict(study: StudySummary, { shifts, strong, overall }: TargetResults): SetMovement {
  return judgeMovement(tellingSet([strong, overall, ...shifts].filter((set) => set !== undefined)), study);
}
