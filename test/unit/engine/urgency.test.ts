import { describe, expect, it } from 'vitest';
import type { Instance } from '../../../pipeline/engine/graph.ts';
import { openSlots } from '../../../pipeline/engine/in-order-of-urgency.ts';
import type { StudyShape } from '../../../pipeline/engine/stage.ts';
import { urgencies } from '../../../pipeline/engine/urgency.ts';

const instance = (id: string, effort: number | undefined, ...upstream: string[]) =>
  ({ id, stage: { id, effort }, upstream }) as unknown as Instance<StudyShape>;

describe('the urgency of a stage', () => {
  it('is the effort of the longest way from it to an end', () => {
    const all = [
      instance('read', 2),
      instance('check', undefined, 'read'),
      instance('search', 9, 'read'),
      instance('rank', 3, 'read'),
      instance('report', 4, 'check', 'search', 'rank'),
    ];
    expect(Object.fromEntries(urgencies(all))).toEqual({ read: 15, check: 5, search: 13, rank: 7, report: 4 });
  });
});

describe('slots', () => {
  it('go to the most urgent of what waits, and to the first of equal ones', async () => {
    const slots = openSlots(1);
    const begun: string[] = [];
    const work = (name: string) => async () => {
      begun.push(name);
      return name;
    };
    const all = [
      slots.run(1, work('first come')),
      slots.run(2, work('low')),
      slots.run(9, work('high')),
      slots.run(5, work('middle')),
      slots.run(5, work('middle, later')),
    ];
    expect(slots.busy).toBe(5);
    expect(await Promise.all(all)).toEqual(['first come', 'low', 'high', 'middle', 'middle, later']);
    expect(begun).toEqual(['high', 'middle', 'middle, later', 'low', 'first come']);
  });

  it('pass on what fails, also at once, and go on', async () => {
    const slots = openSlots(1);
    const fails = slots.run(1, () => {
      throw new Error('no');
    });
    await expect(fails).rejects.toThrow('no');
    await expect(slots.run(1, async () => 'yes')).resolves.toBe('yes');
    expect(slots.busy).toBe(0);
  });
});
