import { spawn } from 'node:child_process';
import { type Ended, program } from './small-study.ts';

/** Sends a signal to the whole process group some time after its start. */
export interface Kill {
  readonly afterMs: number;
}

/** Runs the built program in a folder, in a process group of its own, while this process goes on. */
export function launch(folder: string, args: readonly string[], kill?: Kill): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, detached: true });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const timer = kill && setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), kill.afterMs);
    child.on('exit', () => clearTimeout(timer));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
