import { describe, expect, it } from 'vitest';
import { sampleDistances } from '../../../src/normalize/distances-of-samples.ts';
import { clusterComplete } from '../../../src/stats/clustering/hierarchical-clustering.ts';
import { readReference } from './reference/read.ts';

describe('complete linkage', () => {
  const { x, y, z, height, group } = readReference('hclust') as Record<'x' | 'y' | 'z' | 'height' | 'group', number[]>;
  const distances = sampleDistances(Float64Array.from([...x, ...y, ...z]), x.length);
  const { merges, order } = clusterComplete(distances, x.length);

  it('merges at the heights of hclust', () => {
    merges.forEach((merge, k) => {
      expect(merge.height).toBeCloseTo(height[k]!, 12);
    });
    expect(merges).toHaveLength(x.length - 1);
  });

  it('gives the four groups of cutree, each in one piece of the order', () => {
    const inOrder = order.map((item) => group[item]);
    expect(inOrder.filter((one, i) => one !== inOrder[i - 1])).toHaveLength(4);
    expect([...order].sort((a, b) => a - b)).toEqual(x.map((_, item) => item));
  });

  it('keeps the earlier item left, and has nothing to do for one item or none', () => {
    // Three tight groups on a line: {0, 3}, {1, 5}, {2, 4}.
    const places = Float64Array.of(0, 10, 50, 1, 52, 11.5);
    expect(clusterComplete(sampleDistances(places, 6), 6).order).toEqual([0, 3, 1, 5, 2, 4]);
    expect(clusterComplete(Float64Array.of(0), 1)).toEqual({ merges: [], order: [0] });
    expect(clusterComplete(new Float64Array(), 0)).toEqual({ merges: [], order: [] });
  });
});
