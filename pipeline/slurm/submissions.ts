import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { BatchStudy } from '../batch/open-batch.ts';
import { readJson, writeFileAtomic } from '../engine/files.ts';

/** A study as a task needs it. */
export type SubmittedStudy = Pick<BatchStudy, 'name' | 'slug' | 'source'>;

/** What one job array was given to do: it lies beside the results, and tasks read their part by their number. */
export interface Submission {
  /** Of the job array; chosen by us, so that its tasks are found even if its number was never written down. */
  readonly jobName: string;
  readonly batchOut: string;
  /** The command that submitted it, for the record of each run. */
  readonly commandLine: string;
  /** A machine that is down: its locks count for nothing. */
  readonly downHost?: string | undefined;
  readonly tasks: readonly (readonly SubmittedStudy[])[];
}

export type SubmissionState = 'submitted' | 'cancelled' | 'settled';

export interface StoredSubmission extends Submission {
  readonly folder: string;
  /** Absent if this program was stopped before SLURM answered. */
  readonly jobId: string | undefined;
  /** `cancelled`: by us, so that a study which did not end has not failed. `settled`: all tasks have ended, and why is recorded. */
  readonly state: SubmissionState;
}

const manifestName = 'tasks.json';
const jobFile = 'job.json';

/** Everything a task needs comes as arguments, which no shell reads again. */
const script = `#!/bin/sh
# Arguments: the folder of the logs, then the command that the number of the task completes.
log=$1
shift
exec >>"$log/$SLURM_ARRAY_TASK_ID.log" 2>&1
exec "$@" "$SLURM_ARRAY_TASK_ID"
`;

/** Writes down what an array is to do, before SLURM is asked. */
export function storeSubmission(given: Omit<Submission, 'jobName'>): StoredSubmission {
  const name = `seedrank-${randomBytes(5).toString('hex')}`;
  const folder = join(slurmFolder(given.batchOut), name);
  mkdirSync(folder, { recursive: true });
  const submission: Submission = { jobName: name, ...given };
  writeFileSync(scriptOf(folder), script, { mode: 0o755 });
  writeFileAtomic(manifestOf(folder), `${JSON.stringify(submission, null, 1)}\n`);
  return { ...submission, folder, jobId: undefined, state: 'submitted' };
}

/** Writes down what is known of an array: its number, and how far it is. */
export function recordJob(
  { folder }: StoredSubmission,
  job: { readonly jobId: string | undefined; readonly state: SubmissionState },
): void {
  writeFileAtomic(
    join(folder, jobFile),
    `${JSON.stringify(job)}
`,
  );
}

/** All submissions of a batch that have not been forgotten. */
export function listSubmissions(batchOut: string): StoredSubmission[] {
  const root = slurmFolder(batchOut);
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort()
    .flatMap((name) => {
      const folder = join(root, name);
      const submission = readSubmission(manifestOf(folder));
      const job = readJson(join(folder, jobFile)) as
        | { readonly jobId?: string; readonly state?: SubmissionState }
        | undefined;
      return submission === undefined
        ? []
        : [{ ...submission, folder, jobId: job?.jobId, state: job?.state ?? 'submitted' }];
    });
}

/** What a folder that may have come from others says: it can name no job but its own, and no file outside of its batch. */
export function readSubmission(manifest: string): Submission | undefined {
  const submission = readJson(manifest) as unknown as Submission | null | undefined;
  const folder = dirname(manifest);
  if (submission?.jobName !== basename(folder) || !/^seedrank-[0-9a-f]{10}$/.test(submission.jobName)) return undefined;
  const { tasks } = submission;
  const isSafe = Array.isArray(tasks) && tasks.flat().every((study) => /^\w[\w.-]*$/.test(String(study?.slug)));
  return isSafe ? { ...submission, batchOut: resolve(folder, '../../..') } : undefined;
}

/** Those of which SLURM may still have something to say. */
export function openSubmissions(batchOut: string): StoredSubmission[] {
  return listSubmissions(batchOut).filter(({ state }) => state !== 'settled');
}

/** Removes what an array that has ended was given to do, and its logs. */
export function forgetSubmission({ folder }: StoredSubmission): void {
  rmSync(folder, { recursive: true, force: true });
}

export function manifestOf(folder: string): string {
  return join(folder, manifestName);
}

export function scriptOf(folder: string): string {
  return join(folder, 'task.sh');
}

export function logOf(folder: string, index: number): string {
  return join(folder, `${index}.log`);
}

function slurmFolder(batchOut: string): string {
  return join(batchOut, 'batch', 'slurm');
}
