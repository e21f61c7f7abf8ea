import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { BatchEvent } from '../../pipeline/batch/batch-events.ts';
import { batchContents, batchIn, disturbBatch, holderOf, runBatch, type SmallBatch } from './small-batch.ts';
import { promptMs, smallStudy } from './small-study.ts';

/** Without targets, which take most of the time. */
export const plainBatch = (header: string, ...rows: readonly string[]): SmallBatch =>
  batchIn(smallStudy().folder, '', header, ...rows);

export const startsDifferential = (event: BatchEvent): boolean =>
  event.type === 'study-event' && event.event.type === 'stage-started' && event.event.stage.startsWith('differential');

export const threeStudies = (): SmallBatch => plainBatch('name,alpha', 'one,0.1', 'two,0.05', 'three,0.02');

/** What the three studies end with when nothing disturbs them. */
export function undisturbedContents(): Record<string, string> {
  const batch = threeStudies();
  expect(runBatch(batch).code).toBe(0);
  return batchContents(batch);
}

/** A batch that gets the signal ends soon with that exit code, and so do its studies; run again it ends as ever. */
export async function stopsAtOnce(
  signal: NodeJS.Signals,
  code: number,
  expected: Record<string, string>,
): Promise<void> {
  const batch = threeStudies();
  let holder: number | undefined;
  const ended = await disturbBatch(batch, startsDifferential, (child, event) => {
    holder = holderOf(batch, (event as { study: string }).study);
    child.kill(signal);
  });
  expect(ended.code).toBe(code);
  console.info(`${signal}: a batch stopped in ${Math.round(ended.stopped?.ms ?? 0)} ms`);
  expect(ended.stopped?.awakeMs).toBeLessThan(promptMs);
  expect(holder).toBeDefined();
  expect(existsSync(`/proc/${holder}`)).toBe(false);
  expect(existsSync(join(batch.out, 'batch/failures'))).toBe(false);
  expect(runBatch(batch).executed.ingest).toBeUndefined();
  expect(batchContents(batch)).toEqual(expected);
}
