import { describe, expect, it } from 'vitest';
import { startsDifferential, stopsAtOnce, threeStudies, undisturbedContents } from '../pipeline/disturbed-batch.ts';
import { batchContents, disturbBatch, runBatch } from '../pipeline/small-batch.ts';

describe('a batch that is disturbed', () => {
  const expected = undisturbedContents();

  it('and killed itself ends with the same bytes when it is run again', async () => {
    const batch = threeStudies();
    const { signal } = await disturbBatch(batch, startsDifferential, (child) => child.kill('SIGKILL'));
    expect(signal).toBe('SIGKILL');
    expect(runBatch(batch).code).toBe(0);
    expect(batchContents(batch)).toEqual(expected);
  });

  it('by SIGTERM ends at once with all its processes, and goes on when run again', () =>
    stopsAtOnce('SIGTERM', 143, expected));
});
