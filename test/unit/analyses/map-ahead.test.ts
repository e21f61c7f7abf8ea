import { expect, it } from 'vitest';
import { mapAhead } from '../../../src/analyses/targets/map-ahead.ts';

async function* upTo(n: number) {
  for (let k = 0; k < n; k++) yield k;
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('gives results in the order of the items, with no more begun at once than allowed', async () => {
  let [running, most] = [0, 0];
  const results: number[] = [];
  const doubled = mapAhead(upTo(20), 4, async (k) => {
    most = Math.max(most, ++running);
    await later((k * 7) % 5);
    running--;
    return 2 * k;
  });
  for await (const one of doubled) results.push(one);
  expect(results).toEqual(Array.from({ length: 20 }, (_, k) => 2 * k));
  expect(most).toBe(4);
});

it('fails where the first of the items that fail stands, whatever failed before it', async () => {
  const results: number[] = [];
  const run = async () => {
    const mapped = mapAhead(upTo(9), 8, async (k) => {
      if (k === 2) await later(5);
      if (k >= 2) throw new Error(`item ${k}`);
      return k;
    });
    for await (const one of mapped) results.push(one);
  };
  await expect(run()).rejects.toThrow('item 2');
  expect(results).toEqual([0, 1]);
});
