import { describe, expect, it } from 'vitest';
import type { BatchStudy } from '../../../pipeline/batch/open-batch.ts';
import { bundle, groupByResources } from '../../../pipeline/slurm/bundle-studies.ts';
import { fc } from '../../seeded-examples.ts';

describe('bundles of studies', () => {
  it('hold each study once, in order, in no more tasks than an array may have', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 30 }),
        (items, size, largest) => {
          const tasks = bundle(items, size, largest);
          expect(tasks.flat()).toEqual(items);
          expect(tasks.length).toBeLessThanOrEqual(largest);
          expect(tasks.every((task) => task.length > 0)).toBe(true);
          if (Math.ceil(items.length / size) <= largest) {
            expect(tasks.every((task) => task.length <= size)).toBe(true);
          }
        },
      ),
    );
  });

  it('are made of studies that ask for the same, flags standing in for what a study does not say', () => {
    const none = { partition: undefined, account: undefined, time: undefined, memory: undefined };
    const study = (name: string, slurm: object): BatchStudy =>
      ({ name, loaded: { study: { slurm: { ...none, ...slurm } } } }) as unknown as BatchStudy;
    const studies = [study('a', {}), study('b', { memory: '8G' }), study('c', { time: '30' })];
    const groups = groupByResources(studies, { ...none, time: '30' });
    expect(groups.map((group) => [group.resources.memory, group.studies.map(({ name }) => name)])).toEqual([
      [undefined, ['a', 'c']],
      ['8G', ['b']],
    ]);
  });
});
