import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { contents, interrupt, run, smallestStudy } from './small-study.ts';

const kills = 100;
const seed = 20261122;
/** Most runs end before the report, which takes as long as all before it: the kills then fall where more happens. */
const everyNthWhole = 10;

/** Numbers in [0, 1): mulberry32. */
function generator(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The whole process group, as a scheduler kills. */
const killGroup = (pid: number, signal: NodeJS.Signals): void => {
  process.kill(-pid, signal);
};

/** The last thread that the process has started, as the memory killer may choose one. */
const killThread = (pid: number, signal: NodeJS.Signals): void => {
  const threads = readdirSync(`/proc/${pid}/task`).map(Number);
  process.kill(Math.max(...threads), signal);
};

interface Undisturbed {
  readonly args: readonly string[];
  readonly durationMs: number;
  readonly contents: Record<string, string>;
}

async function undisturbed(args: readonly string[]): Promise<Undisturbed> {
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

describe('a run that is killed', () => {
  it(`at any of ${kills} random instants ends with the same bytes when it is run again`, {
    timeout: 900_000,
  }, async () => {
    const whole = await undisturbed([]);
    const short = await undisturbed(['--until', 'rank']);
    const random = generator(seed);
    const instants = Array.from({ length: kills }, (_, index) => {
      const reference = index % everyNthWhole === 0 ? whole : short;
      return { reference, afterMs: random() * reference.durationMs, send: index % 2 === 0 ? killGroup : killThread };
    });
    let hits = 0;
    const next = instants.entries();
    const lane = async (): Promise<void> => {
      for (const [index, { reference, afterMs, send }] of next) {
        const study = smallestStudy();
        const { args } = reference;
        const { signal } = await interrupt(study, 'SIGKILL', { afterMs }, { args, send });
        if (signal === 'SIGKILL') hits++;
        const again = await interrupt(study, 'SIGKILL', { event: () => false }, { args });
        expect(again.code, again.stderr).toBe(0);
        expect(contents(study), `kill ${index} after ${afterMs} ms`).toEqual(reference.contents);
      }
    };
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
    const listed = instants.map(({ afterMs }) => Math.round(afterMs)).join(' ');
    console.info(
      `${kills} kills (seed ${seed}; a run takes ${Math.round(short.durationMs)} ms, with its report ` +
        `${Math.round(whole.durationMs)} ms), of which ${hits} before the end, after ms: ${listed}`,
    );
    expect(hits).toBeGreaterThan(kills / 2);
  });

  it('over and over ends with the same bytes too', { timeout: 300_000 }, async () => {
    const { durationMs, contents: expected } = await undisturbed([]);
    const study = smallestStudy();
    const random = generator(seed + 1);
    for (let kill = 0; kill < 6; kill++) {
      await interrupt(study, 'SIGKILL', { afterMs: (0.2 + 0.5 * random()) * durationMs }, { send: killGroup });
    }
    expect(run(study).code).toBe(0);
    expect(contents(study)).toEqual(expected);
  });
});
