import { describe, expect, it } from 'vitest';
import { readConservedSites, readExperiments, readPairs } from '../bench/ranking-data.ts';
import { agreement, type JudgedRanker, judgedRows, measures, scorePair } from '../bench/replication.ts';
import { judgeShared } from '../bench/shared-responses.ts';
import { hasShared, whyShared } from '../shared.ts';

const RANKERS: readonly JudgedRanker[] = ['posterior', 'soft', 'rank-sum', 'signed-p', 'filter'];

/**
 * Benchmark A in short. `npm run bench:ranking -- A` resamples families and has every comparison, also those that are lost.
 */
describe.skipIf(!hasShared)(`replication across laboratories${whyShared}`, () => {
  it('foretells what another laboratory measures better than simple rankers, on average over the pairs', async () => {
    const pairs = await readPairs();
    const sums = new Map(RANKERS.map((ranker) => [ranker, { top100: 0, precision: 0, rho: 0, auroc: 0 }]));
    for (const pair of pairs) {
      const rows = judgedRows(pair);
      for (const [ranker, scores] of scorePair(pair, RANKERS)) {
        const one = agreement(scores, pair.judge, rows);
        for (const measure of measures) sums.get(ranker)![measure] += one[measure] / pairs.length;
      }
    }
    for (const [ranker, means] of sums) {
      console.log(`  ${ranker.padEnd(10)}${measures.map((m) => ` ${m} ${means[m].toFixed(4)}`).join('')}`);
    }
    const ours = sums.get('posterior')!;
    for (const ranker of RANKERS.slice(1)) {
      const theirs = sums.get(ranker)!;
      expect(ours.top100).toBeLessThan(theirs.top100);
      for (const measure of ['precision', 'rho', 'auroc'] as const) {
        expect(ours[measure]).toBeGreaterThan(theirs[measure]);
      }
    }
  });

  it('does so better where what the other miRNAs of the experiment share is taken out', async () => {
    const conserved = await readConservedSites();
    const experiments = await readExperiments(conserved);
    const pairs = await readPairs();
    const [alone, all] = [0, Number.POSITIVE_INFINITY].map((k) => judgeShared(pairs, experiments, conserved, k));
    const mean = (result: typeof all, measure: (typeof measures)[number]) =>
      result!.ours.reduce((sum, one) => sum + one[measure], 0) / pairs.length;
    for (const measure of measures) {
      const better = all!.ours.filter((one, p) =>
        measure === 'top100' ? one[measure] < alone!.ours[p]![measure] : one[measure] > alone!.ours[p]![measure],
      );
      expect(better.length, measure).toBeGreaterThanOrEqual(7);
    }
    expect(mean(all, 'top100')).toBeLessThan(-2.53);
    expect(mean(all, 'precision')).toBeGreaterThan(0.69);
    expect(mean(all, 'rho')).toBeGreaterThan(0.5);
    expect(mean(all, 'auroc')).toBeGreaterThan(0.91);
  });
});
