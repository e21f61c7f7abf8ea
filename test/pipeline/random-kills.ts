import { readdirSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { expect } from 'vitest';
import { recordSurvivals } from '../survival-table.ts';
import { contents, interrupt, smallestStudy } from './small-study.ts';

const seed = 20261122;

/** Numbers in [0, 1): mulberry32. */
export function killInstants(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The whole process group, as a scheduler kills. */
export const killGroup = (pid: number, signal: NodeJS.Signals): void => {
  process.kill(-pid, signal);
};

/** The last thread that the process has started, as the memory killer may choose one. */
const killThread = (pid: number, signal: NodeJS.Signals): void => {
  const threads = readdirSync(`/proc/${pid}/task`).map(Number);
  process.kill(Math.max(...threads), signal);
};

export interface Undisturbed {
  readonly args: readonly string[];
  /** The shortest that was seen: the machine may have been busy, and a kill after the end tries nothing. */
  durationMs: number;
  readonly contents: Record<string, string>;
}

export async function runUndisturbed(args: readonly string[]): Promise<Undisturbed> {
  const durations: number[] = [];
  let study = smallestStudy();
  for (let repeat = 0; repeat < 2; repeat++) {
    study = smallestStudy();
    const startedAt = performance.now();
    const { code, stderr } = await interrupt(study, 'SIGKILL', { event: () => false }, { args });
    expect(code, stderr).toBe(0);
    durations.push(performance.now() - startedAt);
  }
  return { args, durationMs: Math.min(...durations), contents: contents(study) };
}

/** Kills that many runs of the smallest study, each at a random instant, and expects each to end as ever when it is run again. */
export async function expectToSurviveKills(kills: number): Promise<void> {
  const whole = await runUndisturbed([]);
  const ranked = await runUndisturbed(['--until', 'rank']);
  const tested = await runUndisturbed(['--until', 'differential']);
  // Most runs end early, as the later stages take longer than all before them: the kills then fall where more happens.
  const ofTen = [whole, ranked, ranked];
  const random = killInstants(seed);
  const instants = Array.from({ length: kills }, (_, index) => ({
    reference: ofTen[index % 10] ?? tested,
    share: random(),
    // By turns, and the other way round in the next ten.
    send: (index + Math.floor(index / 10)) % 2 === 0 ? killGroup : killThread,
  }));
  const killedAfterMs: number[] = [];
  const next = instants.entries();
  const lane = async (): Promise<void> => {
    for (const [index, { reference, share, send }] of next) {
      const study = smallestStudy();
      const { args } = reference;
      const afterMs = share * reference.durationMs;
      const startedAt = performance.now();
      const { signal } = await interrupt(study, 'SIGKILL', { afterMs }, { args, send });
      if (signal === 'SIGKILL') killedAfterMs.push(Math.round(afterMs));
      else reference.durationMs = Math.min(reference.durationMs, performance.now() - startedAt);
      const again = await interrupt(study, 'SIGKILL', { event: () => false }, { args });
      expect(again.code, again.stderr).toBe(0);
      expect(contents(study), `kill ${index} after ${afterMs} ms`).toEqual(reference.contents);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  const durations = [whole, ranked, tested].map(({ durationMs }) => Math.round(durationMs)).join(', ');
  console.info(
    `${kills} kills (seed ${seed}; runs take ${durations} ms), of which ${killedAfterMs.length} before the end, ` +
      `after ms: ${killedAfterMs.join(' ')}`,
  );
  expect(killedAfterMs.length).toBeGreaterThan(kills / 2);
  // One that was not survived has ended the test.
  recordSurvivals(tmpdir(), [{ kind: 'kills: run', tries: kills, survived: kills }]);
}
