import pLimit from 'p-limit';
import type { EmitBatch } from './batch-events.ts';
import type { BatchRecords } from './batch-records.ts';
import type { BatchStudy } from './open-batch.ts';
import type { StudyProcesses } from './study-task.ts';

export interface LocalRun {
  readonly batchOut: string;
  readonly records: BatchRecords;
  /** Of all studies together. */
  readonly threads: number;
  /** Studies that run at once, no more than there are threads. */
  readonly jobs: number;
  /** As it was typed, for the record. */
  readonly commandLine: string;
  /** Closed when all studies have ended. */
  readonly processes: StudyProcesses;
  readonly emit: EmitBatch;
}

/** Runs studies in processes on this machine, a few at once; one that fails or crashes stops no other. */
export async function runLocally(
  studies: readonly Pick<BatchStudy, 'name' | 'slug' | 'source'>[],
  { batchOut, records, threads, jobs, commandLine, processes, emit }: LocalRun,
): Promise<void> {
  const limit = pLimit(jobs);
  let waiting = studies.length;
  let running = 0;
  let free = threads;
  const runOne = async ({ name, slug, source }: (typeof studies)[number]): Promise<void> => {
    // Those that start now share what is free: the last study of a batch has all threads to itself.
    const share = Math.max(1, Math.floor(free / Math.min(jobs - running, waiting)));
    waiting--;
    running++;
    free -= share;
    const startedAt = performance.now();
    emit({ type: 'study-started', study: name, threads: share });
    const failures = await processes.run({ source, batchOut, threads: share, commandLine }, (event) =>
      emit({ type: 'study-event', study: name, event }),
    );
    running--;
    free += share;
    records.record(slug, failures);
    if (failures.length > 0) emit({ type: 'study-failed', study: name, failures });
    else emit({ type: 'study-finished', study: name, durationMs: performance.now() - startedAt });
  };
  try {
    await Promise.all(studies.map((study) => limit(runOne, study)));
  } finally {
    await processes.close();
  }
}
