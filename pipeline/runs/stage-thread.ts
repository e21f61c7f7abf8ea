import { parentPort } from 'node:worker_threads';
import { Fault } from '../../src/fault.ts';
import { inlineExecutor, type StageTask } from '../engine/execute.ts';
import { graph } from '../graph.ts';
import type { Reply, StageFailure } from './stage-threads.ts';

const executor = inlineExecutor(graph.map(({ stage }) => stage));
const answer = (reply: Reply): void => parentPort?.postMessage(reply);

parentPort?.on('message', (task: StageTask) => {
  executor
    .execute(task, (message) => answer({ type: 'message', message }))
    .then(
      () => answer({ type: 'done', heldBytes: heldBytes() }),
      (error: unknown) => answer({ type: 'failed', failure: describe(error), heldBytes: heldBytes() }),
    );
});

function heldBytes(): number {
  const { heapTotal, external } = process.memoryUsage();
  return heapTotal + external;
}

function describe(error: unknown): StageFailure {
  if (error instanceof Fault) return { fault: error.details };
  const { message, stack, code, path } = error as NodeJS.ErrnoException;
  return { message, stack, code, path };
}
