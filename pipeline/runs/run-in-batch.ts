import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../src/fault.ts';
import type { StudyFailure } from '../batch/batch-records.ts';
import { resultsIn } from '../batch/open-batch.ts';
import { loadSource } from '../batch/study-source.ts';
import type { StudyTask } from '../batch/study-task.ts';
import type { Workspace } from '../engine/decide.ts';
import type { Emit } from '../engine/events.ts';
import type { Executor } from '../engine/execute.ts';
import { expandGraph } from '../engine/graph.ts';
import { type Claim, claimResults } from '../engine/workspace.ts';
import { graph } from '../graph.ts';
import { runOne } from './run-one.ts';

/** Brings one study of a batch up to date in this process and gives what failed. */
export async function runInBatch(
  { source, batchOut, threads, commandLine }: StudyTask,
  workspaceOf: (results: string) => Workspace,
  executor: Executor,
  emit: Emit,
): Promise<readonly StudyFailure[]> {
  try {
    const loaded = await loadSource(source, resultsIn(batchOut));
    const workspace = workspaceOf(loaded.study.out);
    const instances = expandGraph(graph, loaded.study);
    const request = { executor, threads, emit, commandLine, claim: claimPatiently };
    const { events } = await runOne({ ...loaded, instances, workspace }, request);
    return events.flatMap((event) =>
      event.type === 'stage-failed' ? [{ stage: event.stage, fault: event.fault, bug: event.bug }] : [],
    );
  } catch (error) {
    if (error instanceof Fault) return [{ fault: error.details }];
    return [{ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }];
  }
}

/** A process that is about to see that its parent was killed may still hold the folder. */
const patienceMs = 3000;

async function claimPatiently(workspace: Workspace): Promise<Claim> {
  for (const startedAt = performance.now(); ; ) {
    try {
      return claimResults(workspace);
    } catch (error) {
      const held = error instanceof Fault && error.code === 'RESULTS_LOCKED';
      if (!held || performance.now() - startedAt > patienceMs) throw error;
      await sleep(50);
    }
  }
}
