import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectToSurviveKills } from './random-kills.ts';
import { contents, program, run, smallestStudy } from './small-study.ts';

const kills = 4;

describe('a run that is killed', () => {
  it(`at any of ${kills} random instants ends with the same bytes when it is run again`, () =>
    expectToSurviveKills(kills));

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
});
