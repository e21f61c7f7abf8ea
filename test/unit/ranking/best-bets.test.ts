import { describe, expect, it } from 'vitest';
import { describeBestBets } from '../../../src/analyses/ranking/best-bets.ts';
import { rankTargets } from '../../../src/ranking/rank-targets.ts';
import { plantStudy } from './planted-study.ts';

describe('best bets', () => {
  const { changes, sites } = plantStudy(5, { strength: 1 });
  const rankAt = (alpha: number) => rankTargets(changes, sites, { effect: 'overexpression', alpha }).genes;
  const none = rankAt(1e-9);

  it('are the first genes with a site, with the rate that the list has', () => {
    const text = describeBestBets(none, { outcome: 'worked' })!;
    const first = none.filter(({ qValue }) => !Number.isNaN(qValue)).slice(0, 10);
    const rate = first.reduce((sum, { posterior }) => sum + 1 - posterior, 0) / 10;
    expect(text).toContain(`Best bets: ${first.map(({ geneId }) => geneId).join(', ')};`);
    expect(text).toContain(` ${Math.round(100 * rate)} % of these are expected to be false`);
  });

  it('are kept back where the set does not move, or where there are candidates', () => {
    expect(describeBestBets(none, { outcome: 'silent' })).toBeUndefined();
    expect(describeBestBets(none, { outcome: 'against' })).toBeUndefined();
    const genes = rankAt(0.1);
    expect(genes.some((gene) => gene.class === 'candidate')).toBe(true);
    expect(describeBestBets(genes, { outcome: 'worked' })).toBeUndefined();
  });
});
