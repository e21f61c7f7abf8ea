import { type Failure, WorkerFailure } from './failure.ts';
import type { Answer, Event, Request } from './messages.ts';

/** A worker that answers requests. */
export interface AskedWorker {
  ask(request: Request, onEvent?: (event: Event) => void): Promise<unknown>;
  /** Ends the worker and what it runs: all that is asked fails. */
  end(failure: Failure): void;
}

interface Started {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: (message: { readonly data: Answer }) => void;
  onerror: (error: { readonly message: string }) => void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly onEvent: ((event: Event) => void) | undefined;
}

/**
 * Starts a worker from the text of the program: a page on the disk may not load another file. `onEnd` is told when the worker
 * breaks down.
 */
export function startWorker(program: Blob, onEnd: () => void): AskedWorker {
  const { Worker: Thread } = globalThis as unknown as { readonly Worker: new (url: string) => Started };
  const url = URL.createObjectURL(program);
  const worker = new Thread(url);
  const waiting = new Map<number, Waiting>();
  let count = 0;

  function end(failure: Failure): void {
    worker.terminate();
    URL.revokeObjectURL(url);
    for (const { reject } of waiting.values()) reject(new WorkerFailure(failure));
    waiting.clear();
  }

  worker.onmessage = ({ data: answer }) => {
    const asked = waiting.get(answer.id);
    if (answer.type === 'event') return asked?.onEvent?.(answer.event);
    waiting.delete(answer.id);
    if (answer.type === 'done') asked?.resolve(answer.result);
    else asked?.reject(new WorkerFailure(answer.failure));
  };
  worker.onerror = ({ message }) => {
    onEnd();
    end({ bug: message });
  };
  return {
    ask: (request, onEvent) => {
      const id = ++count;
      const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject, onEvent }));
      worker.postMessage({ ...request, id });
      return answered;
    },
    end,
  };
}
