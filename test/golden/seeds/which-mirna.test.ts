import { describe, expect, it } from 'vitest';
import { seedVerdict } from '../../../src/enrichment/seeds/seed-verdict.ts';
import { donors, mir10b, mir210, readCountStudy, searchStudy, testCounts, treated } from '../../bench/count-studies.ts';
import { readConservedSites, readExperiments } from '../../bench/ranking-data.ts';
import { isTestable, normalScores, searchSeeds } from '../../bench/seed-search.ts';
import { hasShared, whyShared } from '../../shared.ts';

// Benchmark C in short; `npm run bench:ranking C` prints the tables.
describe.skipIf(!hasShared)(`which miRNA did it${whyShared}`, () => {
  it('is told from the changes alone in all experiments of GSE124530', async () => {
    const conserved = await readConservedSites();
    const experiments = (await readExperiments(conserved)).filter((experiment) => isTestable(experiment, conserved));
    expect(experiments).toHaveLength(23);
    for (const experiment of experiments) {
      const results = searchSeeds(experiment.genes, normalScores(experiment), experiment.logCpm, conserved);
      expect(results[0], experiment.mirna).toMatchObject({ seed: experiment.seed, direction: 'down', rank: 1 });
    }
  });

  it('is not told where no seed shows, though hundreds of genes change', async () => {
    const study = await readCountStudy(...mir210.path);
    const results = await testCounts(study, { condition: ['t', 't', 'c', 'c'] }, '~ condition');
    expect(results.padj.filter((p) => p < 0.05).length).toBeGreaterThan(300);
    const families = searchStudy(study, results, await readConservedSites());
    const { outcome, text } = seedVerdict(families, { mirnas: [mir210], effect: 'overexpression' });
    expect(outcome).toBe('silent');
    expect(text).toContain('No seed signal of miR-210-3p');
  });

  it('shows in the set of targets where hardly a gene does', async () => {
    const study = await readCountStudy(...mir10b.path);
    const results = await testCounts(study, { donor: donors, condition: treated }, '~ donor + condition');
    // The three genes that R calls (oracle_deseq2_paired) are no targets.
    expect(results.padj.filter((p) => p < 0.1)).toHaveLength(3);
    const families = searchStudy(study, results, await readConservedSites());
    const own = families.find(({ seed, direction }) => seed === mir10b.seed && direction === 'down')!;
    expect(own.rankSumZ).toBeGreaterThan(5);
    expect(own.p).toBeLessThan(0.01);
    expect(own.rank).toBeLessThanOrEqual(5);
    expect(seedVerdict(families, { mirnas: [mir10b], effect: 'overexpression' }).outcome).toBe('weak');
  });
});
