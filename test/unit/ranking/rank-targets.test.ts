import { describe, expect, it } from 'vitest';
import { rankingValues } from '../../../src/analyses/ranking/ranking-values.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import { standardErrors } from '../../../src/ranking/changes/effect-sizes.ts';
import { explainRank } from '../../../src/ranking/explain-rank.ts';
import { type RankedGene, rankOverContrasts, rankTargets } from '../../../src/ranking/rank-targets.ts';
import { rankers, scoreBy } from '../../../src/ranking/simple-rankers.ts';
import type { GeneSite } from '../../../src/ranking/sites/site-evidence.ts';
import { countConserved, describeSites, listPositions } from '../../../src/ranking/sites/site-evidence.ts';
import { normalLogUpperTail } from '../../../src/stats/distributions/normal.ts';
import { changesOf, plantStudy, site } from './planted-study.ts';

const options = { effect: 'overexpression', alpha: 0.1, mirna: 'hsa-miR-9-5p' } as const;
const study = plantStudy(11);

/** The planted study with further genes: id, log2 fold change, standard error. */
function withGenes(genes: readonly (readonly [id: string, change: number, error: number])[]) {
  const { geneIds, log2FoldChange, lfcSE } = study.changes;
  const column = (own: Float64Array, index: 1 | 2): Float64Array =>
    Float64Array.of(...own, ...genes.map((gene) => gene[index]));
  return changesOf([...geneIds, ...genes.map(([id]) => id)], column(log2FoldChange, 1), column(lfcSE, 2));
}

function ranked(
  genes: readonly (readonly [id: string, change: number, error: number])[],
  sites: readonly (readonly [string, ReturnType<typeof site>[]])[],
): Map<string, RankedGene & { readonly place: number }> {
  const { genes: all } = rankTargets(withGenes(genes), new Map([...study.sites, ...sites]), options);
  return new Map(all.map((gene, place) => [gene.geneId, { ...gene, place }]));
}

describe('sites', () => {
  it('are described in words and in positions', () => {
    const sites = [site('6mer', 88), site('8mer', 512), site('6mer', 140)];
    expect(describeSites(sites)).toBe('an 8mer site (position 512) and two 6mer sites (88, 140)');
    expect(listPositions(sites)).toBe('8mer:512-519;6mer:88-95;6mer:140-147');
    expect(describeSites([1, 2, 3, 4].map((start) => site('7mer-m8', start)))).toBe(
      'four 7mer-m8 sites (positions 1, 2, 3, and 1 more)',
    );
    const listed = { type: 'site', start: Number.NaN, end: Number.NaN, conserved: true };
    expect(describeSites([listed, listed])).toBe('two conserved sites');
    expect(describeSites([{ ...site('8mer', 40), conserved: true }, site('6mer', 9)])).toBe(
      'a conserved 8mer site (position 40) and a 6mer site (9)',
    );
    expect(countConserved([listed, { ...listed, conserved: false }])).toBe(1);
    expect(countConserved([site('8mer')])).toBeNaN();
  });
});

describe('the order of targets', () => {
  it('puts the surely and strongly repressed first, and lets a better site decide between equals', () => {
    const genes = ranked(
      [
        ['six', -1, 0.3],
        ['eight', -1, 0.3],
        ['stronger', -2, 0.3],
        ['up', 2, 0.1],
        ['untested', Number.NaN, Number.NaN],
      ],
      [
        ['six', [site('6mer')]],
        ['eight', [site('8mer')]],
        ['stronger', [site('8mer')]],
        ['up', [site('8mer')]],
      ],
    );
    const places = ['stronger', 'eight', 'six', 'up', 'untested'].map((id) => genes.get(id)!.place);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(genes.get('untested')!.posterior).toBeNaN();
    expect(genes.get('untested')!.place).toBe(genes.size - 1);
  });

  it('is soft: a strong change keeps a gene with a weak site, and with no site, in sight', () => {
    const genes = ranked(
      [
        ['weak', -2.5, 0.15],
        ['none', -2.5, 0.15],
      ],
      [
        ['weak', [site('6mer')]],
        ['none', []],
      ],
    );
    expect(genes.get('weak')!.place).toBeLessThan(0.15 * genes.size);
    expect(['candidate', 'uncertain']).toContain(genes.get('weak')!.class);
    expect(genes.get('none')!.class).toBe('moved_without_site');
    const listed = rankTargets(withGenes([['none', -2.5, 0.15]]), study.sites, { ...options, sites: 'conserved' });
    expect(listed.genes.findIndex(({ geneId }) => geneId === 'none')).toBeLessThan(50);
  });

  it('makes no candidate of a gene without a known site, alone, combined, or by a table of conserved sites', () => {
    const planted: [string, number, number][] = [
      ['unknown', -4, 0.1],
      ['none', -4, 0.1],
    ];
    const changes = withGenes(planted);
    const sites = new Map([...study.sites, ['none', [] as readonly GeneSite[]]]);
    const again = {
      changes: { ...changes, log2FoldChange: changes.log2FoldChange.map((b) => -b) },
      effect: 'inhibition',
    } as const;
    for (const kind of ['all', 'conserved'] as const) {
      for (const further of [[], [again]]) {
        const { genes } = rankOverContrasts([{ changes, effect: 'overexpression' }, ...further], sites, {
          ...options,
          sites: kind,
        });
        const classOf = new Map(genes.map((gene) => [gene.geneId, gene.class]));
        expect(classOf.get('unknown')).toBe('cannot_be_judged');
        expect(classOf.get('none')).toBe(kind === 'all' ? 'moved_without_site' : 'cannot_be_judged');
        const called = genes.filter((gene) => gene.class === 'candidate');
        expect(called.length).toBeGreaterThan(100);
        expect(called.every((gene) => (gene.sites ?? []).length > 0)).toBe(true);
      }
    }
  });

  it('orders by the repression that should be found again, whether all sites are known or conserved ones are listed', () => {
    const changes = withGenes([['none', -4, 0.1]]);
    for (const kind of ['all', 'conserved'] as const) {
      const sites = new Map([...study.sites, ...(kind === 'all' ? [['none', []] as const] : [])]);
      const { genes } = rankTargets(changes, sites, { ...options, sites: kind });
      const tested = genes.filter(({ score }) => !Number.isNaN(score));
      expect(tested.map(({ score }) => score)).toEqual(tested.map(({ score }) => score).sort((a, b) => b - a));
      // Of a sure target all of the expected change counts, of what is none only the share that laboratories find again.
      const sure = tested.find(({ posterior }) => posterior > 0.99)!;
      expect(sure.score).toBeCloseTo(-sure.expectedLog2FoldChange, 1);
      const none = tested.find(({ geneId }) => geneId === 'none')!;
      if (kind === 'all') expect(none.score / -none.expectedLog2FoldChange).toBeLessThan(0.95);
      expect(none.score).toBeGreaterThan(1);
    }
  });

  it('counts sites in coding sequences, but makes no candidate of them alone, and says so', () => {
    const planted = ['with', 'without', 'coding', 'neither'].map((id) => [id, -1, 0.3] as const);
    const changes = withGenes(planted);
    const sites = new Map([
      ...study.sites,
      ['with', [site('7mer-m8')]] as const,
      ['without', [site('7mer-m8')]] as const,
      ...(['coding', 'neither'] as const).map((id) => [id, []] as const),
    ]);
    const coding = new Map<string, readonly GeneSite[]>([
      ['with', [site('8mer', 31), site('6mer', 400)]],
      ['without', []],
      ['coding', [site('7mer-m8', 31), site('6mer', 61)]],
      ['neither', []],
    ]);
    const { genes } = rankTargets(changes, sites, { ...options, coding });
    const gene = (id: string) => genes.find(({ geneId }) => geneId === id)!;
    expect(gene('with').posterior).toBeGreaterThan(gene('without').posterior);
    expect(gene('coding').posterior).toBeGreaterThan(gene('neither').posterior);
    expect(gene('coding').posterior).toBeLessThan(gene('without').posterior);
    expect(gene('coding').qValue).toBeNaN();
    expect(gene('coding').class).not.toBe('candidate');
    const why = (id: string) => explainRank(gene(id), changes, { ...options, coding });
    expect(why('with')).toContain(', and 2 sites in the coding sequence (8mer at 31, 6mer at 400)');
    expect(why('without')).not.toContain('coding');
    expect(why('coding')).toContain('only 2 sites in the coding sequence (7mer-m8 at 31, 6mer at 61)');
  });

  it('splits the evidence into parts that sum up to the odds', () => {
    const conserved = { ...site('8mer'), conserved: true };
    const gene = ranked([['a', -1, 0.3]], [['a', [conserved]]]).get('a')!;
    const odds = Math.log10(gene.posterior / (1 - gene.posterior));
    expect(gene.expressionEvidence + gene.siteEvidence + gene.conservationEvidence).toBeCloseTo(odds, 1);
    expect(gene.conservationEvidence).toBeGreaterThan(0);
  });

  it('puts candidates at the rate that is asked for, by q-value', () => {
    for (const fdr of [0.01, 0.05, 0.2]) {
      const { genes } = rankTargets(study.changes, study.sites, { ...options, fdr });
      const called = genes.filter((gene) => gene.class === 'candidate');
      const error = called.reduce((sum, { posterior }) => sum + 1 - posterior, 0) / called.length;
      expect(error).toBeLessThanOrEqual(fdr);
      expect(called.every(({ qValue }) => qValue <= fdr)).toBe(true);
      expect(genes.filter(({ qValue }) => qValue <= fdr)).toHaveLength(called.length);
    }
  });

  it('takes several contrasts together: a target moves as it should in each', () => {
    const up = plantStudy(12, { effect: 'inhibition' });
    // The same genes, sites and targets in both: down in one, up in the other.
    const inhibited = { ...study.changes, log2FoldChange: study.changes.log2FoldChange.map((b) => -b * 0.7) };
    const single = rankTargets(study.changes, study.sites, options);
    const both = rankOverContrasts(
      [
        { changes: study.changes, effect: 'overexpression' },
        { changes: inhibited, effect: 'inhibition' },
      ],
      study.sites,
      options,
    );
    const found = (genes: readonly RankedGene[]) => genes.filter((gene) => gene.class === 'candidate').length;
    expect(found(both.genes)).toBeGreaterThan(found(single.genes));
    const unrelated = rankOverContrasts(
      [
        { changes: study.changes, effect: 'overexpression' },
        { changes: { ...up.changes, log2FoldChange: up.changes.log2FoldChange.map((b) => -b) }, effect: 'inhibition' },
      ],
      study.sites,
      options,
    );
    expect(found(unrelated.genes)).toBeLessThan(found(both.genes));
  });
});

describe('standard errors', () => {
  it('are told from p-values where they are not given, at p near 1 from other genes', () => {
    const logP = (z: number): number => Math.LN2 + normalLogUpperTail(z);
    const errors = standardErrors({
      log2FoldChange: Float64Array.of(1, -2, 0.00001, 3, 1),
      lfcSE: Float64Array.of(0.4, Number.NaN, Number.NaN, Number.NaN, Number.NaN),
      logPvalue: Float64Array.of(-3, logP(4), 0, logP(60), Number.NaN),
    });
    expect([...errors.subarray(0, 4)]).toEqual([0.4, 0.5, 0.4, 0.05].map((x) => expect.closeTo(x, 9)));
    expect(errors[4]).toBeNaN();
  });
});

describe('simple rankers', () => {
  // Four tested genes: z-like p-values and sites chosen so that each ranker has an order of its own.
  const geneIds = ['a', 'b', 'c', 'd', 'untested'];
  const changes = changesOf(
    geneIds,
    Float64Array.of(-1, -3, -0.5, 1, Number.NaN),
    Float64Array.of(0.1, 1, 0.2, 0.1, Number.NaN),
  );
  const sites = new Map([
    ['a', []],
    ['b', []],
    ['c', [site('8mer'), site('6mer')]],
    ['d', [site('6mer')]],
  ]);
  const order = (ranker: (typeof rankers)[number]): string => {
    const { genes } = rankTargets(changes, sites, { ...options, ranker });
    return genes.map(({ geneId }) => geneId[0]).join('');
  };

  it('order as they say, untested genes last', () => {
    expect(order('signed-p')).toBe('abcdu');
    expect(order('fold-change')).toBe('bacdu');
    expect(order('filter')).toBe('cdabu');
    expect(order('sites').slice(0, 2)).toBe('cd');
    expect(order('soft')).toBe('acbdu');
    for (const ranker of rankers) expect(order(ranker)).toMatch(/u$/);
  });

  it('aggregate ranks as Kolde et al. do for two lists', () => {
    const own = new Float64Array(5);
    const contrast = { changes, effect: 'overexpression' } as const;
    // Ranks over four genes: by p a .25, b .5, c .75, d 1; by sites c .25, d .5, a and b share .875.
    const rho = [0.25, 0.5, 0.25, 0.5].map((low, k) => Math.min(1 - (1 - low) ** 2, [0.875, 0.875, 0.75, 1][k]! ** 2));
    expect([...scoreBy('rra', own, contrast, sites)]).toEqual([...rho.map((r) => expect.closeTo(-r, 12)), Number.NaN]);
    expect([...scoreBy('rank-sum', own, contrast, sites)]).toEqual([-1.125, -1.375, -1, -1.5, Number.NaN]);
  });
});

describe('the sentence that explains a rank', () => {
  const genes = ranked(
    [
      ['target', -1.5, 0.1],
      ['rising', 1, 0.1],
      ['quiet', -0.1, 0.2],
      ['untouched', 0.05, 0.2],
      ['alone', -1.5, 0.1],
      ['unknown', -1.5, 0.1],
      ['doubtful', -0.5, 0.24],
      ['untested', -0.5, Number.NaN],
    ],
    [
      ['target', [site('8mer', 512)]],
      ['rising', [site('8mer', 9)]],
      ['quiet', [site('7mer-A1', 40)]],
      ['untouched', []],
      ['alone', []],
      ['doubtful', [site('6mer', 33)]],
      ['untested', [site('6mer', 33)]],
    ],
  );
  const table = withGenes([
    ['target', -1.5, 0.1],
    ['rising', 1, 0.1],
    ['quiet', -0.1, 0.2],
    ['untouched', 0.05, 0.2],
    ['alone', -1.5, 0.1],
    ['unknown', -1.5, 0.1],
    ['doubtful', -0.5, 0.24],
    ['untested', -0.5, Number.NaN],
  ]);
  const why = (id: string): string => explainRank(genes.get(id)!, table, options);

  it('says what speaks for a candidate', () => {
    expect(why('target')).toBe(
      "Falls 2.8-fold (adjusted p 7.3e-51), as a target of hsa-miR-9-5p should, and its 3' UTR has an 8mer site (position 512): a direct target with probability above 0.99.",
    );
  });

  it('says what was missing in the others', () => {
    expect(why('rising')).toBe(
      "Has an 8mer site (position 9) in its 3' UTR, but moves the other way: rises 2-fold (adjusted p 1.5e-23).",
    );
    expect(why('quiet')).toContain('but does not change significantly: falls 1.1-fold (adjusted p 0.62)');
    expect(why('alone')).toContain("its 3' UTR has no site of hsa-miR-9-5p: probably an indirect effect");
    expect(why('unknown')).toContain("Cannot be judged: its 3' UTR is not known; falls");
    expect(why('doubtful')).toContain('but sites of this kind seldom work: probability 0.');
    expect(why('untested')).toContain('but could not be tested');
    expect(why('untouched')).toMatch(
      /^Does not change significantly \(rises .*-fold, adjusted p .*\) and has no site of/,
    );
  });

  it('stands in the table beside intervals and evidence', () => {
    const { genes: all } = rankTargets(study.changes, study.sites, options);
    const columns = rankingTable.toColumns(rankingValues(all, study.changes, options));
    const names = [...columns.keys()];
    expect(names.slice(0, 7)).toEqual([
      'rank',
      'gene_id',
      'class',
      'score',
      'posterior',
      'qvalue',
      'expression_evidence',
    ]);
    const low = columns.get('ci_low') as Float64Array;
    const change = columns.get('log2FoldChange') as Float64Array;
    const error = columns.get('lfcSE') as Float64Array;
    expect(change[5]! - low[5]!).toBeCloseTo(1.959964 * error[5]!, 6);
    expect(low).toHaveLength(study.changes.geneIds.length);
  });
});
