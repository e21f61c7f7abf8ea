import { describe, expect, it } from 'vitest';
import { describeFits } from '../../../src/analyses/ranking/describe-fits.ts';
import { fitBackgroundTrend } from '../../../src/ranking/changes/background-trend.ts';
import { explainRank } from '../../../src/ranking/explain-rank.ts';
import { rankTargets } from '../../../src/ranking/rank-targets.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { changesOf, site } from './planted-study.ts';

/** Genes whose changes drift with the ln of their lengths; the first fifth are targets of one size, and long. */
function drifting(genes: number, slope: number, seed = 1, targets = 0.2, noise = 0.2) {
  const random = createRandom(seed);
  const z = Float64Array.from({ length: genes }, (_, gene) => random.normal() + (gene < targets * genes ? 0.7 : 0));
  const change = z.map((x, gene) => slope * x + noise * random.normal() - (gene < targets * genes ? 0.8 : 0));
  return {
    z,
    change,
    error: new Float64Array(genes).fill(noise),
    use: Uint8Array.from(z, (_, gene) => Number(gene >= targets * genes)),
    utrLength: z.map((x) => 1000 * Math.exp(0.75 * x)),
    utrGc: z.map(() => 0.45 + 0.06 * random.normal()),
    abundance: z.map(() => Math.exp(5 + random.normal())),
  };
}

describe('the drift of the background', () => {
  it('is found among genes without a site, with its error, whatever the targets do', () => {
    for (const slope of [-0.2, -0.1, 0, 0.1, 0.2]) {
      const { change, error, use, z, ...traits } = drifting(4000, slope);
      const { slopes, expected } = fitBackgroundTrend(change, error, use, traits);
      const byTrait = new Map(slopes.map((one) => [one.trait, one]));
      for (const [trait, truth] of [
        ['length', slope],
        ['composition', 0],
        ['expression', 0],
      ] as const) {
        const { slope: found, error: own } = byTrait.get(trait)!;
        expect(Math.abs(found - truth), trait).toBeLessThan(4 * own);
        expect(own).toBeLessThan(0.01);
      }
      const off = z.map((x, gene) => (Math.abs(x) < 3 ? expected[gene]! - slope * x : 0));
      expect(Math.max(...off) - Math.min(...off)).toBeLessThan(0.15);
    }
  });

  it('is shrunk towards none where few genes tell, and its error says so', () => {
    const few = drifting(60, 0, 5);
    const many = drifting(4000, 0, 5);
    const fitOf = ({ change, error, use, z: _, ...traits }: typeof few) =>
      fitBackgroundTrend(change, error, use, traits).slopes[0]!;
    expect(fitOf(few).error).toBeGreaterThan(4 * fitOf(many).error);
    expect(fitOf(few).error).toBeLessThan(0.1);
    const { change, error, use } = drifting(15, 0.2, 1, 0);
    expect(fitBackgroundTrend(change, error, use, {}).slopes).toEqual([]);
    expect([...fitBackgroundTrend(change, error, use, {}).expected]).toEqual(Array.from(change, () => 0));
  });

  it("does not make candidates of long 3' UTRs, and is told of", () => {
    const { change, error, utrLength, utrGc } = drifting(4000, -0.2, 3, 0, 0.1);
    const ids = Array.from(change, (_, gene) => `g${gene}`);
    const random = createRandom(9);
    const sites = new Map(
      ids.map((id, gene) => [id, random.uniform() < 1 - Math.exp(-utrLength[gene]! / 1500) ? [site('8mer')] : []]),
    );
    const changes = changesOf(ids, change, error);
    const options = { effect: 'overexpression', alpha: 0.1, mirna: 'miR-1' } as const;
    const candidates = (traits?: { utrLength: Float64Array; utrGc: Float64Array }) =>
      rankTargets(changes, sites, { ...options, traits }).genes.filter((gene) => gene.class === 'candidate').length;
    expect(candidates()).toBeGreaterThan(0);
    expect(candidates({ utrLength, utrGc })).toBe(0);
    const { genes, fits } = rankTargets(changes, sites, { ...options, traits: { utrLength, utrGc } });
    expect(describeFits(fits, ['x'])[0]!.text).toMatch(
      /^changes are corrected .*: -0\.(1|2)\d log2 a standard deviation of 3' UTR length/,
    );
    const longest = genes.find(({ row }) => utrLength[row] === Math.max(...utrLength))!;
    expect(explainRank(longest, changes, options)).toMatch(
      / Genes alike without a site fall 1\.[3-6]-fold themselves; that is taken off\.$/,
    );
  });

  it('says so where lengths are not known, or nothing is', () => {
    const { change, error, abundance } = drifting(400, 0);
    const ids = Array.from(change, (_, gene) => `g${gene}`);
    const plain = changesOf(ids, change, error);
    const sites = new Map(ids.map((id) => [id, []]));
    const told = (baseMean: Float64Array): string =>
      describeFits(rankTargets({ ...plain, baseMean }, sites, { effect: 'overexpression', alpha: 0.1 }).fits, ['x'])[0]!
        .text;
    expect(told(abundance)).toContain("3' UTR lengths are not known");
    expect(told(plain.baseMean)).toContain('not corrected');
  });
});
