import { spawn, spawnSync } from 'node:child_process';

/** The program `script` gives a terminal to what it starts. */
export const hasTerminal = spawnSync('script', ['-qc', 'true', '/dev/null']).status === 0;
export const whyTerminal = hasTerminal ? '' : ' (skipped: the program script, which gives a terminal, is absent)';

/** For a question or a text to appear: the machine may do other work. */
const patienceMs = 60_000;

export interface Conversation {
  readonly code: number | null;
  /** All that stood on the screen, with its controls. */
  readonly screen: string;
  /** What the program was waited for in vain, where it was. */
  readonly unasked: string | undefined;
}

/** Runs a command line at a terminal of 110 columns; each time that the text of a step has appeared, its answer is typed. */
export function converse(
  commandLine: string,
  cwd: string,
  steps: readonly (readonly [appears: string, typed: string])[],
): Promise<Conversation> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: cwd, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
    const child = spawn('script', ['-qefc', `stty rows 40 columns 110; ${commandLine}`, '/dev/null'], { cwd, env });
    let screen = '';
    let read = 0;
    let step = 0;
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs * 2);
    let isTyping = false;
    const look = (): void => {
      const [appears, typed] = steps[step] ?? [];
      const found = appears === undefined || isTyping ? -1 : screen.indexOf(appears, read);
      if (found < 0) return;
      read = found + appears!.length;
      step++;
      isTyping = true;
      // A prompt listens once it is drawn.
      setTimeout(() => {
        child.stdin.write(typed!);
        isTyping = false;
        look();
      }, 200);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      look();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, screen, unasked: steps[step]?.[0] });
    });
  });
}
