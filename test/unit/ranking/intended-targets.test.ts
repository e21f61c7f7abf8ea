import { describe, expect, it } from 'vitest';
import { rankGenes } from '../../../src/analyses/ranking/rank-genes.ts';
import { summarizeRanking } from '../../../src/analyses/ranking/summarize-ranking.ts';
import { changesOf, plantStudy, site } from './planted-study.ts';

const study = plantStudy(13);
const { geneIds, log2FoldChange, lfcSE } = study.changes;
/** The gene that the siRNA was made against falls most, with a site of the guide's seed. */
const withTarget = changesOf(
  [...geneIds, 'ENSG00000000001.4'],
  Float64Array.of(...log2FoldChange, -5),
  Float64Array.of(...lfcSE, 0.1),
);
const symbols = [...geneIds.map((id) => `s-${id}`), 'CASP8'];

const ask = (results: typeof study.changes, intendedTargets: readonly string[]) =>
  rankGenes({
    contrasts: [{ name: 'siCASP8', results, effect: 'overexpression' }],
    known: {
      sites: new Map([...study.sites, ['ENSG00000000001.4', [site('8mer')]]]),
      kind: 'all',
      traits: {},
    },
    mirnas: [{ name: 'siCASP8' }],
    symbols: symbols.slice(0, results.geneIds.length),
    alpha: 0.1,
    fdr: 0.1,
    intendedTargets,
  });

describe('the intended target of an siRNA', () => {
  it('is set apart, by id or symbol, and all else stands as if it had not been measured', () => {
    const without = ask(study.changes, []);
    for (const name of ['CASP8', 'ENSG00000000001', 'ENSG00000000001.4']) {
      const answer = ask(withTarget, [name]);
      const { genes } = answer;
      const target = genes.find(({ geneId }) => geneId.startsWith('ENSG'))!;
      expect(target).toMatchObject({ class: 'intended_target', posterior: Number.NaN, qValue: Number.NaN });
      expect(genes.at(-1)).toBe(target);
      const others = genes.filter((gene) => gene !== target);
      expect(others.map(({ geneId, class: is }) => [geneId, is])).toEqual(
        without.genes.map(({ geneId, class: is }) => [geneId, is]),
      );
      expect(answer.shifts()).toEqual(without.shifts());
      expect(answer.table('candidate').geneIds).not.toContain('ENSG00000000001.4');
      const text = summarizeRanking(answer, answer.shifts(), { fdr: 0.1, effect: 'overexpression' });
      expect(text).toMatch(/^CASP8 is the intended target, set apart from the off-targets: falls 32-fold /);
      expect(text).toContain(`among ${without.genes.filter(({ isTested }) => isTested).length} tested genes`);
    }
    expect(ask(withTarget, []).table('candidate').geneIds).toContain('ENSG00000000001.4');
  });

  it('must be a gene of the results', () => {
    expect(() => ask(withTarget, ['CASP9'])).toThrow('the intended target CASP9 is not among the genes');
  });
});
