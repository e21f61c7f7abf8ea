import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { slugOf } from '../../pipeline/batch/study-slug.ts';
import {
  batchContents,
  batchIn,
  disturbBatch,
  holderOf,
  runBatch,
  type SmallBatch,
  statesOf,
} from '../pipeline/small-batch.ts';
import { smallStudy } from '../pipeline/small-study.ts';
import { startCluster } from '../slurm/cluster.ts';

const cluster = startCluster();
afterAll(() => cluster.stop());

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

describe.skipIf(!cluster.started)(`a batch handed to SLURM${cluster.why}`, () => {
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
});
