import { constants } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import type { EmitBatch } from '../../batch/batch-events.ts';
import { type BatchRecords, openRecords } from '../../batch/batch-records.ts';
import { checkBatch, type StudyCheck } from '../../batch/check-study.ts';
import { type Batch, type BatchStudy, openBatch } from '../../batch/open-batch.ts';
import { runLocally } from '../../batch/run-locally.ts';
import { writeSummary } from '../../batch/write-summary.ts';
import { acquireLock, type Lock } from '../../engine/lock.ts';
import { systemFault } from '../../engine/system-fault.ts';
import { graph } from '../../graph.ts';
import { formatCommandLine } from '../../runs/run-one.ts';
import { studyProcesses } from '../../runs/study-processes.ts';
import type { Patience } from '../../slurm/ask.ts';
import { joinQueue, lookAtQueue } from '../../slurm/queue.ts';
import { cancelSlurm, settleEnded, submitStudies, waitForSlurm } from '../../slurm/run-on-slurm.ts';
import { openSubmissions } from '../../slurm/submissions.ts';
import type { OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { openBatchView } from '../../ui/batch-view.ts';
import { availableThreads } from '../inputs/available-threads.ts';
import type { BatchRunOptions } from './batch-options.ts';

/** Runs what of a batch is not done, sums it up, and returns the exit code. */
export async function runBatch(path: string, options: BatchRunOptions): Promise<number> {
  const startedAt = performance.now();
  const settings = readOptions('batch', { ...options });
  const view = openBatchView({ json: options.json === true });
  const batch = await openBatch({ path, template: options.template, out: options.out }, graph, process.cwd());
  const executor =
    settings.executor === 'slurm' ? slurmExecutor(batch, settings, options.wait, view) : localExecutor(batch, settings);
  const records = openRecords(batch.out);
  const lock = lockBatch(records, settings.unlock);
  try {
    const stopping = stopOn(async (signal) => {
      view({ type: 'batch-stopped', signal });
      await executor.stop(signal);
      lock.release();
    });
    await executor.prepare(records);
    const before = checkBatch(batch, records);
    const todo = before.filter(({ state }) => state !== 'done');
    const { jobs, threads } = executor;
    view({
      type: 'batch-started',
      results: batch.out,
      studies: batch.studies.length,
      todo: todo.length,
      jobs,
      threads,
    });
    for (const check of todo) {
      const unusable = check.state === 'failed' && check.study.loaded === undefined;
      if (unusable) view({ type: 'study-failed', study: check.study.name, failures: check.failures });
    }
    const usable = todo.map(({ study }) => study).filter(({ loaded }) => loaded !== undefined);
    await executor.run(usable, records, view);
    stopping.forget();
    const checks = todo.length === 0 ? before : await checkWithQueue(batch, records, patienceOf(settings, view));
    return await finish(batch, checks, view, startedAt);
  } catch (error) {
    throw systemFault(error, batch.out) ?? error;
  } finally {
    lock.release();
  }
}

/** Two runs of one batch at once would tell its studies' states wrongly. */
function lockBatch({ folder }: BatchRecords, downHost: string | undefined): Lock {
  try {
    return acquireLock(join(folder, '.lock'), { downHost });
  } catch (error) {
    throw systemFault(error, folder) ?? error;
  }
}

async function finish(
  batch: Batch,
  checks: readonly StudyCheck[],
  view: EmitBatch,
  startedAt: number,
): Promise<number> {
  const namesOf = (...states: readonly string[]): string[] =>
    checks.filter(({ state }) => states.includes(state)).map(({ study }) => study.name);
  const failed = namesOf('failed', 'stale', 'new');
  view({
    type: 'batch-finished',
    ok: failed.length === 0,
    done: namesOf('done').length,
    failed,
    queued: namesOf('queued', 'running'),
    page: await writeSummary(batch, checks),
    durationMs: performance.now() - startedAt,
  });
  return failed.length > 0 ? 1 : 0;
}

async function checkWithQueue(batch: Batch, records: BatchRecords, patience: Patience): Promise<readonly StudyCheck[]> {
  const checks = checkBatch(batch, records);
  if (openSubmissions(batch.out).length === 0) return checks;
  const queue = await lookAtQueue(batch.out, patience);
  return checks.map((check) => joinQueue(check, queue, new Map()));
}

const msPerMinute = 60_000;

type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Runs the studies on this machine or elsewhere. */
interface BatchExecutor {
  readonly jobs: number;
  readonly threads: number;
  /** Before anything is decided. */
  prepare(records: BatchRecords): Promise<void>;
  run(studies: readonly BatchStudy[], records: BatchRecords, emit: EmitBatch): Promise<void>;
  /** Ends what runs; the next run goes on with it. */
  stop(signal: StopSignal): Promise<void>;
}

function localExecutor(batch: Batch, options: OptionValues<'batch'>): BatchExecutor {
  const threads = options.threads ?? availableThreads();
  const jobs = Math.min(options.jobs ?? threads, threads);
  const processes = studyProcesses();
  return {
    jobs,
    threads,
    prepare: (records) => refuseWhileQueued(batch, records),
    run: (studies, records, emit) =>
      runLocally(studies, {
        batchOut: batch.out,
        records,
        threads,
        jobs,
        commandLine: typed(),
        downHost: options.unlock,
        processes,
        emit,
      }),
    stop: () => processes.close(),
  };
}

function patienceOf({ slurmPatience: minutes }: OptionValues<'batch'>, emit: EmitBatch): Patience {
  return {
    ms: minutes * msPerMinute,
    tell: ({ details: { message, found } }) => emit({ type: 'slurm-silent', message, found, minutes }),
  };
}

function slurmExecutor(batch: Batch, options: OptionValues<'batch'>, waits: boolean, view: EmitBatch): BatchExecutor {
  const { threads = 1, width } = options;
  const patience = patienceOf(options, view);
  const settings = {
    threads,
    width,
    commandLine: typed(),
    downHost: options.unlock,
    patience,
    bundleSize: options.bundle,
    resources: {
      partition: options.slurmPartition,
      account: options.slurmAccount,
      time: options.slurmTime,
      memory: options.slurmMemory,
    },
  };
  return {
    jobs: width,
    threads,
    async prepare(records) {
      await settleEnded(batch, records, await lookAtQueue(batch.out, patience), patience);
    },
    async run(studies, records, emit) {
      await submitStudies(batch, studies, settings, emit);
      if (waits) await waitForSlurm(batch, records, patience, emit);
    },
    async stop(signal) {
      // Who logs out leaves the tasks to SLURM; who stops the batch stops them.
      if (signal !== 'SIGHUP') await cancelSlurm(batch.out);
    },
  };
}

/** What is in the queue of SLURM must not be run here at the same time. */
async function refuseWhileQueued(batch: Batch, records: BatchRecords): Promise<void> {
  if (openSubmissions(batch.out).length === 0) return;
  const queue = await lookAtQueue(batch.out);
  await settleEnded(batch, records, queue);
  const [task] = queue.live.values();
  if (task === undefined) return;
  throw new Fault({
    code: 'BATCH_IN_SLURM',
    message: 'studies of this batch are in the queue of SLURM',
    found: `${queue.live.size} of them; the first as ${task.id}, ${task.state}`,
    hint: "wait for them with --executor slurm, or take them out with 'seedrank batch cancel'",
  });
}

function typed(): string {
  return formatCommandLine(process.argv.slice(2));
}

/** Has the process end with 128 + signal after `stop`. */
function stopOn(stop: (signal: StopSignal) => Promise<void>): { forget(): void } {
  const listener = async (signal: StopSignal): Promise<void> => {
    await stop(signal);
    process.exit(128 + constants.signals[signal]);
  };
  const signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, listener);
  return {
    forget() {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
