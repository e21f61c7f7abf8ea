import { constants } from 'node:os';
import { Fault } from '../../../src/fault.ts';
import { openRecords } from '../../batch/batch-records.ts';
import { runLocally } from '../../batch/run-locally.ts';
import { studyProcesses } from '../../runs/study-processes.ts';
import { readSubmission } from '../../slurm/submissions.ts';
import { openBatchView } from '../../ui/batch-view.ts';
import { availableThreads } from '../inputs/available-threads.ts';

/** Runs the studies of one SLURM task: as many at once as SLURM grants cores. */
export async function batchTask(manifest: string, index: number): Promise<number> {
  const submission = readSubmission(manifest);
  const studies = submission?.tasks[index];
  if (submission === undefined || studies === undefined) {
    throw new Fault({
      code: 'BATCH_TASK_UNKNOWN',
      message: 'there is no such task',
      file: manifest,
      found: String(index),
      hint: "leave this command to SLURM, and run 'seedrank batch ... --executor slurm'",
    });
  }
  const { batchOut, commandLine } = submission;
  const threads = availableThreads();
  const view = openBatchView({ json: false });
  const processes = studyProcesses();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      view({ type: 'batch-stopped', signal });
      await processes.close();
      process.exit(128 + constants.signals[signal]);
    });
  }
  const failed: string[] = [];
  view({
    type: 'batch-started',
    results: batchOut,
    studies: studies.length,
    todo: studies.length,
    jobs: threads,
    threads,
  });
  await runLocally(studies, {
    batchOut,
    records: openRecords(batchOut),
    threads,
    jobs: threads,
    commandLine,
    processes,
    emit(event) {
      if (event.type === 'study-failed') failed.push(event.study);
      view(event);
    },
  });
  return failed.length > 0 ? 1 : 0;
}
