import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainRank } from '../../../src/ranking/explain-rank.ts';
import { type GeneChanges, type RankedGene, rankTargets } from '../../../src/ranking/rank-targets.ts';
import type { GeneSite } from '../../../src/ranking/site-evidence.ts';
import { describeSites, evidenceTypes, listPositions, siteEvidence } from '../../../src/ranking/site-evidence.ts';

const site = (type: string, start = 100): GeneSite => ({ type, start, end: start + 7 });
const options = { effect: 'overexpression', alpha: 0.1, mirna: 'hsa-miR-9-5p' } as const;

/** One gene a row: id, log2FoldChange, pvalue, padj, and baseMean (100 if left out). */
function changesOf(rows: readonly (readonly [string, number, number, number, number?])[]): GeneChanges {
  const column = (index: 1 | 2 | 3): Float64Array => Float64Array.from(rows, (row) => row[index]);
  return {
    geneIds: rows.map(([id]) => id),
    baseMean: Float64Array.from(rows, (row) => row[4] ?? 100),
    log2FoldChange: column(1),
    lfcSE: Float64Array.from(rows, () => 0.2),
    pvalue: column(2),
    logPvalue: column(2).map(Math.log),
    padj: column(3),
  };
}

const ids = (genes: readonly RankedGene[]): string[] => genes.map(({ geneId }) => geneId);

describe('evidence of sites', () => {
  it('falls from 8mer to 6mer, and grows with their number', () => {
    const single = evidenceTypes.map((type) => siteEvidence([site(type)]));
    expect(single).toEqual([...single].sort((a, b) => b - a));
    expect(new Set(single).size).toBe(4);
    for (const type of evidenceTypes)
      expect(siteEvidence([site(type), site(type)])).toBeCloseTo(2 * siteEvidence([site(type)]));
    expect(siteEvidence([])).toBe(0);
  });

  it('is described in words and in positions', () => {
    const sites = [site('6mer', 88), site('8mer', 512), site('6mer', 140)];
    expect(describeSites(sites)).toBe('an 8mer site (position 512) and two 6mer sites (88, 140)');
    expect(listPositions(sites)).toBe('8mer:512-519;6mer:88-95;6mer:140-147');
    expect(describeSites([1, 2, 3, 4].map((start) => site('7mer-m8', start)))).toBe(
      'four 7mer-m8 sites (positions 1, 2, 3, and 1 more)',
    );
  });
});

describe('the order of targets', () => {
  it('puts what goes down most surely first, and lets a better site decide between equals', () => {
    const changes = changesOf([
      ['six', -1, 1e-8, 1e-6],
      ['eight', -1, 1e-8, 1e-6],
      ['surer', -1, 1e-20, 1e-18],
      ['up', 2, 1e-30, 1e-28],
      ['untested', Number.NaN, Number.NaN, Number.NaN],
    ]);
    const sites = new Map([
      ['six', [site('6mer')]],
      ['eight', [site('8mer')]],
      ['surer', [site('6mer')]],
      ['up', [site('8mer')]],
    ]);
    expect(ids(rankTargets(changes, sites, options))).toEqual(['surer', 'eight', 'six', 'up', 'untested']);
  });

  it('keeps a strong change without a site in sight', () => {
    const changes = changesOf([
      ['weak', -0.2, 0.2, 0.4],
      ['strong', -3, 1e-40, 1e-37],
    ]);
    const ranked = rankTargets(changes, new Map([['weak', [site('8mer')]]]), options);
    expect(ids(ranked)).toEqual(['strong', 'weak']);
    expect(ranked.map((gene) => gene.class)).toEqual(['moved_without_site', 'site_without_change']);
  });

  it('turns with the effect: inhibition of mirrored changes ranks the same', () => {
    const rows = fc.array(
      fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 1e-300, max: 1, noNaN: true })),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(rows, (values) => {
        const table = (sign: number) =>
          changesOf(values.map(([change, p], i) => [`g${i}`, sign * change, p, Math.min(1, 2 * p)] as const));
        const sites = new Map(values.map((_, i) => [`g${i}`, i % 2 ? [site('8mer')] : []]));
        const down = rankTargets(table(1), sites, options);
        const up = rankTargets(table(-1), sites, { ...options, effect: 'inhibition' });
        expect(ids(up)).toEqual(ids(down));
        expect(up.map((gene) => gene.class)).toEqual(down.map((gene) => gene.class));
      }),
    );
  });

  it('does not tie genes whose p-values are too small for a number', () => {
    const changes = changesOf([
      ['less', -4, 0, 0],
      ['more', -5, 0, 0],
      ['smallest', -3, 5e-324, 1e-320],
    ]);
    const logPvalue = Float64Array.of(-900, -1000, Math.log(5e-324));
    expect(ids(rankTargets({ ...changes, logPvalue }, new Map(), options))).toEqual(['more', 'less', 'smallest']);
  });
});

describe('the sentence that explains a rank', () => {
  const sites = new Map([
    ['target', [site('8mer', 512)]],
    ['quiet', [site('7mer-A1', 40)]],
    ['rising', [site('8mer', 9)]],
    ['low', [site('6mer', 33)]],
    ['silent', [site('6mer', 33)]],
    ['outlier', [site('6mer', 33)]],
    ['indirect', []],
    ['background', []],
  ]);
  const changes = changesOf([
    ['target', -1.2, 1e-10, 1.2e-8],
    ['quiet', -0.1, 0.5, 0.8],
    ['rising', 1, 1e-6, 1e-5],
    ['low', -0.4, 0.2, Number.NaN, 1.3],
    ['silent', Number.NaN, Number.NaN, Number.NaN, 0],
    ['outlier', -2, Number.NaN, Number.NaN],
    ['indirect', -2, 0, 0],
    ['background', 0.1, 0.5, 0.8],
    ['unknown', -2, 1e-9, 1e-8],
  ]);

  it.each([
    [
      'target',
      "Down 2.3-fold (adjusted p 1.2e-8), as a target of hsa-miR-9-5p should, with an 8mer site (position 512) in its 3' UTR.",
    ],
    [
      'quiet',
      "Has a 7mer-A1 site (position 40) in its 3' UTR, but it does not change significantly (down 1.1-fold (adjusted p 0.8)).",
    ],
    [
      'rising',
      "Has an 8mer site (position 9) in its 3' UTR, but it moves the other way: up 2-fold (adjusted p 1.0e-5).",
    ],
    ['low', "Has a 6mer site (position 33) in its 3' UTR, but its counts are too low to tell (mean 1.3)."],
    ['silent', "Has a 6mer site (position 33) in its 3' UTR, but it has no reads in any sample."],
    ['outlier', "Has a 6mer site (position 33) in its 3' UTR, but it could not be tested: one sample is an outlier."],
    [
      'indirect',
      "Down 4-fold (adjusted p below 1e-300) like a target, but its 3' UTR has no site of hsa-miR-9-5p: probably an indirect effect.",
    ],
    ['background', "Up 1.1-fold (adjusted p 0.8); no site in its 3' UTR."],
    [
      'unknown',
      "Down 4-fold (adjusted p 1.0e-8) like a target, but no 3' UTR of it was given, so its sites are not known.",
    ],
  ])('of %s', (id, sentence) => {
    const gene = rankTargets(changes, sites, options).find(({ geneId }) => geneId === id) as RankedGene;
    expect(explainRank(gene, changes, options)).toBe(sentence);
  });
});
