import { describe, expect, it } from 'vitest';
import { type GeneChanges, rankTargets } from '../../../src/ranking/rank-targets.ts';
import type { GeneSite } from '../../../src/ranking/site-evidence.ts';
import { siteShifts } from '../../../src/ranking/site-shift.ts';

// Four genes with an 8mer, three with a 6mer, five without a site, one without a 3' UTR, one that could not be tested.
const log2FoldChange = Float64Array.of(-1.4, -0.9, -1.1, -0.2, -0.6, 0.3, -0.25, 0.1, -0.3, 0.2, 0.45, -0.05, -9, -8);
const pvalue = log2FoldChange.map((_, gene) => (gene === 13 ? Number.NaN : 0.5));
const changes: GeneChanges = {
  geneIds: Array.from(log2FoldChange, (_, gene) => `g${gene}`),
  baseMean: pvalue,
  log2FoldChange,
  lfcSE: pvalue,
  pvalue,
  logPvalue: pvalue.map(Math.log),
  padj: pvalue,
};
const sitesOf = (gene: number): GeneSite[] => {
  if (gene < 4 || gene === 13)
    return [
      { type: '6mer', start: 90, end: 95 },
      { type: '8mer', start: 20, end: 27 },
    ];
  return gene < 7 ? [{ type: '6mer', start: 20, end: 25 }] : [];
};
const sites = new Map(changes.geneIds.flatMap((id, gene) => (gene === 12 ? [] : [[id, sitesOf(gene)] as const])));

describe('the shift of genes with sites', () => {
  const genes = rankTargets(changes, sites, { effect: 'overexpression', alpha: 0.1 });

  it("is the one that R's wilcox.test and ks.test find, by the strongest type of the gene", () => {
    // R 4.2: wilcox.test(x, y, alternative = "less")$p.value, ks.test(x, y, alternative = "greater")$p.value,
    // x = c(-1.4,-0.9,-1.1,-0.2), y = c(0.1,-0.3,0.2,0.45,-0.05); then x = c(-0.6,0.3,-0.25); then both.
    expect(siteShifts(genes, changes, { effect: 'overexpression' })).toEqual([
      {
        type: 'any',
        genes: 7,
        genesWithout: 5,
        medianShift: expect.closeTo(-0.7, 12),
        rankSumP: expect.closeTo(0.036616161616161616, 10),
        ksP: expect.closeTo(0.0580808080808, 10),
      },
      {
        type: '8mer',
        genes: 4,
        genesWithout: 5,
        medianShift: expect.closeTo(-1.1, 12),
        rankSumP: expect.closeTo(0.015873015873015872, 10),
        ksP: expect.closeTo(0.0396825396825, 10),
      },
      {
        type: '6mer',
        genes: 3,
        genesWithout: 5,
        medianShift: expect.closeTo(-0.35, 12),
        rankSumP: expect.closeTo(0.2857142857142857, 10),
        ksP: expect.closeTo(0.3392857142857, 10),
      },
    ]);
  });

  it('is judged in the other direction for inhibition', () => {
    const [down] = siteShifts(genes, changes, { effect: 'overexpression' });
    const [up] = siteShifts(genes, changes, { effect: 'inhibition' });
    expect(down?.rankSumP).toBeLessThan(0.1);
    expect(up?.rankSumP).toBeGreaterThan(0.9);
    expect(up?.medianShift).toBe(down?.medianShift);
  });
});
