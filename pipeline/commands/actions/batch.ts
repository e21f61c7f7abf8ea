import { constants } from 'node:os';
import { join } from 'node:path';
import type { EmitBatch } from '../../batch/batch-events.ts';
import { type BatchRecords, openRecords } from '../../batch/batch-records.ts';
import { checkBatch, type StudyCheck } from '../../batch/check-study.ts';
import { type Batch, openBatch } from '../../batch/open-batch.ts';
import { runLocally } from '../../batch/run-locally.ts';
import { writeSummary } from '../../batch/write-summary.ts';
import { acquireLock } from '../../engine/lock.ts';
import { studyProcesses } from '../../executors/study-processes.ts';
import { openBatchView } from '../../ui/batch-view.ts';
import type { BatchRunOptions } from '../batch.ts';
import { numberFlag } from './number-flag.ts';
import { readThreads } from './read-threads.ts';

/** Runs what of a batch is not done, sums it up, and returns the exit code. */
export async function runBatch(path: string, options: BatchRunOptions): Promise<number> {
  const startedAt = performance.now();
  const view = openBatchView({ json: options.json === true });
  const batch = await openBatch({ path, template: options.template, out: options.out }, process.cwd());
  const records = openRecords(batch.out);
  const lock = acquireLock(join(records.folder, '.lock'));
  try {
    const todo = checkBatch(batch, records).filter(({ state }) => state !== 'done');
    const executor = prepareLocal(batch, todo, options);
    view({
      type: 'batch-started',
      results: batch.out,
      studies: batch.studies.length,
      todo: todo.length,
      jobs: executor.jobs,
      threads: executor.threads,
    });
    const signals = stopOn(async (signal) => {
      view({ type: 'batch-stopped', signal });
      await executor.stop();
      lock.release();
    });
    reportUnusable(todo, view);
    await executor.run(records, view);
    signals.forget();
    const checks = checkBatch(batch, records);
    const failed = checks.filter(({ state }) => state !== 'done').map(({ study }) => study.name);
    view({
      type: 'batch-finished',
      ok: failed.length === 0,
      done: checks.length - failed.length,
      failed,
      queued: [],
      page: await writeSummary(batch, checks),
      durationMs: performance.now() - startedAt,
    });
    return failed.length > 0 ? 1 : 0;
  } finally {
    lock.release();
  }
}

/** Runs the studies on this machine or elsewhere. */
interface BatchExecutor {
  readonly jobs: number;
  readonly threads: number;
  run(records: BatchRecords, emit: EmitBatch): Promise<void>;
  /** Ends what runs; it is resumed by the next run. */
  stop(): Promise<void>;
}

function prepareLocal(batch: Batch, todo: readonly StudyCheck[], options: BatchRunOptions): BatchExecutor {
  const threads = readThreads(options.threads);
  const jobs = Math.min(numberFlag('--jobs', options.jobs, { min: 1, max: 1024, whole: true }) ?? threads, threads);
  const studies = todo.map(({ study }) => study).filter(({ loaded }) => loaded !== undefined);
  const processes = studyProcesses();
  return {
    jobs,
    threads,
    run: (records, emit) => runLocally(studies, { batchOut: batch.out, records, threads, jobs, processes, emit }),
    stop: () => processes.close(),
  };
}

/** Studies that could not even be read are told before the others run. */
function reportUnusable(todo: readonly StudyCheck[], view: EmitBatch): void {
  for (const check of todo) {
    if (check.state !== 'failed' || check.study.loaded !== undefined) continue;
    view({ type: 'study-failed', study: check.study.name, failures: check.failures });
  }
}

type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Has the process end with 128 + signal after `stop`. */
function stopOn(stop: (signal: StopSignal) => Promise<void>): { forget(): void } {
  const listener = async (signal: StopSignal): Promise<void> => {
    await stop(signal);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of stopSignals) process.once(signal, listener);
  return {
    forget() {
      for (const signal of stopSignals) process.off(signal, listener);
    },
  };
}
