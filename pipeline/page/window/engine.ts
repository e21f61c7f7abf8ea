import type { GuessedRole } from '../../draft/guess-roles.ts';
import type { RunEvent } from '../../engine/events.ts';
import { type AskedWorker, startWorker } from '../ask-worker.ts';
import type { Failure } from '../failure.ts';
import type { Event, GivenFile, Ran, Request } from '../messages.ts';
import type { KeptResult } from '../run-study.ts';
import type { Understood } from '../understand.ts';

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

const STOPPED: Failure = {
  fault: { code: 'STOPPED', message: 'the run was stopped', hint: 'Run again: finished stages are kept.' },
};

/** Starts the worker when it is first asked for something. */
export function startEngine(
  parts: Pick<Extract<Request, { readonly type: 'open' }>, 'program' | 'assets'>,
): StudyEngine {
  const kept: KeptResult[] = [];
  let given: readonly GivenFile[] = [];
  let worker: AskedWorker | undefined;

  async function ask(request: Request, onEvent?: (event: Event) => void): Promise<unknown> {
    const asked =
      worker ??
      startWorker(parts.program, () => {
        worker = undefined;
      });
    // Answered in their order, before what is asked next.
    const first: readonly Request[] =
      worker === undefined
        ? [
            { type: 'open', ...parts, kept },
            { type: 'give', files: given },
          ]
        : [];
    worker = asked;
    const answers = [...first.map((one) => asked.ask(one)), asked.ask(request, onEvent)];
    return (await Promise.all(answers)).at(-1);
  }

  return {
    async give(files) {
      given = files;
      await ask({ type: 'give', files });
    },
    guessRoles: () => ask({ type: 'roles' }) as Promise<readonly GuessedRole[]>,
    understand: (flags) => ask({ type: 'understand', flags }) as Promise<Understood>,
    understandStudy: (text) => ask({ type: 'understand-study', text }) as Promise<Understood>,
    run: (text, onEvent) =>
      ask({ type: 'run', text }, (event) => {
        if (event.type === 'kept') kept.push(event.result);
        else if (event.type !== 'progress' && event.type !== 'note') onEvent(event);
      }) as Promise<Ran>,
    zip: () => ask({ type: 'zip' }) as Promise<Blob>,
    stop() {
      worker?.end(STOPPED);
      worker = undefined;
    },
  };
}
