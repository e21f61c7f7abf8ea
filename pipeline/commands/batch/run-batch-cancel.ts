import { setTimeout as sleep } from 'node:timers/promises';
import { openBatch } from '../../batch/open-batch.ts';
import { graph } from '../../graph.ts';
import { lookAtQueue } from '../../slurm/queue.ts';
import { cancelSlurm } from '../../slurm/run-on-slurm.ts';
import { print, printJson } from '../../ui/console.ts';
import type { BatchOptions } from './batch-options.ts';

/** SLURM ends tasks within its KillWait, 30 s unless set otherwise. */
const patienceMs = 60_000;

/** Takes the studies of a batch out of the queue of SLURM, and waits until none runs. */
export async function batchCancel(path: string, options: BatchOptions): Promise<number> {
  const { out } = await openBatch({ path, template: options.template, out: options.out }, graph, process.cwd());
  const cancelled = await cancelSlurm(out);
  const startedAt = performance.now();
  let left = cancelled;
  while (left > 0 && performance.now() - startedAt < patienceMs) {
    await sleep(200);
    left = (await lookAtQueue(out)).live.size;
  }
  if (options.json) printJson({ cancelled, stillRunning: left });
  else if (cancelled === 0) print('no study of this batch is in the queue of SLURM');
  else print(`${cancelled} ${cancelled === 1 ? 'study' : 'studies'} taken out of the queue; finished stages are kept`);
  return left > 0 ? 1 : 0;
}
