import { describe, expect, it } from 'vitest';
import { expectToSurviveKills, killGroup, killInstants, runUndisturbed } from '../pipeline/random-kills.ts';
import { contents, interrupt, run, smallestStudy } from '../pipeline/small-study.ts';

const kills = 100;

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
