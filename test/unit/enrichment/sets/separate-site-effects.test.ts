import { describe, expect, it } from 'vitest';
import { testSets } from '../../../../src/analyses/enrichment/test-sets.ts';
import { separateSiteEffects } from '../../../../src/enrichment/sets/separate-site-effects.ts';
import { countLabels, type PlantedStudy, plantSets } from './planted-sets.ts';

async function labelAsAnalysis({ statistic, siteCount, expression, sets }: PlantedStudy) {
  const found = await testSets(
    sets.map((rows, k) => ({ name: `S${k}`, collection: 'planted', title: '', size: rows.length, rows })),
    { file: 'planted', ids: Array.from(statistic.keys(), (row) => `g${row}`), statistic },
    { sites: { change: statistic, count: siteCount, expression } },
    ['camera'],
    { seed: 1, rho: 0.01, rankTest: false },
  );
  return found.sites!.labels;
}

describe('separateSiteEffects', () => {
  it.each([
    ['alone', undefined],
    ['as an analysis labels them', labelAsAnalysis],
  ])('names the causes of planted sets, few of them wrongly, %s', async (_, label) => {
    const counts = Object.entries(await countLabels([1, 2, 3, 4, 5, 6], plantSets, label));
    for (const [cause, { sets, wrong, there, found }] of counts) {
      const power = there > 0 ? `, ${((100 * found) / there).toFixed(1)} % of the causes found` : '';
      console.log(`${cause}: ${((100 * wrong) / sets).toFixed(1)} % of ${sets} sets labelled wrongly${power}`);
      if (there > 0) expect(found / there).toBeGreaterThan(0.7);
    }
    const total = (of: 'wrong' | 'sets') => counts.reduce((sum, [, one]) => sum + one[of], 0);
    expect(total('wrong') / total('sets')).toBeLessThan(0.07);
  });

  it('blames sites of nothing where sites do nothing', async () => {
    const counts = await countLabels([1, 2, 3, 4], (seed) => plantSets(seed, 0.3, [0, 0, 0, 0]));
    // Sets with many sites are planted as direct or both, but no site moves anything here.
    expect(counts.direct.found / counts.direct.there).toBeLessThan(0.07);
  });

  it('splits the shift of a set into its parts', () => {
    const study = plantSets(9);
    const found = separateSiteEffects(study, study.sets);
    const errors = found.map(({ withoutSites, cause }, i) => {
      const isMoved = study.causes[i] === 'downstream' || study.causes[i] === 'both';
      const sign = (i % 25) % 2 === 0 ? 1 : -1;
      expect(cause).toBeDefined();
      const truth = isMoved ? 0.3 * sign : 0;
      return Number(withoutSites.low > truth || withoutSites.high < truth);
    });
    expect(errors.reduce((sum, one) => sum + one, 0)).toBeLessThan(12);
    // A third of the genes are chosen to have sites, so that 24 % more of them have than of the others.
    const direct = found.slice(50, 75).map(({ bySites }) => bySites.shift);
    expect(direct.reduce((sum, one) => sum + one, 0) / 25).toBeCloseTo(-0.08, 1);
    expect(direct.filter((shift) => shift < 0).length).toBeGreaterThan(22);
  });

  it('does not see genes that were not tested or searched', () => {
    const study = plantSets(2);
    const [statistic, siteCount] = [study.statistic.slice(), study.siteCount.slice()];
    const set = study.sets[0]!;
    statistic[set[0]!] = Number.NaN;
    siteCount[set[1]!] = Number.NaN;
    const [found] = separateSiteEffects({ ...study, statistic, siteCount }, [set]);
    expect(found!.size).toBe(set.length - 2);
  });
});
