import { describe, expect, it } from 'vitest';
import { describeCoverage, summarizeRanking } from '../../../src/analyses/ranking/summarize-ranking.ts';
import { rankTargets } from '../../../src/ranking/rank-targets.ts';
import { siteShifts } from '../../../src/ranking/shift/site-shift.ts';
import type { StudySummary } from '../../../src/report/report-data.ts';
import { siteVerdict } from '../../../src/report/sections/site-verdict.ts';
import type { SiteShift } from '../../../src/report/site-shift.ts';
import { plantStudy } from '../ranking/planted-study.ts';

const study = { effect: 'overexpression', mirna: { name: 'miR-9' } } as StudySummary;
const shift = (medianShift: number, rankSumP: number): SiteShift => ({
  type: '8mer',
  genes: 14,
  genesWithout: 800,
  medianShift,
  rankSumP,
  ksP: rankSumP,
  matched: { genes: 14, medianShift, ciLow: medianShift - 0.3, ciHigh: medianShift + 0.3, rankSumP, ksP: rankSumP },
});

describe('what is said of genes with sites', () => {
  it('is that no shift could be seen, with its interval, not that there is none', () => {
    const { heading, text } = siteVerdict(study, { shifts: [shift(-0.04, 0.3)], strongest: new Uint8Array() });
    expect(heading).toBe('No shift of genes with sites can be seen.');
    expect(text).toContain('against alike genes without one is -0.04 log2 [-0.34, 0.26] (p 0.3)');
    expect(`${heading} ${text}`).not.toContain('do not move');
  });

  const rank = (effect: 'overexpression' | 'inhibition', strength: number) => {
    const planted = plantStudy(5, { strength });
    const options = { effect, alpha: 0.1 };
    const { genes } = rankTargets(planted.changes, planted.sites, options);
    const answer = {
      genes,
      intended: [],
      notes: [],
      table: () => undefined as never,
      shifts: () => siteShifts(genes, planted.changes, options),
    };
    return summarizeRanking(answer, answer.shifts(), { fdr: 0.1, effect });
  };

  it('names the wrong direction, and no probability that an experiment worked', () => {
    expect(rank('inhibition', 1)).toMatch(
      /Genes with sites fall: the wrong way\. .* \[-.*are target and reference swapped/,
    );
    expect(rank('overexpression', 0)).toMatch(/No shift of genes with sites can be seen\. .* \[-?0\.\d+, 0\.\d+\]/);
    for (const [effect, strength] of [
      ['overexpression', 1],
      ['overexpression', 0],
      ['inhibition', 1],
    ] as const) {
      expect(rank(effect, strength)).not.toMatch(/probability|worked/);
    }
  });

  it('tells of how many tested genes sites could be known', () => {
    const { changes, sites } = plantStudy(6);
    const known = new Map([...sites].slice(0, 893));
    const { genes } = rankTargets(changes, known, { effect: 'overexpression', alpha: 0.1 });
    expect(describeCoverage(genes, 0.1)).toContain(
      "among 4000 tested genes, of which 893 have a 3' UTR or sites that are known; the others cannot be judged",
    );
    expect(genes.filter((gene) => gene.class === 'cannot_be_judged')).toHaveLength(4000 - 893);
  });
});
