import { Fault } from '../../src/fault.ts';
import { ask, askPatiently, isSilence, type Patience } from './ask.ts';

/** A task of a job array, as SLURM sees it. */
export interface SlurmTask {
  /** Of the job array, as we named it. */
  readonly jobName: string;
  /** Its place in the array. */
  readonly index: number;
  /** `12_3`, as SLURM's own commands call it. */
  readonly id: string;
  /** SLURM's long name: `PENDING`, `OUT_OF_MEMORY`. */
  readonly state: string;
}

/** What a job array asks for. */
export interface ArrayRequest {
  readonly jobName: string;
  readonly tasks: number;
  /** How many of them may run at once. */
  readonly width: number;
  readonly cpus: number;
  readonly partition: string | undefined;
  readonly account: string | undefined;
  readonly time: string | undefined;
  readonly memory: string | undefined;
  /** Absolute path of a shell script. */
  readonly script: string;
  /** Handed to the script as they are. */
  readonly arguments: readonly string[];
}

/** Submits a job array and gives its id. */
export async function submitArray(request: ArrayRequest, patience: Patience): Promise<string> {
  const option = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`--${name}=${value}`];
  const words = [
    '--parsable',
    `--job-name=${request.jobName}`,
    `--array=0-${request.tasks - 1}%${request.width}`,
    '--nodes=1',
    '--ntasks=1',
    `--cpus-per-task=${request.cpus}`,
    // A preempted task goes on with what it has not finished.
    '--requeue',
    // The script writes its own log: in the name of one, SLURM would expand `%`.
    '--output=/dev/null',
    ...option('partition', request.partition),
    ...option('account', request.account),
    ...option('time', request.time),
    ...option('mem', request.memory),
    request.script,
    ...request.arguments,
  ];
  try {
    return firstId(await ask('sbatch', words));
  } catch (error) {
    if (!isSilence(error) || patience.ms <= 0) throw error;
  }
  // It may have been taken though no answer came; a second one would write into the same results.
  return askPatiently(patience, async () => {
    const [taken] = readTasks(await ask('squeue', [...queueFormat, '--states=all', `--name=${request.jobName}`]));
    return taken === undefined ? firstId(await ask('sbatch', words)) : (taken.id.split('_')[0] as string);
  });
}

/** Of "12", or "12;cluster". */
function firstId(answer: string): string {
  return answer.trim().split(';')[0] as string;
}

/** The tasks of these job arrays that wait or run. */
export async function liveTasks(jobNames: readonly string[], patience: Patience): Promise<SlurmTask[]> {
  if (jobNames.length === 0) return [];
  const words = [...queueFormat, `--name=${jobNames.join(',')}`];
  return readTasks(await askPatiently(patience, () => ask('squeue', words)));
}

/**
 * What is still known of the tasks of these job arrays that have ended: by sacct where accounting is kept, else by what the
 * controller remembers for some minutes.
 */
export async function endedTasks(jobNames: readonly string[], patience: Patience): Promise<SlurmTask[]> {
  if (jobNames.length === 0) return [];
  const names = jobNames.join(',');
  try {
    const format = ['--noheader', '--parsable2', '--allocations', '--format=JobName,JobID,State'];
    return readTasks(await ask('sacct', [...format, '--starttime=now-30days', `--name=${names}`]));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const words = [...queueFormat, '--states=all', `--name=${names}`];
    return readTasks(await askPatiently(patience, () => ask('squeue', words)));
  }
}

export async function cancelArrays(jobNames: readonly string[]): Promise<void> {
  if (jobNames.length > 0)
    await ask(
      'scancel',
      jobNames.map((name) => `--name=${name}`),
    );
}

/** The largest number of tasks that one array may have. */
export async function largestArray(patience: Patience): Promise<number> {
  const config = await askPatiently(patience, () => ask('scontrol', ['show', 'config']));
  const [, size] = /^MaxArraySize\s*=\s*(\d+)/m.exec(config) ?? [];
  // Indices stay below it; 1001 is SLURM's default.
  return Math.max(1, Number(size ?? 1001) - 1);
}

const queueFormat = ['--noheader', '--array', '--format=%j|%F_%K|%T'];

/** Lines such as `seedrank-1f00|12_3|CANCELLED by 0`; tasks that were cancelled together have no number and are left out. */
function readTasks(text: string): SlurmTask[] {
  return text.split('\n').flatMap((line) => {
    const [jobName = '', id = '', state = ''] = line.trim().split('|');
    const [, index] = /^\d+_(\d+)$/.exec(id) ?? [];
    return index === undefined ? [] : [{ jobName, index: Number(index), id, state: state.split(' ')[0] as string }];
  });
}
