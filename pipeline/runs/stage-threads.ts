import { Worker } from 'node:worker_threads';
import { Fault, type FaultDetails } from '../../src/fault.ts';
import type { Executor, StageTask } from '../engine/execute.ts';
import type { StageMessage } from '../engine/stage.ts';

/** What a stage thread answers. */
export type Reply = { readonly type: 'message'; readonly message: StageMessage } | StageEnd;

/** How a stage has ended, and what memory its thread holds since, heap and buffers, in bytes. */
type StageEnd = { readonly heldBytes: number } & (
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly failure: StageFailure }
);

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
 * A thread that holds more than this after a stage is ended: it would keep what it has claimed to the end of the run, while
 * others claim theirs. A new one costs some 50 ms, which stages that take so much do not notice.
 */
const LARGE = 96 * 1024 * 1024;

/**
 * Runs stages in threads of their own, so that this one stays free for signals and the display. A thread is started when
 * none is idle and serves one stage after another, until it holds more than `mostHeld` bytes.
 */
export function stageThreads(mostHeld = LARGE): Executor {
  const all = new Set<Worker>();
  const idle: Worker[] = [];

  function start(): Worker {
    const worker = new Worker(new URL('./stage-thread.js', import.meta.url));
    all.add(worker);
    return worker;
  }

  function release(worker: Worker, heldBytes: number): void {
    if (heldBytes <= mostHeld) idle.push(worker);
    else void worker.terminate().then(() => all.delete(worker));
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
          release(worker, reply.heldBytes);
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
