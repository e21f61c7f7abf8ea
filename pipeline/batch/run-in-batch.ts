import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../src/fault.ts';
import type { Json } from '../engine/canonical-json.ts';
import type { Workspace } from '../engine/decide.ts';
import type { Emit, RunEvent } from '../engine/events.ts';
import type { Executor } from '../engine/execute.ts';
import { expandGraph } from '../engine/graph.ts';
import { writeProvenance } from '../engine/provenance.ts';
import { informationFolder } from '../engine/results.ts';
import { runStudy } from '../engine/runner.ts';
import { fileTimestamp, openTrace } from '../engine/trace.ts';
import { type Claim, claimResults } from '../engine/workspace.ts';
import type { StudyTask } from '../executors/study-processes.ts';
import { graph } from '../graph.ts';
import { locateEvent } from '../study/locate-fault.ts';
import { version } from '../version.ts';
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
    const { study, origins } = await loadSource(source, resultsIn(batchOut));
    const workspace = workspaceOf(study.out);
    const instances = expandGraph(graph, study);
    const claim = await claimPatiently(workspace);
    try {
      const trace = openTrace(join(study.out, informationFolder, `execution_trace_${fileTimestamp(new Date())}.txt`));
      const summary = await runStudy({
        study,
        instances,
        workspace,
        executor,
        threads,
        emit(event) {
          const located = locateEvent(event, origins);
          trace(located);
          listen(located);
        },
      });
      if (summary.ok) {
        const versions = { seedrank: version, Node: process.versions.node };
        writeProvenance(workspace, { instances, params: study as unknown as Json, versions });
      }
    } finally {
      claim.release();
    }
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
