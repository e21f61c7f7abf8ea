import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../pipeline/engine/files.ts';
import { finishedStudy } from './finished-study.ts';
import { goesOnAfterKill, stopsAtOnce } from './interrupted-run.ts';
import { contents, copyStudy, run, seedrank, smallStudy } from './small-study.ts';

const both = (stage: string, engine = ''): string[] =>
  ['mir9_vs_control', 'mock_vs_control'].map((contrast) => `${stage}[${contrast}${engine}]`);
const everything = [
  ...both('differential', '/deseq2'),
  ...both('exports'),
  'ingest',
  'normalize',
  'quality',
  ...both('rank'),
  'report',
  ...both('seeds'),
  'targets',
];

const finished = finishedStudy();
const first = finished.report;
const expected = contents(finished);

describe('running a study again', () => {
  it('runs every stage once, and none when nothing has changed', () => {
    expect(first.code).toBe(0);
    expect(first.executed).toEqual(everything);
    const study = copyStudy(finished);
    const second = run(study);
    expect(second.code).toBe(0);
    expect(second.executed).toEqual([]);
    expect(contents(study)).toEqual(expected);
  });

  it('runs only what depends on alpha when alpha changes, and nothing when it changes back', () => {
    const study = copyStudy(finished);
    appendFileSync(study.study, 'alpha: 0.05\n');
    const plan = seedrank(study.folder, 'plan').stdout;
    expect(plan).toMatch(/^ingest +unchanged$/m);
    expect(plan).toMatch(/^differential\[mock_vs_control\/deseq2\] +run +alpha 0\.1 -> 0\.05$/m);
    expect(seedrank(study.folder, 'plan', '--design', '~ batch + condition').stdout).toMatch(
      /^ingest +run +contrasts\[1\]\.request\.formula ~ condition -> ~ batch \+ condition, contrasts\[2\]/m,
    );
    expect(run(study).executed).toEqual([
      ...both('differential', '/deseq2'),
      // What the other contrast exports stays the same, so it is not made again.
      'exports[mir9_vs_control]',
      ...both('rank'),
      'report',
    ]);
    writeFileSync(study.study, readFileSync(study.study, 'utf8').replace('alpha: 0.05\n', ''));
    expect(run(study).executed).toEqual([]);
    const after = contents(study);
    for (const file of Object.keys(expected)) expect(after[file], file).toBe(expected[file]);
  });

  it('runs only what depends on a contrast that is added', () => {
    const study = copyStudy(finished);
    const text = readFileSync(study.study, 'utf8');
    const added = '  - { variable: condition, target: mir9, reference: mock }\nmirna:';
    writeFileSync(study.study, text.replace('mirna:', added));
    expect(run(study).executed).toEqual([
      'differential[mir9_vs_mock/deseq2]',
      'exports[mir9_vs_mock]',
      'ingest',
      'rank[mir9_vs_mock]',
      'report',
      'seeds[mir9_vs_mock]',
    ]);
  });

  it("reads 3' UTRs again when they change, but not the counts", () => {
    const study = copyStudy(finished);
    appendFileSync(join(study.folder, 'utrs.fa'), '>extra\nACGTACGTACGTACGTACGTACGT\n');
    expect(seedrank(study.folder, 'plan').stdout).toMatch(/utrs\.fa content changed [0-9a-f]{7} -> [0-9a-f]{7}/);
    const { executed } = run(study);
    expect(executed).toContain('targets');
    expect(executed).not.toContain('normalize');
  });

  it('puts back outputs that were deleted, from the cache or anew', () => {
    const study = copyStudy(finished);
    const candidates = join(study.results, 'ranking/mir9_vs_control/candidates.tsv');
    rmSync(candidates);
    expect(seedrank(study.folder, 'plan').stdout).toMatch(
      /publish +ranking\/mir9_vs_control\/candidates\.tsv is missing/,
    );
    expect(run(study).executed).toEqual([]);
    expect(contents(study)).toEqual(expected);
    rmSync(candidates);
    rmSync(join(study.results, 'work'), { recursive: true });
    expect(run(study).executed).toEqual(everything);
    expect(contents(study)).toEqual(expected);
  });

  it('finds a flipped byte in the cache, says so with exit code 3, and mends it', () => {
    const study = copyStudy(finished);
    expect(seedrank(study.folder, 'status', '--check').code).toBe(0);
    const file = listFiles(study.results).find((path) => path.endsWith('counts.matrix')) as string;
    const bytes = readFileSync(join(study.results, file));
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
    writeFileSync(join(study.results, file), bytes);
    const status = seedrank(study.folder, 'status', '--check');
    expect(status.code).toBe(3);
    expect(status.stdout).toMatch(/^ingest +stale +its cached counts\.matrix is damaged$/m);
    expect(run(study, '--check').executed).toEqual(['ingest']);
    expect(contents(study)).toEqual(expected);
    expect(seedrank(study.folder, 'status', '--check').code).toBe(0);
  });
});

describe('a run that is interrupted', () => {
  it('and killed while differential runs goes on from there', () =>
    goesOnAfterKill('differential[mir9_vs_control/deseq2]'));

  it('by SIGINT stops at once with exit code 130 and gives the folder back', () => stopsAtOnce('SIGINT', 130));
});

describe('the results folder', () => {
  it('belongs to one run at a time', () => {
    const study = copyStudy(finished);
    const owner = {
      pid: process.pid,
      host: readFileSync('/etc/hostname', 'utf8').trim(),
      since: '2026-11-22T10:00:00.000Z',
    };
    writeFileSync(join(study.results, '.seedrank.lock'), JSON.stringify(owner));
    const { code, stderr } = run(study);
    expect(code).toBe(2);
    expect(stderr).toContain(`process ${process.pid} on ${owner.host}`);
  });

  it('carries on with other contrasts, or says what was not run, when something fails', () => {
    const study = smallStudy();
    const blocked = join(study.results, 'ranking');
    run(study, '--until', 'differential');
    writeFileSync(blocked, 'a file where a folder is needed');
    const { code, events } = run(study);
    expect(code).toBe(1);
    expect(events).toContainEqual(expect.objectContaining({ type: 'stage-failed', stage: 'rank[mir9_vs_control]' }));
    expect(events).toContainEqual(expect.objectContaining({ type: 'stage-blocked', stage: 'report' }));
    expect(events).toContainEqual(expect.objectContaining({ type: 'stage-finished', stage: 'targets' }));
    rmSync(blocked);
    expect(run(study, '--until', 'rank').code).toBe(0);
  });
});
