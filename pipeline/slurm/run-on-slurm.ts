import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { EmitBatch } from '../batch/batch-events.ts';
import type { BatchRecords } from '../batch/batch-records.ts';
import { checkBatch, type StudyCheck } from '../batch/check-study.ts';
import type { Batch, BatchStudy } from '../batch/open-batch.ts';
import type { SlurmResources } from '../study/study.ts';
import { noPatience, type Patience } from './ask.ts';
import { bundle, groupByResources } from './bundle-studies.ts';
import { cancelArrays, largestArray, submitArray } from './commands.ts';
import { findLostStudies, lookAtQueue, type SlurmQueue } from './queue.ts';
import { forgetSubmission, manifestOf, openSubmissions, recordJob, scriptOf, storeSubmission } from './submissions.ts';

export interface SlurmOptions {
  /** Cores of a task, which runs as many of its studies at once. */
  readonly threads: number;
  /** Studies a task. */
  readonly bundleSize: number;
  /** Tasks that run at once. */
  readonly width: number;
  /** As it was typed, for the record. */
  readonly commandLine: string;
  readonly downHost?: string | undefined;
  readonly patience: Patience;
  /** For studies that do not say themselves. */
  readonly resources: SlurmResources;
}

/** Submits studies as one job array for each kind of request, unless they are in the queue already. */
export async function submitStudies(
  { out }: Batch,
  studies: readonly BatchStudy[],
  { threads, bundleSize, width, resources, commandLine, downHost, patience }: SlurmOptions,
  emit: EmitBatch,
): Promise<void> {
  const queue = await lookAtQueue(out, patience);
  const isLive = new Set(queue.liveSubmissions);
  for (const submission of queue.submissions) if (!isLive.has(submission)) forgetSubmission(submission);
  for (const { name, slug } of studies) {
    const task = queue.live.get(slug);
    if (task !== undefined) emit({ type: 'study-queued', study: name, job: task.id });
  }
  const open = studies.filter(({ slug }) => !queue.live.has(slug));
  if (open.length === 0) return;
  const largest = await largestArray(patience);
  for (const group of groupByResources(open, resources)) {
    const tasks = bundle(group.studies, bundleSize, largest);
    const submission = storeSubmission({
      batchOut: out,
      commandLine,
      downHost,
      tasks: tasks.map((task) => task.map(({ name, slug, source }) => ({ name, slug, source }))),
    });
    const { folder, jobName } = submission;
    try {
      const command = [process.execPath, fileURLToPath(new URL('../cli.js', import.meta.url)), 'batch', 'task'];
      const jobId = await submitArray(
        {
          jobName,
          tasks: tasks.length,
          width,
          cpus: threads,
          ...group.resources,
          script: scriptOf(folder),
          arguments: [folder, ...command, manifestOf(folder)],
        },
        patience,
      );
      recordJob(submission, { jobId, state: 'submitted' });
      for (const [index, task] of tasks.entries()) {
        for (const { name } of task) emit({ type: 'study-queued', study: name, job: `${jobId}_${index}` });
      }
    } catch (error) {
      forgetSubmission(submission);
      throw error;
    }
  }
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/** Waits until no task of the batch is left, telling what became of each study as its task ends. */
export async function waitForSlurm(
  batch: Batch,
  records: BatchRecords,
  patience: Patience,
  emit: EmitBatch,
): Promise<void> {
  const open = new Set(openSubmissions(batch.out).flatMap(({ tasks }) => tasks.flat().map(({ slug }) => slug)));
  // The controller is asked less often the longer it takes.
  for (let pauseMs = firstPauseMs; open.size > 0; pauseMs = Math.min(pauseMs * 1.2, longestPauseMs)) {
    const queue = await lookAtQueue(batch.out, patience);
    const ended = batch.studies.filter(({ slug }) => open.has(slug) && !queue.live.has(slug));
    for (const check of await settleEnded({ ...batch, studies: ended }, records, queue, patience)) {
      const { name, slug } = check.study;
      open.delete(slug);
      if (check.state === 'failed') emit({ type: 'study-failed', study: name, failures: check.failures });
      else emit({ type: 'study-finished', study: name, durationMs: undefined });
    }
    if (queue.live.size === 0) return;
    await sleep(pauseMs);
  }
}

/**
 * Records why studies are lost whose tasks have ended, so that this is known when SLURM has forgotten it. Gives what became
 * of the studies.
 */
export async function settleEnded(
  batch: Batch,
  records: BatchRecords,
  queue: SlurmQueue,
  patience = noPatience,
): Promise<StudyCheck[]> {
  const lost = await findLostStudies(queue, checkBatch(batch, records), patience);
  for (const [slug, failure] of lost) records.record(slug, [failure]);
  for (const submission of queue.submissions) {
    const { jobId, state } = submission;
    const isLive = queue.liveSubmissions.includes(submission);
    if (!isLive && state !== 'settled') recordJob(submission, { jobId, state: 'settled' });
  }
  return checkBatch(batch, records);
}

/** Takes all tasks of the batch out of the queue; gives how many there were. */
export async function cancelSlurm(batchOut: string): Promise<number> {
  if (openSubmissions(batchOut).length === 0) return 0;
  const { liveSubmissions, live } = await lookAtQueue(batchOut);
  for (const submission of liveSubmissions) recordJob(submission, { jobId: submission.jobId, state: 'cancelled' });
  await cancelArrays(liveSubmissions.map(({ jobName }) => jobName));
  return live.size;
}
