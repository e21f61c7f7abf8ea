import { judgeMovement, type SetMovement } from '../../ranking/shift/set-movement.ts';
import type { StudySummary, TargetResults } from '../report-data.ts';

/** Did genes with a site move as the perturbation of the miRNA predicts? All of them, or the strongest where only these are known. */
export function siteVerdict(study: StudySummary, { shifts, overall }: TargetResults): SetMovement {
  return judgeMovement(overall ?? shifts[0], study);
}
