import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../src/fault.ts';
import { formatCommandLine, runOne } from '../commands/actions/run-one.ts';
import type { Workspace } from '../engine/decide.ts';
import type { Emit, RunEvent } from '../engine/events.ts';
import type { Executor } from '../engine/execute.ts';
import { expandGraph } from '../engine/graph.ts';
import { type Claim, claimResults } from '../engine/workspace.ts';
import type { StudyTask } from '../executors/study-processes.ts';
import { graph } from '../graph.ts';
import type { StudyFailure } from './batch-records.ts';
import { resultsIn } from './open-batch.ts';
import { loadSource } from './study-source.ts';

/** Brings one study of a batch up to date in this process and gives what failed. */
export async function runInBatch(
  { source, batchOut, threads }: StudyTask,
  workspaceOf: (results: string) => Workspace,
  executor: Executor,
  emit: Emit,
): Promise<readonly StudyFailure[]> {
  const failures: StudyFailure[] = [];
  const listen = (event: RunEvent): void => {
    if (event.type === 'stage-failed') failures.push({ stage: event.stage, fault: event.fault, bug: event.bug });
    emit(event);
  };
  try {
    const loaded = await loadSource(source, resultsIn(batchOut));
    const opened = {
      ...loaded,
      workspace: workspaceOf(loaded.study.out),
      instances: expandGraph(graph, loaded.study),
    };
    const commandLine = formatCommandLine(['batch', '--out', batchOut]);
    await runOne(opened, { executor, threads, emit: listen, commandLine, claim: claimPatiently });
  } catch (error) {
    if (error instanceof Fault) failures.push({ fault: error.details });
    else failures.push({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  return failures;
}

/** A process that was killed a moment ago, or is about to see that its parent was, may still hold the folder. */
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
