import { execFileSync, spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import {
  askBatch,
  batchIn,
  disturbBatch,
  holderOf,
  runBatch,
  type SmallBatch,
  statesOf,
} from '../pipeline/small-batch.ts';
import { promptMs, smallStudy } from '../pipeline/small-study.ts';
import { countTests } from '../pipeline/survive.ts';
import { startCluster } from '../slurm/cluster.ts';

const cluster = startCluster();
afterAll(() => cluster.stop());

countTests([
  ['waits for a controller', 'SLURM: the controller restarts', 1],
  ['says that SLURM is silent', 'SLURM: the controller is gone', 1],
  ['tells a study', 'SLURM: a time limit', 1],
  ['waits for a study', 'SLURM: a node fails', 1],
]);

const slurm = ['--executor', 'slurm', '--bundle', '3', '--width', '2'];

/** Acts once when a process has begun to write the results of a study. */
function onceHeld(batch: SmallBatch, slug: string, act: (pid: number) => void): void {
  const timer = setInterval(() => {
    const pid = holderOf(batch, slug);
    if (pid === undefined) return;
    clearInterval(timer);
    act(pid);
  }, 5);
}

describe.skipIf(!cluster.started)(`a batch handed to SLURM${cluster.why}`, () => {
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

  it('waits for a controller that is gone for a while, while its tasks go on', { timeout: 120_000 }, async () => {
    const batch = batchIn(smallStudy().folder, '', 'name,alpha', 'a,0.1', 'b,0.05', 'c,0.01');
    const queued = new Set<string>();
    let outage: Promise<void> | undefined;
    const ended = await disturbBatch(
      batch,
      (event) => event.type === 'study-queued' && queued.add(event.study).size === 3,
      () => {
        outage = cluster
          .stopController()
          // Its clients ask for ten seconds themselves before they give up.
          .then(() => sleep(15_000))
          .then(() => cluster.startController());
      },
      ...slurm,
    );
    await outage;
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toContain('"slurm-silent"');
    expect(ended.code).toBe(0);
    expect(statesOf(batch)).toEqual({ a: 'done', b: 'done', c: 'done' });
  });

  it('says that SLURM is silent when patience ends, submits nothing twice, and goes on later', {
    timeout: 120_000,
  }, async () => {
    const batch = batchIn(smallStudy().folder, '', 'name,alpha', 'a,0.1');
    await cluster.stopController();
    const { code, stderr } = runBatch(batch, ...slurm, '--slurm-patience', '0');
    cluster.startController();
    expect(code).toBe(2);
    expect(stderr).toMatch(/SLURM_SILENT[\s\S]*--slurm-patience/);
    expect(runBatch(batch, ...slurm).code).toBe(0);
    expect(statesOf(batch)).toEqual({ a: 'done' });
  });

  it('tells a study that ran out of time from one that failed, and finishes it when it is given more', {
    timeout: 400_000,
  }, async () => {
    const batch = batchIn(smallStudy().folder, '', 'name,alpha', 'a,0.1', 'b,0.05');
    const single = ['--executor', 'slurm', '--bundle', '1'];
    // SLURM counts limits in minutes: a study that stands still reaches one.
    const ended = await disturbBatch(
      batch,
      ({ type }) => type === 'study-queued',
      () => onceHeld(batch, 'a', (pid) => process.kill(pid, 'SIGSTOP')),
      ...single,
      '--slurm-time',
      '1',
    );
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/"study":"a".*its SLURM task ran out of time: TIMEOUT/);
    expect(statesOf(batch)).toEqual({ a: 'failed', b: 'done' });
    const again = runBatch(batch, ...single);
    expect(again.code).toBe(0);
    expect(again.events.flatMap((event) => (event.type === 'study-queued' ? [event.study] : []))).toEqual(['a']);
    expect(statesOf(batch)).toEqual({ a: 'done', b: 'done' });
  });

  it('waits for a study whose node fails, which SLURM queues again when there is a node', {
    timeout: 400_000,
  }, async () => {
    const batch = batchIn(smallStudy().folder, '', 'name,alpha', 'a,0.1');
    let fails = 0;
    const setNode = (...state: readonly string[]) =>
      spawnSync('scontrol', ['update', `nodename=${hostname().split('.')[0]}`, ...state]).status;
    const ended = await disturbBatch(
      batch,
      ({ type }) => type === 'study-queued',
      () =>
        onceHeld(batch, 'a', () => {
          if (setNode('state=down', 'reason=test') === 0) fails++;
          // It may have come back by itself before.
          setTimeout(() => setNode('state=resume'), 2000);
        }),
      ...slurm,
    );
    expect(fails).toBe(1);
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    expect(execFileSync('scontrol', ['show', 'job'], { encoding: 'utf8' })).toContain('Restarts=1');
    expect(statesOf(batch)).toEqual({ a: 'done' });
  });

  it('says what SLURM refuses', () => {
    const batch = batchIn(smallStudy().folder, '', 'name,slurm_partition', 'a,', 'b,nowhere');
    const { code, stderr } = runBatch(batch, ...slurm);
    expect(code).toBe(2);
    expect(stderr).toMatch(/SLURM_REFUSED[\s\S]*[Ii]nvalid partition/);
    askBatch(batch, 'cancel');
  });
});
