import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { type Ended, program } from './small-study.ts';

/** Ends a process and all that it has started. */
export interface Kill {
  readonly afterMs: number;
  /** Counted from the first change in this folder, not from the start. */
  readonly sinceChangeIn?: string | undefined;
}

export interface Launch {
  readonly kill?: Kill;
  /** A program with its arguments that starts another, such as `prlimit`. */
  readonly under?: readonly string[];
}

/** Runs the built program in a folder, in a process group of its own, while this process goes on. */
export function launch(folder: string, args: readonly string[], { kill, under = [] }: Launch = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const [command, ...words] = [...under, process.execPath, program, ...args];
    const child = spawn(command as string, words, { cwd: folder, detached: true });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    let timer: NodeJS.Timeout | undefined;
    const count = (): void => {
      timer ??= setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), kill?.afterMs);
    };
    const watcher = kill?.sinceChangeIn === undefined ? undefined : watch(kill.sinceChangeIn, count);
    if (kill !== undefined && watcher === undefined) count();
    child.on('error', reject);
    child.on('exit', () => {
      watcher?.close();
      clearTimeout(timer);
    });
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
