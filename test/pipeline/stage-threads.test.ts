import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { StageTask } from '../../pipeline/engine/execute.ts';

const built = '../../dist/pipeline/runs/stage-threads.js';
const { stageThreads } = (await import(built)) as typeof import('../../pipeline/runs/stage-threads.ts');

/** A stage that there is not, so that its thread says so and is done. */
const task: StageTask = { stage: 'none', params: {}, inputs: {}, outputs: {}, threads: 1 };

/** The threads that two such tasks are given, one after another. */
async function threadsOfTwo(mostHeld: number): Promise<Worker[]> {
  const started: Worker[] = [];
  const note = (worker: Worker) => started.push(worker);
  process.on('worker', note);
  const executor = stageThreads(mostHeld);
  try {
    for (let time = 0; time < 2; time++) {
      const ended = executor.execute(task, () => {});
      await expect(ended).rejects.toThrow('no stage is called none');
      const last = started.at(-1)!;
      if (mostHeld === 0 && last.threadId >= 0) await once(last, 'exit');
    }
  } finally {
    process.off('worker', note);
    await executor.close();
  }
  return started;
}

describe('stage threads', () => {
  it('serve one stage after another', async () => {
    expect(await threadsOfTwo(Number.POSITIVE_INFINITY)).toHaveLength(1);
  });

  it('end, for the sake of memory, when they hold too much, and give way to new ones', async () => {
    expect(await threadsOfTwo(0)).toHaveLength(2);
  });
});
