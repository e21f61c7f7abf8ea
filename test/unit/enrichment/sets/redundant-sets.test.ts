import { describe, expect, it } from 'vitest';
import { groupRedundantSets, jaccardOverlap } from '../../../../src/enrichment/sets/redundant-sets.ts';

describe('redundant sets', () => {
  it('measures the overlap of two leading edges', () => {
    expect(jaccardOverlap([1, 2, 3], [2, 3, 4])).toBe(0.5);
    expect(jaccardOverlap([], [])).toBe(0);
    expect(jaccardOverlap([5], [5])).toBe(1);
  });

  it('groups sets under the strongest that they overlap, and not by chains', () => {
    const edges = [[1, 2, 3, 4], [7, 8], [1, 2, 3], [3, 4, 9, 10], [2, 3, 4, 5], []];
    const groups = groupRedundantSets(edges, [0.01, 0.5, 0.001, 0.2, 0.02, Number.NaN]);
    // 0 and 2 share 3 of 4 genes; 4 shares 2 of 5 with 2 and 3 of 5 with 0, which founds no group.
    expect(groups).toEqual([
      { strongest: 2, members: [2, 0] },
      { strongest: 4, members: [4] },
      { strongest: 3, members: [3] },
      { strongest: 1, members: [1] },
      { strongest: 5, members: [5] },
    ]);
  });
});
