import { Worker } from 'node:worker_threads';
import { Fault, type FaultDetails } from '../../src/fault.ts';
import type { Executor, StageTask } from '../engine/execute.ts';
import type { StageMessage } from '../engine/stage.ts';

/** What a stage thread answers. */
export type Reply =
  | { readonly type: 'message'; readonly message: StageMessage }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly failure: StageFailure };

/** An error as plain data. */
export type StageFailure =
  | { readonly fault: FaultDetails }
  | {
      readonly message: string;
      readonly stack: string | undefined;
      /** Of the operating system: ENOSPC. */
      readonly code: string | undefined;
      readonly path: string | undefined;
    };

/**
 * Runs stages in threads of their own, so that this one stays free for signals and the display. A thread is started when
 * none is idle and serves one stage after another.
 */
export function stageThreads(): Executor {
  const all = new Set<Worker>();
  const idle: Worker[] = [];

  function start(): Worker {
    const worker = new Worker(new URL('./stage-thread.js', import.meta.url));
    all.add(worker);
    return worker;
  }

  return {
    execute(task: StageTask, emit) {
      const worker = idle.pop() ?? start();
      return new Promise<void>((resolve, reject) => {
        const onMessage = (reply: Reply): void => {
          if (reply.type === 'message') {
            emit(reply.message);
            return;
          }
          leave();
          idle.push(worker);
          if (reply.type === 'done') resolve();
          else reject(errorOf(reply.failure));
        };
        const onEnd = (reason: Error | number): void => {
          leave();
          all.delete(worker);
          if (typeof reason === 'number') reject(new Error(`the thread of ${task.stage} ended with ${reason}`));
          else reject(outOfMemory(reason) ?? reason);
        };
        const leave = (): void => {
          worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
        };
        worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
        worker.postMessage(task);
      });
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

function outOfMemory(error: Error): Fault | undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return undefined;
  return new Fault({
    code: 'OUT_OF_MEMORY',
    message: 'the stage needs more memory than Node.js gives it',
    found: error.message,
    hint: 'run again with more: NODE_OPTIONS=--max-old-space-size=8192 (in MB); finished stages are kept',
  });
}

function errorOf(failure: StageFailure): Error {
  if ('fault' in failure) return new Fault(failure.fault);
  const { message, stack, code, path } = failure;
  const error: NodeJS.ErrnoException = new Error(message);
  if (stack !== undefined) error.stack = stack;
  if (code !== undefined) error.code = code;
  if (path !== undefined) error.path = path;
  return error;
}
