import { describe, expect, test } from 'vitest';
import { compareContrasts } from '../../../src/analyses/compare-contrasts.ts';

const changes = (log2FoldChange: number[], padj: number[], candidates?: number[]) => ({
  log2FoldChange: Float64Array.from(log2FoldChange),
  padj: Float64Array.from(padj),
  alpha: 0.05,
  candidates,
});

describe('contrasts of the same genes', () => {
  const a = changes([-3, -1, 0.5, 2, 9], [0.01, 0.2, 0.03, 0.001, Number.NaN], [0]);
  const b = changes([-20, -4, -1, 7, -9], [0.01, 0.2, 0.5, 0.04, 0.01], [0, 4]);
  const c = changes([8, 3, 2, -5, 1], [0.9, 0.9, 0.01, 0.9, 0.9]);

  test('correlate by the ranks of their changes, over genes with an adjusted p-value in both', () => {
    const { correlations } = compareContrasts([a, b, c]);
    // a and b order genes 0 to 3 alike, and c the other way round; gene 4 was not adjusted in a.
    expect(correlations[1]).toBeCloseTo(1, 12);
    expect(correlations[2]).toBeCloseTo(-1, 12);
    // Ranks of b: 1 3 4 5 2, of c: 5 4 3 1 2; 1 - 6 (16 + 1 + 1 + 16 + 0) / (5 * 24) = -0.7.
    expect(correlations[5]).toBeCloseTo(-0.7, 12);
    expect([0, 4, 8].map((cell) => correlations[cell])).toEqual([1, 1, 1]);
    expect([3, 6, 7].map((cell) => correlations[cell])).toEqual([1, 2, 5].map((cell) => correlations[cell]));
  });

  test('share each gene in just one combination, the largest first', () => {
    const { significant, candidates } = compareContrasts([a, b, c]);
    expect(significant).toEqual([
      { contrasts: [0, 1], genes: [0, 3] },
      { contrasts: [0, 2], genes: [2] },
      { contrasts: [1], genes: [4] },
    ]);
    expect(candidates).toEqual([
      { contrasts: [0, 1], genes: [0] },
      { contrasts: [1], genes: [4] },
    ]);
  });

  test('too few common genes have no correlation', () => {
    const few = changes([1, 2, 3, 4, 5], [0.1, 0.1, Number.NaN, Number.NaN, Number.NaN]);
    expect(compareContrasts([few, b]).correlations[1]).toBeNaN();
  });
});
