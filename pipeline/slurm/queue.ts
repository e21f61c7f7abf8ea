import type { FaultDetails } from '../../src/fault.ts';
import { describeFailure, type StudyFailure } from '../batch/batch-records.ts';
import type { StudyCheck } from '../batch/check-study.ts';
import { noPatience } from './ask.ts';
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

/** SLURM that does not answer is asked again for as long as there is patience. */
export async function lookAtQueue(batchOut: string, patience = noPatience): Promise<SlurmQueue> {
  const submissions = listSubmissions(batchOut);
  const tasks = await liveTasks(
    submissions.map(({ jobName }) => jobName),
    patience,
  );
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
  patience = noPatience,
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
  const ended = await endedTasks([...new Set(lost.map(({ submission }) => submission.jobName))], patience);
  return new Map(
    lost.map(({ submission, index, slug }) => {
      const task = ended.find((other) => other.jobName === submission.jobName && other.index === index);
      return [slug, { fault: lostFault(submission, index, task?.state) }];
    }),
  );
}

const again = 'run the same command again: finished stages are kept';

/** How tasks end that have not failed by themselves, and what helps. */
const endings: Readonly<Record<string, readonly [what: string, cure: string]>> = {
  TIMEOUT: [
    'its SLURM task ran out of time',
    'give more time (slurm_time, --slurm-time) or fewer studies a task (--bundle), and run again',
  ],
  OUT_OF_MEMORY: ['its SLURM task ran out of memory', 'give more memory (slurm_memory, --slurm-memory), and run again'],
  PREEMPTED: ['its SLURM task had to give way to another job', again],
  NODE_FAIL: [
    'the node of its SLURM task failed',
    `${again}; add --unlock with the name of the node if it holds a lock`,
  ],
};

function lostFault({ jobId, folder }: StoredSubmission, index: number, state: string | undefined): FaultDetails {
  const [what, hint] = endings[state ?? ''] ?? ['its SLURM task ended before it was done', again];
  return {
    code: 'SLURM_TASK_ENDED',
    message: state === undefined ? what : `${what}: ${state}`,
    file: logOf(folder, index),
    found: `task ${jobId}_${index}`,
    hint,
  };
}
