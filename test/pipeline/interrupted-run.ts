import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RunEvent } from '../../pipeline/engine/events.ts';
import { finishedSmallestStudy } from './finished-study.ts';
import { contents, interrupt, promptMs, run, smallestStudy } from './small-study.ts';

const starts = (stage: string) => ({
  event: (event: RunEvent) => event.type === 'stage-started' && event.stage === stage,
});

/** A run that is killed while the stage runs does that stage again, and none before it, when it is run again. */
export async function goesOnAfterKill(stage: string): Promise<void> {
  const study = smallestStudy();
  const { signal } = await interrupt(study, 'SIGKILL', starts(stage));
  expect(signal).toBe('SIGKILL');
  const { executed } = run(study);
  expect(executed.includes('ingest')).toBe(stage === 'ingest');
  expect(executed).toContain(stage);
  expect(contents(study)).toEqual(contents(finishedSmallestStudy()));
}

/** A run that gets the signal ends soon with that exit code, holds nothing any more, and goes on when it is run again. */
export async function stopsAtOnce(signal: NodeJS.Signals, code: number): Promise<void> {
  const study = smallestStudy();
  const ended = await interrupt(study, signal, starts('normalize'));
  expect(ended.code).toBe(code);
  console.info(`${signal}: stopped in ${Math.round(ended.stopped?.ms ?? 0)} ms`);
  expect(ended.stopped?.awakeMs).toBeLessThan(promptMs);
  expect(ended.stdout).toContain('"run-stopped"');
  expect(existsSync(join(study.results, '.seedrank.lock'))).toBe(false);
  expect(run(study).executed).not.toContain('ingest');
  expect(contents(study)).toEqual(contents(finishedSmallestStudy()));
}
