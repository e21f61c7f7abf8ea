import { describe, expect, it } from 'vitest';
import { judgePlanted, type KnownStudy } from '../bench/planted-truth.ts';
import { regimes, simulateStudy } from '../bench/ranking-simulation.ts';

/** Benchmark D in short: a small study of two regimes, from counts to candidates. `npm run bench:ranking` has all. */
describe('ranking on simulated counts', () => {
  it.each(['strong repression', 'two, many secondary'])(
    'orders better than every simple ranker and errs about as often as it says: %s',
    async (name) => {
      const regime = regimes.find((one) => one.name === name)!;
      const studies: KnownStudy[] = [];
      for (const seed of [101]) {
        const { changes, sites, geneIds, direct } = await simulateStudy(regime, seed, 2000);
        const siteMap = new Map(geneIds.map((id, row) => [id, sites[row]!]));
        studies.push({ changes, direct, effect: regime.effect, sites: siteMap });
      }
      const { averagePrecision, falseDiscovery, candidates } = judgePlanted(studies);
      const own = averagePrecision.get('posterior')!;
      for (const [ranker, other] of averagePrecision)
        if (ranker !== 'posterior') expect(own, ranker).toBeGreaterThan(other);
      expect(candidates).toBeGreaterThan(20);
      expect(falseDiscovery).toBeLessThan(0.2);
    },
  );
});
