import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StudyFailure } from '../batch/batch-records.ts';
import type { StudyProcesses } from '../batch/study-task.ts';
import type { RunEvent } from '../engine/events.ts';

/** What a study process answers. */
export type StudyReply =
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'ended'; readonly failures: readonly StudyFailure[] };

/** How long a process that was told to stop may take, before it is killed. */
const patienceMs = 400;
/** Of what a dying process said, the end is kept. */
const lastWordsLength = 2000;

/**
 * Has glibc give large blocks back to the system when they are freed. By itself it keeps those of up to 32 MB once one of their
 * size was freed: a study of 60,000 genes then holds a tenth more at its peak, and a process that serves many keeps it.
 */
const returnMemory = { MALLOC_MMAP_THRESHOLD_: '4194304', MALLOC_TRIM_THRESHOLD_: '4194304' };

/** Starts a process where none is idle. */
export function studyProcesses(): StudyProcesses {
  const all = new Set<ChildProcess>();
  const idle: ChildProcess[] = [];
  let closing = false;

  function start(): ChildProcess {
    const child = fork(fileURLToPath(new URL('./study-process.js', import.meta.url)), {
      execArgv: [],
      env: { ...returnMemory, ...process.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    all.add(child);
    child.once('exit', () => {
      all.delete(child);
      const position = idle.indexOf(child);
      if (position >= 0) idle.splice(position, 1);
    });
    return child;
  }

  return {
    run(task, emit) {
      const child = idle.pop() ?? start();
      const running = new Set<string>();
      let lastWords = '';
      return new Promise((resolve, reject) => {
        const onWords = (words: Buffer): void => {
          lastWords = (lastWords + String(words)).slice(-lastWordsLength);
        };
        const onReply = (reply: StudyReply): void => {
          if (reply.type === 'event') {
            follow(reply.event, running);
            emit(reply.event);
            return;
          }
          leave();
          idle.push(child);
          resolve(reply.failures);
        };
        const onExit = (code: number | null, signal: string | null): void => {
          leave();
          // A study that was stopped has neither failed nor ended.
          if (!closing) resolve([diedOf(signal ?? `exit code ${code}`, [...running], lastWords)]);
        };
        const onError = (error: Error): void => {
          leave();
          reject(error);
        };
        const leave = (): void => {
          child.off('message', onReply).off('close', onExit).off('error', onError);
          child.stderr?.off('data', onWords);
        };
        // Not 'exit': the last words may come after it.
        child.on('message', onReply).on('close', onExit).on('error', onError);
        child.stderr?.on('data', onWords);
        child.send(task);
      });
    },
    async close() {
      closing = true;
      await Promise.all(
        [...all].map((child) => {
          const ended = new Promise((resolve) => child.once('exit', resolve));
          const killer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
          if (child.connected) child.disconnect();
          return ended.then(() => clearTimeout(killer));
        }),
      );
    },
  };
}

/** Keeps the stages that are running. */
function follow(event: RunEvent, running: Set<string>): void {
  if (event.type === 'stage-started') running.add(event.stage);
  else if (event.type === 'stage-finished' || event.type === 'stage-failed') running.delete(event.stage);
}

function diedOf(cause: string, running: readonly string[], lastWords: string): StudyFailure {
  const said = lastWords.trim().split('\n').at(-1);
  return {
    fault: {
      code: 'STUDY_PROCESS_DIED',
      message: `the process of the study ended by ${cause}${running.length > 0 ? ` in ${running.join(', ')}` : ''}`,
      found: said || undefined,
      hint: 'run again: finished stages are kept; if memory is short, use fewer --jobs',
    },
  };
}
