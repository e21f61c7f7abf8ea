import { describe, expect, it } from 'vitest';
import { normalUpperTail } from '../../src/stats/distributions/normal.ts';
import { createRandom } from '../../src/stats/random/seeded-random.ts';
import { searchBestCut } from '../../src/survival/cuts/best-cut.ts';
import { cutIntoGroups } from '../../src/survival/cuts/group-cuts.ts';
import { logRankTest } from '../../src/survival/log-rank.ts';
import { tcga } from '../golden/survival/cohort-data.ts';
import { hasShared, whyShared } from '../shared.ts';

const PERMUTATIONS = 500;
const SEED = 20185;

describe.runIf(hasShared)(`LIFR permuted over the patients of TCGA-BRCA${whyShared}`, () => {
  it('the best cut fools a naive test about half of the time, and the corrected ones as seldom as they say', () => {
    const cohort = tcga();
    const question = { time: cohort.number('survival_months'), event: cohort.number('os_event') };
    const values = cohort.number('LIFR');
    const random = createRandom(SEED);
    const found = { naive: 0, lau92: 0, lau94: 0, reported: 0, median: 0 };
    for (let round = 0; round < PERMUTATIONS; round++) {
      random.shuffle(values);
      const best = searchBestCut(question, values, { seed: 1 });
      found.naive += Number(2 * normalUpperTail(best.statistic) < 0.05);
      found.lau92 += Number(best.lau92 < 0.05);
      found.lau94 += Number(best.lau94 < 0.05);
      found.reported += Number(best.p < 0.05);
      found.median += Number(logRankTest(question, cutIntoGroups(values, 'median').codes).p < 0.05);
    }
    const shares = Object.fromEntries(Object.entries(found).map(([name, count]) => [name, count / PERMUTATIONS]));
    console.log(`seed ${SEED}, ${PERMUTATIONS} permutations, share with p < 0.05: ${JSON.stringify(shares)}`);
    expect(shares.naive).toBeGreaterThan(0.4);
    expect(shares.naive).toBeLessThan(0.6);
    expect(shares.lau92).toBeLessThanOrEqual(0.075);
    expect(shares.lau94).toBeLessThanOrEqual(0.075);
    expect(shares.reported).toBeLessThanOrEqual(0.075);
    expect(shares.median).toBeGreaterThan(0.02);
    expect(shares.median).toBeLessThan(0.08);
  });
});
