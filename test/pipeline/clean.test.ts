import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contents, eventsOf, program, run, type SmallStudy, seedrank, smallestStudy } from './small-study.ts';

const short = ['--until', 'differential'];

interface Cleaned {
  readonly dryRun: boolean;
  readonly folders: readonly {
    readonly work: string;
    readonly removed: readonly { readonly stage: string; readonly bytes: number }[];
    readonly kept: number;
    readonly freedBytes: number;
  }[];
}

function clean({ folder }: SmallStudy, ...args: string[]): Cleaned['folders'][number] {
  const { code, stdout, stderr } = seedrank(folder, 'clean', 'study.yml', '--json', ...args);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as Cleaned).folders[0] as Cleaned['folders'][number];
}

it('clean removes what earlier settings left, after a dry run that removes nothing, and no more', () => {
  const study = smallestStudy();
  run(study, ...short, '--alpha', '0.2');
  run(study, ...short);
  const before = contents(study);
  const dry = clean(study, '--dry-run');
  const stages = dry.removed.map(({ stage }) => stage);
  expect(stages.sort()).toEqual(['differential']);
  expect(contents(study)).toEqual(before);
  const done = clean(study);
  expect({ ...done, removed: done.removed.length }).toEqual({ ...dry, removed: 1 });
  expect(done.freedBytes).toBe(done.removed.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(Object.keys(contents(study)).length).toBeLessThan(Object.keys(before).length);
  expect(run(study, ...short).executed).toEqual([]);
  expect(clean(study).removed).toEqual([]);
  expect(run(study, ...short, '--alpha', '0.2').executed.length).toBe(1);
  expect(seedrank(study.folder, 'clean').stdout).toMatch(
    /work: freed 0 bytes of 0 results that no study needs; \d+ results stay\n$/,
  );
});

it('clean keeps what other studies of the same work folder need', () => {
  const [one, other] = [smallestStudy(), smallestStudy()];
  const work = join(one.folder, 'shared');
  run(one, ...short, '--work', work);
  run(other, ...short, '--work', work, '--alpha', '0.2');
  run(one, ...short, '--work', work, '--lfc-threshold', '0.5');
  run(one, ...short, '--work', work);
  const { removed } = clean(one, '--work', work);
  expect(removed.map(({ stage }) => stage).sort()).toEqual(['differential']);
  expect(run(other, ...short, '--work', work, '--alpha', '0.2').executed).toEqual([]);
});

it('two runs at once do what they share once, and clean waits for neither but refuses', async () => {
  const [one, other] = [smallestStudy(), smallestStudy()];
  const work = join(one.folder, 'shared');
  const start = ({ folder }: SmallStudy): { child: ReturnType<typeof spawn>; ended: Promise<string> } => {
    const child = spawn(process.execPath, [program, 'run', 'study.yml', '--json', ...short, '--work', work], {
      cwd: folder,
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    return { child, ended: new Promise((resolve) => child.on('close', () => resolve(stdout))) };
  };
  const runs = [start(one), start(other)];
  await new Promise((resolve) => runs[0]?.child.stdout?.once('data', resolve));
  runs[0]?.child.kill('SIGSTOP');
  const refused = seedrank(other.folder, 'clean', 'study.yml', '--work', work);
  runs[0]?.child.kill('SIGCONT');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('error WORK_IN_USE: a run is using the kept results');
  const events = (await Promise.all(runs.map(({ ended }) => ended))).map(eventsOf);
  for (const own of events) expect(own.at(-1)).toMatchObject({ type: 'run-finished', ok: true });
  const ran = events.flat().flatMap((event) => (event.type === 'stage-finished' ? [event.stage] : []));
  expect(ran.sort()).toEqual([...new Set(ran)]);
  expect(ran).toContain('normalize');
  expect(clean(one, '--work', work).removed).toEqual([]);
  expect(existsSync(join(work, '.locks'))).toBe(false);
});

it('clean refuses where a run on another machine holds a lock, unless that is said to be down', () => {
  const study = smallestStudy();
  run(study, ...short, '--alpha', '0.2');
  run(study, ...short);
  const owner = { pid: 1, host: 'node-7', since: '2026-11-22T10:00:00.000Z', claim: '0123456789abcdef' };
  writeFileSync(join(study.results, '.seedrank.lock'), JSON.stringify(owner));
  const refused = seedrank(study.folder, 'clean', 'study.yml');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/WORK_IN_USE[\s\S]*process 1 on node-7[\s\S]*add --unlock node-7/);
  expect(clean(study, '--dry-run').removed).toHaveLength(1);
  expect(seedrank(study.folder, 'clean', 'study.yml', '--unlock', 'node-8').code).toBe(2);
  expect(clean(study, '--unlock', 'node-7').removed).toHaveLength(1);
});
