import type { FaultDetails } from '../../src/fault.ts';
import { describeFailure, type StudyFailure } from '../batch/batch-records.ts';
import type { StudyCheck } from '../batch/check-study.ts';
import { endedTasks, liveTasks, type SlurmTask } from './commands.ts';
import { listSubmissions, logOf, type StoredSubmission } from './submissions.ts';

/** Where the studies of a batch are in SLURM. */
export interface SlurmQueue {
  readonly submissions: readonly StoredSubmission[];
  /** Tasks that wait or run, by the slug of each study in them. */
  readonly live: ReadonlyMap<string, SlurmTask>;
  /** Submissions with such tasks. */
  readonly liveSubmissions: readonly StoredSubmission[];
}

export async function lookAtQueue(batchOut: string): Promise<SlurmQueue> {
  const submissions = listSubmissions(batchOut);
  const tasks = await liveTasks(submissions.map(({ jobName }) => jobName));
  const live = new Map<string, SlurmTask>();
  for (const task of tasks) {
    const submission = submissions.find(({ jobName }) => jobName === task.jobName);
    for (const { slug } of submission?.tasks[task.index] ?? []) live.set(slug, task);
  }
  const names = new Set(tasks.map(({ jobName }) => jobName));
  return { submissions, live, liveSubmissions: submissions.filter(({ jobName }) => names.has(jobName)) };
}

/** What is known of a study by its results and by SLURM together. */
export function joinQueue(
  check: StudyCheck,
  { live }: SlurmQueue,
  lost: ReadonlyMap<string, StudyFailure>,
): StudyCheck {
  const task = live.get(check.study.slug);
  const failure = lost.get(check.study.slug);
  if (failure !== undefined) {
    return { study: check.study, state: 'failed', failures: [failure], because: describeFailure(failure) };
  }
  if (task === undefined || check.state === 'done') return check;
  const state = waitingStates.has(task.state) ? 'queued' : 'running';
  return { study: check.study, state, because: `SLURM ${task.id} is ${task.state}` };
}

const waitingStates: ReadonlySet<string> = new Set([
  'PENDING',
  'CONFIGURING',
  'REQUEUED',
  'REQUEUE_HOLD',
  'RESV_DEL_HOLD',
]);

/**
 * Why studies are not done whose task has ended without finishing them or saying why: it was killed, or ran out of time or
 * memory. By slug. A submission that never got a number was never begun.
 */
export async function findLostStudies(
  { submissions, live }: SlurmQueue,
  checks: readonly StudyCheck[],
): Promise<ReadonlyMap<string, StudyFailure>> {
  const open = new Set(
    checks.filter(({ state }) => state === 'new' || state === 'stale').map(({ study }) => study.slug),
  );
  const lost = submissions
    .filter(({ jobId, state }) => jobId !== undefined && state === 'submitted')
    .flatMap((submission) =>
      submission.tasks.flatMap((studies, index) =>
        studies
          .filter(({ slug }) => open.has(slug) && !live.has(slug))
          .map(({ slug }) => ({ submission, index, slug })),
      ),
    );
  if (lost.length === 0) return new Map();
  const ended = await endedTasks([...new Set(lost.map(({ submission }) => submission.jobName))]);
  return new Map(
    lost.map(({ submission, index, slug }) => {
      const task = ended.find((other) => other.jobName === submission.jobName && other.index === index);
      return [slug, { fault: lostFault(submission, index, task?.state) }];
    }),
  );
}

const cures: Readonly<Record<string, string>> = {
  TIMEOUT: 'give more time (slurm_time, --slurm-time) or fewer studies a task (--bundle), and run again',
  OUT_OF_MEMORY: 'give more memory (slurm_memory, --slurm-memory), and run again',
};

function lostFault({ jobId, folder }: StoredSubmission, index: number, state: string | undefined): FaultDetails {
  return {
    code: 'SLURM_TASK_ENDED',
    message: `its SLURM task ended before it was done${state === undefined ? '' : `: ${state}`}`,
    file: logOf(folder, index),
    found: `task ${jobId}_${index}`,
    hint: cures[state ?? ''] ?? 'run the same command again: finished stages are kept',
  };
}
