import { describe, expect, it } from 'vitest';
import { siteShiftValues } from '../../../src/analyses/ranking/shift-values.ts';
import type { GeneResults } from '../../../src/engines/gene-results.ts';
import { medianShift } from '../../../src/ranking/changes/median-shift.ts';
import { rankTargets } from '../../../src/ranking/rank-targets.ts';
import { alikeGenes, matchStrata } from '../../../src/ranking/shift/matched-background.ts';
import { describeSiteOrder } from '../../../src/ranking/shift/site-order.ts';
import { siteShifts } from '../../../src/ranking/shift/site-shift.ts';
import { siteTypeTrend } from '../../../src/ranking/shift/site-type-trend.ts';
import type { GeneSite } from '../../../src/ranking/sites/site-evidence.ts';
import { normalUpperTail } from '../../../src/stats/distributions/normal.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { rankSumTest } from '../../../src/stats/ranks/rank-sum.ts';
import { plantStudy } from './planted-study.ts';

// Four genes with an 8mer, three with a 6mer, five without a site, one without a 3' UTR, one that could not be tested.
const log2FoldChange = Float64Array.of(-1.4, -0.9, -1.1, -0.2, -0.6, 0.3, -0.25, 0.1, -0.3, 0.2, 0.45, -0.05, -9, -8);
const pvalue = log2FoldChange.map((_, gene) => (gene === 13 ? Number.NaN : 0.5));
const changes: GeneResults = {
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
  const { genes } = rankTargets(changes, sites, { effect: 'overexpression', alpha: 0.1 });

  it("is the one that R's wilcox.test and ks.test find, by the strongest type of the gene", () => {
    // R 4.2: wilcox.test(x, y, alternative = "less")$p.value, ks.test(x, y, alternative = "greater")$p.value,
    // x = c(-1.4,-0.9,-1.1,-0.2), y = c(0.1,-0.3,0.2,0.45,-0.05); then x = c(-0.6,0.3,-0.25); then both.
    expect(siteShifts(genes, changes, { effect: 'overexpression' })).toMatchObject([
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
      { type: '7 or 8 nt', genes: 4, rankSumP: expect.closeTo(0.015873015873015872, 10), orderP: Number.NaN },
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

describe('the median shift', () => {
  it('has an interval that covers the truth as often as it says', () => {
    const random = createRandom(3);
    let covered = 0;
    const studies = 1000;
    for (let i = 0; i < studies; i++) {
      const x = Float64Array.from({ length: 60 }, () => 0.5 + random.normal());
      const y = Float64Array.from({ length: 200 }, () => 2 * random.normal());
      const { low, high } = medianShift(x, y);
      covered += Number(low <= 0.5 && 0.5 <= high);
    }
    expect(covered / studies).toBeGreaterThan(0.925);
    expect(covered / studies).toBeLessThan(0.98);
  });

  it('counts a value of weight 2 twice', () => {
    const weighted = medianShift(Float64Array.of(1, 2, 4), Float64Array.of(0, 5), Float64Array.of(2, 1));
    expect(weighted.shift).toBe(medianShift(Float64Array.of(1, 2, 4), Float64Array.of(0, 0, 5)).shift);
  });
});

describe('the matched background', () => {
  // A trait that lowers every gene and is common among site genes: without matching it passes for repression.
  const random = createRandom(5);
  const n = 3000;
  const rows = Array.from({ length: n }, (_, row) => row);
  const trait = Float64Array.from(rows, () => random.normal());
  const hasSite = rows.map((row) => random.normal() + trait[row]! > 0.5);
  const values = Float64Array.from(rows, (row) => -0.5 * trait[row]! + random.normal());
  const withSite = rows.filter((row) => hasSite[row]);
  const without = rows.filter((row) => !hasSite[row]);

  it('is not fooled by a trait that both share', () => {
    const matched = matchStrata(withSite, without, values, -1, alikeGenes(rows, [trait], n));
    const plain = matchStrata(withSite, without, values, -1, alikeGenes(rows, [], n));
    expect(plain.rankSumP).toBeLessThan(1e-20);
    expect(plain.ciHigh).toBeLessThan(-0.3);
    expect(matched.rankSumP).toBeGreaterThan(0.01);
    expect(matched.ksP).toBeGreaterThan(0.01);
    expect(Math.abs(matched.medianShift)).toBeLessThan(0.12);
  });

  it("of one class is Wilcoxon's test and the plain shift", () => {
    const pick = (group: readonly number[]) => Float64Array.from(group, (row) => values[row]!);
    const plain = matchStrata(withSite, without, values, -1, alikeGenes(rows, [], n));
    const { z } = rankSumTest(pick(withSite), pick(without));
    expect(plain.rankSumP / normalUpperTail(-z)).toBeCloseTo(1, 9);
    expect(plain.medianShift).toBeCloseTo(medianShift(pick(withSite), pick(without)).shift, 12);
  });
});

describe('whether the experiment worked', () => {
  it('shows in the order of site types, and in one table', () => {
    const study = plantStudy(21);
    const { genes } = rankTargets(study.changes, study.sites, { effect: 'overexpression', alpha: 0.1 });
    expect(siteTypeTrend(genes, study.changes, { effect: 'overexpression' }).p).toBeLessThan(1e-10);
    expect(siteTypeTrend(genes, study.changes, { effect: 'inhibition' }).p).toBeGreaterThan(0.99);
    const shifts = siteShifts(genes, study.changes, { effect: 'overexpression' });
    expect(shifts.map(({ orderP }) => orderP < 0.01)).toEqual([true, true, true, false, false]);
    expect(describeSiteOrder(shifts, { effect: 'overexpression' })).toMatch(
      /^Stronger sites move genes further: median shift 8mer -0\.\d\d, 7mer-m8 -0\.\d\d, 6mer -0\.\d\d \(p \S+ for this order\)\.$/,
    );
    expect(
      describeSiteOrder(siteShifts(genes, study.changes, { effect: 'inhibition' }), { effect: 'inhibition' }),
    ).toBe('Stronger sites do not move genes further (p 1 for the order 8mer > 7mer-m8 > 7mer-A1 > 6mer).');
    const table = siteShiftValues(shifts);
    expect(table.types).toEqual(['any', '8mer', '7mer-m8', '6mer', '7 or 8 nt']);
    const matched = table.matchedMedianShift;
    expect(matched[1]!).toBeLessThan(matched[2]!);
    expect(matched[2]!).toBeLessThan(matched[3]!);
  });
});
