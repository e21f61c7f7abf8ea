import { describe, expect, it } from 'vitest';
import { judgeMovement, type MovedSet } from '../../../src/ranking/shift/set-movement.ts';

const set = (genes: number, medianShift: number, rankSumP: number): MovedSet => {
  const seen = { genes, medianShift, ciLow: medianShift - 0.09, ciHigh: medianShift + 0.09, rankSumP };
  return { ...seen, genesWithout: 5000, matched: seen };
};
const judge = (moved: MovedSet | undefined, effect: 'overexpression' | 'inhibition' = 'overexpression') =>
  judgeMovement(moved, { effect });

describe('how genes with a site moved as a set', () => {
  it('is said with the interval, against alike genes', () => {
    expect(judge(set(100, -0.3, 1e-12))).toEqual({
      outcome: 'worked',
      heading: 'Genes with sites fall, as they should.',
      text: 'The 100 genes with a site fall by 0.30 log2 [-0.39, -0.21] against alike genes without one (p 1.0e-12).',
    });
    expect(judge(set(100, 0.3, 1e-12), 'inhibition').heading).toBe('Genes with sites rise, as they should.');
  });

  it('is the wrong way where the other side is as clear, also where p rounds to 1', () => {
    for (const p of [1 - 1e-12, 1]) {
      const { outcome, text } = judge(set(100, 0.41, p));
      expect(outcome).toBe('against');
      expect(text).toContain('rise by 0.41 log2 [0.32, 0.50]');
      expect(text).toMatch(/The wrong way: are target and reference swapped, or is this an inhibitor\?$/);
    }
    expect(judge(set(100, -0.41, 1), 'inhibition').outcome).toBe('against');
  });

  it('needs more of a large set, as large sets move without being targets', () => {
    expect(judge(set(30, -0.2, 1e-4)).outcome).toBe('worked');
    expect(judge(set(1500, -0.03, 1e-4)).outcome).toBe('silent');
  });

  it('is judged against genes alike where there are any, not against all', () => {
    const { matched, ...all } = set(100, -0.3, 1e-12);
    expect(judge({ ...all, matched: { ...matched!, medianShift: 0.01, rankSumP: 0.5 } }).outcome).toBe('silent');
    expect(judge({ ...all, matched: { ...matched!, genes: 0, rankSumP: Number.NaN } }).text).toContain(
      'against genes without one',
    );
  });

  it('cannot be told of few genes', () => {
    expect(judge(set(9, -2, 1e-20)).heading).toBe('No verdict.');
    expect(judge(undefined).heading).toBe('No verdict.');
  });
});
