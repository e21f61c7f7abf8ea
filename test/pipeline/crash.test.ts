import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contents, interrupt, program, run, smallestStudy } from './small-study.ts';

const kills = 100;
const seed = 20261122;

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
  /** The shortest that was seen: the machine may have been busy, and a kill after the end tries nothing. */
  durationMs: number;
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
    timeout: 1_800_000,
  }, async () => {
    const whole = await undisturbed([]);
    const ranked = await undisturbed(['--until', 'rank']);
    const tested = await undisturbed(['--until', 'differential']);
    // Most runs end early, as the later stages take longer than all before them: the kills then fall where more happens.
    const ofTen = [whole, ranked, ranked];
    const random = generator(seed);
    const instants = Array.from({ length: kills }, (_, index) => ({
      reference: ofTen[index % 10] ?? tested,
      share: random(),
      send: Math.floor(index / 10) % 2 === 0 ? killGroup : killThread,
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
  });

  it('leaves no half-written file once another has run', () => {
    const study = smallestStudy();
    expect(run(study, '--until', 'ingest').code).toBe(0);
    const script = `import { processToken } from ${JSON.stringify(join(program, '../engine/process-identity.js'))};
      process.stdout.write(processToken());`;
    const dead = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout;
    const before = Object.keys(contents(study));
    for (const folder of ['.', 'pipeline_info', 'work', 'work/.users']) {
      writeFileSync(join(study.results, folder, `.some.json.seedrank-${dead}`), '{');
    }
    expect(run(study, '--until', 'ingest').code).toBe(0);
    expect(Object.keys(contents(study))).toEqual(before);
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
