import { describe, expect, it } from 'vitest';
import { type CandidateList, recurringCandidates } from '../../../src/ranking/recurring-candidates.ts';

const list = (study: string, contrast: string, ...genes: readonly string[]): CandidateList => ({
  study,
  contrast,
  candidates: genes.map((geneId, place) => ({ geneId, geneName: '', rank: place + 1, log2FoldChange: -(place + 1) })),
});

describe('recurring candidates', () => {
  it('are genes of two studies or more, two contrasts of one study counting once', () => {
    const found = recurringCandidates([
      list('a', 'x', 'LIFR', 'ONLY'),
      list('a', 'y', 'ONLY', 'LIFR'),
      list('b', 'x', 'SIRT1', 'OTHER', 'LIFR'),
      list('c', 'x', 'OTHER'),
    ]);
    expect(found.map(({ geneId, studies, bestRank }) => [geneId, studies, bestRank])).toEqual([
      ['LIFR', 2, 1],
      ['OTHER', 2, 1],
    ]);
    expect(found[0]?.places.map(({ list, rank }) => [list, rank])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(found[0]?.log2FoldChange).toBeCloseTo(-2, 12);
  });

  it('are the same gene whatever the version of its Ensembl id', () => {
    const found = recurringCandidates([list('a', 'x', 'ENSG00000113594.10'), list('b', 'x', 'ENSG00000113594.12')]);
    expect(found.map(({ geneId, studies }) => [geneId, studies])).toEqual([['ENSG00000113594', 2]]);
  });

  it('stand by number of studies, then by best rank, whatever the order of the lists', () => {
    const lists = [list('a', 'x', 'P', 'Q', 'R'), list('b', 'x', 'R', 'Q', 'P'), list('c', 'x', 'Q')];
    const order = (of: readonly CandidateList[]): string[] => recurringCandidates(of).map(({ geneId }) => geneId);
    expect(order(lists)).toEqual(['Q', 'P', 'R']);
    expect(order([...lists].reverse())).toEqual(['Q', 'P', 'R']);
  });
});
