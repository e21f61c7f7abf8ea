import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Kill, launch } from '../pipeline/launched.ts';
import { expectToSurviveKills, killGroup, killInstants, runUndisturbed } from '../pipeline/random-kills.ts';
import { batchContents, batchIn } from '../pipeline/small-batch.ts';
import { contents, copyStudy, type Ended, interrupt, run, smallestStudy } from '../pipeline/small-study.ts';
import { expectToSurvive, type Try } from '../pipeline/survive.ts';
import { filesIn, writingCommands } from '../pipeline/writing-commands.ts';

const kills = 100;
const killsOfOthers = 30;
const seed = 20261201;

describe('a run that is killed', () => {
  it(
    `at any of ${kills} random instants ends with the same bytes when it is run again`,
    {
      timeout: 1_800_000,
    },
    () => expectToSurviveKills(kills),
  );

  it('over and over ends with the same bytes too', { timeout: 300_000 }, async () => {
    const { durationMs, contents: expected } = await runUndisturbed([]);
    const study = smallestStudy();
    const random = killInstants(20261123);
    for (let kill = 0; kill < 6; kill++) {
      await interrupt(study, 'SIGKILL', { afterMs: (0.2 + 0.5 * random()) * durationMs }, { send: killGroup });
    }
    expect(run(study).code).toBe(0);
    expect(contents(study)).toEqual(expected);
  });
});

/** How long a command takes, the shorter of two times: a kill after the end tries nothing. */
async function undisturbedMs(start: () => Promise<Ended>): Promise<number> {
  const durations: number[] = [];
  for (let repeat = 0; repeat < 2; repeat++) {
    const startedAt = performance.now();
    expect((await start()).code).toBe(0);
    durations.push(performance.now() - startedAt);
  }
  return Math.min(...durations);
}

describe('a command that is killed', () => {
  it(`at any of ${killsOfOthers} random instants leaves whole files, and when it is given again only them`, {
    timeout: 1_800_000,
  }, async () => {
    const random = killInstants(seed);
    const tries: Try[] = [];
    for (const { name, folder, args, written } of writingCommands()) {
      const newOut = () => mkdtempSync(join(tmpdir(), 'seedrank-out-'));
      const durationMs = await undisturbedMs(() => launch(folder, args(newOut())));
      for (let k = 0; k < killsOfOthers; k++) {
        const share = random();
        // By turns at any time, and while something is written, which takes little of it.
        const isWriting = k % 2 === 1;
        const afterMs = isWriting ? 30 * share : durationMs * share;
        tries.push({
          kind: `kills: ${name}`,
          what: `after ${afterMs} ms${isWriting ? ' of writing' : ''}`,
          async attempt() {
            const out = newOut();
            const kill: Kill = { afterMs, sinceChangeIn: isWriting ? out : undefined };
            await launch(folder, args(out), { kill });
            const found = Object.entries(filesIn(out)).filter(([file]) => !/^\..*\.seedrank-\d+-/.test(file));
            for (const [file, text] of found) expect(text, file).toBe(written[file]);
            const again = await launch(folder, args(out));
            expect(again.code, again.stderr).toBe(0);
            expect(filesIn(out)).toEqual(written);
            rmSync(out, { recursive: true });
          },
        });
      }
    }
    await expectToSurvive(tries);
  });

  it.each([
    { name: 'batch', of: 'two studies', tries: (3 * kills) / 10, work: () => batchOf('one,0.1', 'two,0.05') },
    { name: 'batch', of: 'one study', tries: (7 * kills) / 10, work: () => batchOf('one,0.1') },
    { name: 'clean', of: 'a study', tries: killsOfOthers, work: uncleanStudy },
  ])(
    '$name of $of, at any of $tries random instants, ends with the same bytes when it is given again',
    {
      timeout: 1_800_000,
    },
    async ({ name, tries, work }) => {
      const random = killInstants(seed);
      const { folder, args } = work();
      const copy = () => copyStudy({ folder, study: '', results: '' }).folder;
      const contentsOf = (place: string) => batchContents({ folder: place, out: join(place, 'results') });
      const done = copy();
      const durationMs = await undisturbedMs(() => {
        rmSync(done, { recursive: true });
        cpSync(folder, done, { recursive: true, preserveTimestamps: true });
        return launch(done, args);
      });
      const expected = contentsOf(done);
      await expectToSurvive(
        Array.from({ length: tries }, (): Try => {
          const afterMs = durationMs * random();
          return {
            kind: `kills: ${name}`,
            what: `after ${afterMs} ms`,
            async attempt() {
              const place = copy();
              await launch(place, args, { kill: { afterMs } });
              const again = await launch(place, args);
              expect(again.code, again.stderr).toBe(0);
              expect(contentsOf(place)).toEqual(expected);
              rmSync(place, { recursive: true });
            },
          };
        }),
      );
    },
  );
});

interface Work {
  readonly folder: string;
  readonly args: readonly string[];
}

function batchOf(...rows: readonly string[]): Work {
  const { folder } = batchIn(smallestStudy().folder, '', 'name,alpha', ...rows);
  return { folder, args: ['batch', 'batch.csv', '--template', 'template.yml'] };
}

/** What earlier settings have left is there to be removed. */
function uncleanStudy(): Work {
  const study = smallestStudy();
  for (const alpha of ['0.2', '0.3', '0.1']) run(study, '--until', 'differential', '--alpha', alpha);
  return { folder: study.folder, args: ['clean', 'study.yml'] };
}
