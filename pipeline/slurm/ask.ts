import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../src/fault.ts';

/** SLURM's own commands wait for 10 s (MessageTimeout) unless the cluster says otherwise. */
const longestCallMs = 60_000;

/** Runs a command of SLURM once, without a shell, and gives what it printed; a Fault if it fails or does not end. */
export function ask(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const limits = { maxBuffer: 1 << 28, timeout: longestCallMs, killSignal: 'SIGKILL' } as const;
    execFile(program, args, { encoding: 'utf8', ...limits }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === 'ENOENT') reject(missing(program));
      else if (error.killed) reject(silent(program, `no answer for ${longestCallMs / 1000} s`));
      else if (transient.test(stderr)) reject(silent(program, lastLine(stderr)));
      else reject(refused(program, lastLine(stderr || error.message)));
    });
  });
}

/**
 * What a controller says, or its clients say of it, that is being started anew, is overloaded, or is behind a network that
 * fails: in time it answers.
 */
const transient =
  /unable to (contact|connect)|connection (refused|timed out|reset)|socket timed out|timed out|communication|zero bytes|temporarily|try again|no route to host|network is unreachable|unexpected message|munge|protocol authentication|rate limit/i;

/** Whether an error is that SLURM does not answer for the moment, not that it refuses. */
export function isSilence(error: unknown): error is Fault {
  return error instanceof Fault && error.code === 'SLURM_SILENT';
}

const firstPauseMs = 500;
const longestPauseMs = 60_000;

/** How long a SLURM that does not answer is asked again. */
export interface Patience {
  readonly ms: number;
  /** Called once an outage, when its wait begins. */
  readonly tell?: (silence: Fault) => void;
}

export const noPatience: Patience = { ms: 0 };

/** Asks again, after pauses that grow, while SLURM does not answer, for as long as there is patience. */
export async function askPatiently<Answer>({ ms, tell }: Patience, question: () => Promise<Answer>): Promise<Answer> {
  const startedAt = performance.now();
  let isTold = false;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await question();
    } catch (error) {
      const leftMs = ms - (performance.now() - startedAt);
      if (!isSilence(error) || leftMs <= 0) throw error;
      if (!isTold) tell?.(error);
      isTold = true;
      // The last question is asked when the patience ends.
      await sleep(Math.min(pauseMs, leftMs));
    }
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function missing(program: string): Fault {
  return new Fault({
    code: 'SLURM_MISSING',
    message: `the command ${program} of SLURM is not on this machine`,
    found: program,
    hint: 'run this on a login node of the cluster, or leave --executor slurm out',
  });
}

function silent(program: string, found: string): Fault {
  return new Fault({
    code: 'SLURM_SILENT',
    message: `SLURM does not answer ${program}`,
    found,
    hint: 'run the same command again when it does, or wait longer with --slurm-patience: what is in the queue goes on',
  });
}

function refused(program: string, found: string): Fault {
  return new Fault({
    code: 'SLURM_REFUSED',
    message: `${program} of SLURM did not do what it was asked`,
    found,
    hint: 'correct the partition, account, time or memory, or ask who runs the cluster',
  });
}
