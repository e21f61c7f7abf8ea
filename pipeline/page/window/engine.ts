import type { GuessedRole } from '../../draft/guess-roles.ts';
import type { RunEvent } from '../../engine/events.ts';
import type { Answer, GivenFile, Ran, Request } from '../messages.ts';
import type { KeptResult } from '../run-study.ts';
import type { Understood } from '../understand.ts';

/** What went wrong in the worker: a fault of the user's files, or a bug. */
export class WorkerFailure extends Error {
  readonly failure: Extract<Answer, { readonly type: 'failed' }>;

  constructor(failure: Extract<Answer, { readonly type: 'failed' }>) {
    super(failure.fault?.message ?? failure.bug ?? '');
    this.failure = failure;
  }
}

/** The worker, and what it has done so far: it can be stopped at any time, and goes on from there. */
export interface StudyEngine {
  give(files: readonly GivenFile[]): Promise<void>;
  guessRoles(): Promise<readonly GuessedRole[]>;
  understand(flags: { readonly [key: string]: unknown }): Promise<Understood>;
  /** A study file that somebody has written. */
  understandStudy(text: string): Promise<Understood>;
  run(text: string, onEvent: (event: RunEvent) => void): Promise<Ran>;
  zip(): Promise<Blob>;
  /** Ends what runs; finished stages are kept. */
  stop(): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}

type Parts = { readonly assets: readonly (readonly [string, string])[]; readonly worker: string };

/** Starts the worker from the text that the page carries: a file on the disk may not load another. */
export function startEngine({ assets, worker: program }: Parts): StudyEngine {
  const script = new Blob([program], { type: 'text/javascript' });
  const kept: KeptResult[] = [];
  let given: readonly GivenFile[] = [];
  let count = 0;
  let worker: Worker | undefined;
  const waiting = new Map<number, Waiting>();

  function open(): Worker {
    if (worker !== undefined) return worker;
    const url = URL.createObjectURL(script);
    worker = new Worker(url);
    worker.onmessage = ({ data }: MessageEvent<Answer>) => take(data);
    worker.onerror = ({ message }) => {
      stop({ type: 'failed', id: 0, bug: message });
    };
    void send({ type: 'open', assets, kept });
    if (given.length > 0) void send({ type: 'give', files: given });
    return worker;
  }

  function take(answer: Answer): void {
    if (answer.type === 'event') waiting.get(answer.id)?.onEvent?.(answer.event);
    else if (answer.type === 'kept') kept.push(answer.result);
    else {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.type === 'done') asked?.resolve(answer.result);
      else asked?.reject(new WorkerFailure(answer));
    }
  }

  function send(request: Request, onEvent?: (event: RunEvent) => void): Promise<unknown> {
    const id = ++count;
    const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject, onEvent }));
    open().postMessage({ ...request, id });
    return answered;
  }

  function stop(failure: Extract<Answer, { readonly type: 'failed' }>): void {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new WorkerFailure(failure));
    waiting.clear();
  }

  return {
    async give(files) {
      given = files;
      await send({ type: 'give', files });
    },
    guessRoles: () => send({ type: 'roles' }) as Promise<readonly GuessedRole[]>,
    understand: (flags) => send({ type: 'understand', flags }) as Promise<Understood>,
    understandStudy: (text) => send({ type: 'understand-study', text }) as Promise<Understood>,
    run: (text, onEvent) => send({ type: 'run', text }, onEvent) as Promise<Ran>,
    zip: () => send({ type: 'zip' }) as Promise<Blob>,
    stop: () =>
      stop({
        type: 'failed',
        id: 0,
        fault: { code: 'STOPPED', message: 'the run was stopped', hint: 'Run again: finished stages are kept.' },
      }),
  };
}
