import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { slugOf } from '../../pipeline/batch/study-slug.ts';
import {
  askBatch,
  batchContents,
  batchIn,
  disturbBatch,
  holderOf,
  runBatch,
  type SmallBatch,
  statesOf,
} from './small-batch.ts';
import { promptMs, smallStudy } from './small-study.ts';

const script = (name: string): string => fileURLToPath(new URL(`../slurm/${name}`, import.meta.url));

/** A SLURM of this machine alone, where one can be started. */
const cluster = join(mkdtempSync(join(tmpdir(), 'seedrank-slurm-')), 'cluster');
const started = spawnSync(script('start.sh'), [cluster, String(16900 + 2 * (process.pid % 500))], { encoding: 'utf8' });
const why = started.status === 0 ? '' : ` (skipped: ${(started.stderr ?? '').trim().split('\n').at(-1)})`;
if (started.status === 0) process.env.SLURM_CONF = started.stdout.trim();
afterAll(() => {
  if (started.status === 0) execFileSync(script('stop.sh'), [cluster]);
});

const slurm = ['--executor', 'slurm', '--bundle', '3', '--width', '2'];

/** Twenty studies, one of which fails, in a folder whose name no shell should read. */
function twentyStudies(): SmallBatch {
  const place = join(mkdtempSync(join(tmpdir(), 'seedrank-batch-')), `a "b" 'c' $(touch pwned) %j;&`);
  mkdirSync(place);
  const folder = join(place, 'studies');
  renameSync(smallStudy().folder, folder);
  const rows = Array.from({ length: 20 }, (_, k) =>
    k === 6 ? 'broken,0.1,"condition,nobody,control"' : `"s ${k} $(touch pwned) 'x'",${(k + 1) / 100},`,
  );
  return batchIn(folder, '', 'name,alpha,contrasts', ...rows);
}

describe.skipIf(started.status !== 0)(`a batch handed to SLURM${why}`, () => {
  it('ends with the bytes of a local one, though a study fails and one is killed', { timeout: 400_000 }, async () => {
    const here = twentyStudies();
    expect(runBatch(here).code).toBe(1);
    const there = twentyStudies();
    const victim = "s 9 $(touch pwned) 'x'";
    let killed = 0;
    const first = await disturbBatch(
      there,
      ({ type }) => type === 'study-queued',
      () => {
        const timer = setInterval(() => {
          const pid = holderOf(there, slugOf(victim));
          if (pid === undefined) return;
          clearInterval(timer);
          killed = pid;
          process.kill(pid, 'SIGKILL');
        }, 5);
      },
      ...slurm,
    );
    expect(killed).toBeGreaterThan(0);
    expect(first.code).toBe(1);
    expect(first.stdout).toContain('STUDY_PROCESS_DIED');
    const states = statesOf(there);
    expect(states[victim]).toBe('failed');
    expect(Object.values(states).filter((state) => state === 'done')).toHaveLength(18);
    const again = runBatch(there, ...slurm);
    const queued = again.events.flatMap((event) => (event.type === 'study-queued' ? [event.study] : []));
    expect(queued.sort()).toEqual(['broken', victim]);
    expect(again.code).toBe(1);
    expect(again.events.at(-1)).toMatchObject({ type: 'batch-finished', done: 19, failed: ['broken'] });
    expect(batchContents(there)).toEqual(batchContents(here));
    expect(existsSync(join(there.folder, 'pwned')) || existsSync(join(there.folder, '../pwned'))).toBe(false);
  });

  it('is told of by status while it waits, cancelled by cancel, and goes on when run again', () => {
    const batch = batchIn(smallStudy().folder, '', 'name,alpha', 'a,0.1', 'b,0.05', 'c,0.01');
    const handed = runBatch(batch, '--executor', 'slurm', '--bundle', '1', '--width', '1', '--no-wait');
    expect(handed.code).toBe(0);
    expect(handed.events.at(-1)).toMatchObject({ type: 'batch-finished', failed: [] });
    expect(['queued', 'running']).toContain(statesOf(batch).c);
    const local = runBatch(batch);
    expect(local.code).toBe(2);
    expect(local.stderr).toContain('BATCH_IN_SLURM');
    expect(askBatch(batch, 'cancel').stdout).toMatch(/taken out of the queue/);
    expect(['new', 'stale']).toContain(statesOf(batch).c);
    expect(execFileSync('squeue', ['--noheader'], { encoding: 'utf8' })).toBe('');
    expect(runBatch(batch, ...slurm).code).toBe(0);
    expect(statesOf(batch)).toEqual({ a: 'done', b: 'done', c: 'done' });
  });

  it('is cancelled by SIGINT at once, and no study counts as failed', async () => {
    const batch = batchIn(smallStudy().folder, '', 'name,alpha', 'a,0.1', 'b,0.05');
    const ended = await disturbBatch(
      batch,
      ({ type }) => type === 'study-queued',
      (child) => child.kill('SIGINT'),
      ...slurm,
    );
    expect(ended.code).toBe(130);
    console.info(`SIGINT: a batch in SLURM stopped in ${Math.round(ended.stopped?.ms ?? 0)} ms`);
    expect(ended.stopped?.awakeMs).toBeLessThan(promptMs);
    expect(Object.values(statesOf(batch))).not.toContain('failed');
    expect(runBatch(batch, ...slurm).code).toBe(0);
  });

  it('says what SLURM refuses', () => {
    const batch = batchIn(smallStudy().folder, '', 'name,slurm_partition', 'a,', 'b,nowhere');
    const { code, stderr } = runBatch(batch, ...slurm);
    expect(code).toBe(2);
    expect(stderr).toMatch(/SLURM_REFUSED[\s\S]*[Ii]nvalid partition/);
    askBatch(batch, 'cancel');
  });
});
