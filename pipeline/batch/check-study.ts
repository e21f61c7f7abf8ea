import type { Workspace } from '../engine/decide.ts';
import { openDigests } from '../engine/digests.ts';
import { planRun } from '../engine/plan.ts';
import { isWrittenDown } from '../engine/provenance.ts';
import { formatReason } from '../engine/reason.ts';
import { digestsFile, openWorkspace } from '../engine/workspace.ts';
import { type BatchRecords, describeFailure, type StudyFailure } from './batch-records.ts';
import type { Batch, BatchStudy } from './open-batch.ts';

/** How far a study is. `new`: nothing of it is there yet; `queued` and `running`: in SLURM. */
export type StudyCheck = { readonly study: BatchStudy } & (
  | { readonly state: 'done' }
  | { readonly state: 'new' | 'stale' | 'queued' | 'running'; readonly because: string }
  | { readonly state: 'failed'; readonly failures: readonly StudyFailure[]; readonly because: string }
);

/** Opens the results folders of studies that share a store; files are remembered once for all of them. */
export function sharedWorkspaces(work: string): (results: string) => Workspace {
  const digests = openDigests(digestsFile(work));
  return (results) => openWorkspace(results, work, { digests });
}

/** Tells from its results, without changing anything, whether a study is up to date with its inputs and parameters. */
function checkStudy(study: BatchStudy, workspaceOf: (out: string) => Workspace, records: BatchRecords): StudyCheck {
  if (study.loaded === undefined) return failed(study, [{ fault: study.fault?.details }]);
  const workspace = workspaceOf(study.loaded.study.out);
  const planned = planRun(study.loaded.instances, workspace, { force: () => false });
  const first = planned.find(({ action }) => action !== 'none' && action !== 'skip');
  if (first === undefined && isWrittenDown(workspace)) return { study, state: 'done' };
  const failures = records.failuresOf(study.slug);
  if (failures.length > 0) return failed(study, failures);
  if (workspace.results.published.size === 0) return { study, state: 'new', because: 'first run' };
  if (first === undefined) return { study, state: 'stale', because: 'how the results came to be is not written down' };
  const reasons = 'reasons' in first ? first.reasons.map(formatReason).join(', ') : '';
  return { study, state: 'stale', because: `${first.id}: ${reasons}` };
}

function failed(study: BatchStudy, failures: readonly StudyFailure[]): StudyCheck {
  return { study, state: 'failed', failures, because: failures.map(describeFailure).join('; ') };
}

/** Checks every study of a batch, and remembers the files it has read for the next time. */
export function checkBatch({ work, studies }: Batch, records: BatchRecords): StudyCheck[] {
  const workspaceOf = sharedWorkspaces(work);
  return studies.map((study) => checkStudy(study, workspaceOf, records));
}
