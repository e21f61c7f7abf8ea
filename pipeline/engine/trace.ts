import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunEvent } from './events.ts';

const header = ['task_id', 'hash', 'name', 'status', 'exit', 'submit', 'duration', 'realtime', 'peak_rss'];

export interface Trace {
  (event: RunEvent): void;
  /** Whether there is anything in it. */
  begun(): boolean;
}

/**
 * Writes one line for each stage that ran into `execution_trace_<start>.txt`, with the columns Nextflow's users know, as
 * soon as it has ended, so that a killed run leaves what was known. `peak_rss` is that of the whole process so far.
 * A run in which nothing ran writes no file, nor does one whose first stage is refused in a new results folder.
 */
export function openTrace(path: string): Trace {
  const pending: (readonly string[])[] = [header];
  let tasks = 0;
  let begun = false;
  const record = (event: RunEvent): void => {
    if (event.type !== 'stage-finished' && event.type !== 'stage-failed') return;
    pending.push(describeTask(++tasks, event));
    if (event.type === 'stage-failed' && !existsSync(dirname(path))) return;
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, pending.map((fields) => `${fields.join('\t')}\n`).join(''));
    pending.length = 0;
    begun = true;
  };
  return Object.assign(record, { begun: () => begun });
}

function describeTask(
  task: number,
  event: Extract<RunEvent, { readonly type: 'stage-finished' | 'stage-failed' }>,
): string[] {
  const failed = event.type === 'stage-failed';
  const duration = `${(event.durationMs / 1000).toFixed(3)}s`;
  return [
    String(task),
    failed ? '-' : `${event.key.slice(0, 2)}/${event.key.slice(2, 8)}`,
    event.stage,
    failed ? 'FAILED' : 'COMPLETED',
    failed ? '1' : '0',
    timestamp(new Date(Date.now() - event.durationMs)),
    duration,
    duration,
    `${(process.resourceUsage().maxRSS / 1024).toFixed(1)} MB`,
  ];
}

/** `2026-11-22 16:03:44.120` in local time. */
function timestamp(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().replace('T', ' ').slice(0, 23);
}

/**
 * `2026-11-22_16-03-44`, as nf-core names the files of a run; with a number after it where another run began in that second,
 * or the clock was set back.
 */
export function freeTimestamp(folder: string, date: Date): string {
  const stamp = timestamp(date).slice(0, 19).replace(' ', '_').replaceAll(':', '-');
  const isTaken = (name: string): boolean => existsSync(join(folder, `execution_trace_${name}.txt`));
  let name = stamp;
  for (let run = 2; isTaken(name); run++) name = `${stamp}_${run}`;
  return name;
}
