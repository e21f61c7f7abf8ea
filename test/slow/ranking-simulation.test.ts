import { describe, expect, it } from 'vitest';
import { judgePlanted, type KnownStudy } from '../bench/planted-truth.ts';
import { knownStudy, regimes } from '../bench/ranking-simulation.ts';

/** Small studies of a regime, from counts to candidates. */
async function studiesOf(name: string, seeds: readonly number[], genes = 2000): Promise<KnownStudy[]> {
  const regime = regimes.find((one) => one.name === name)!;
  const studies: KnownStudy[] = [];
  for (const seed of seeds) studies.push(await knownStudy(regime, seed, Math.min(genes, regime.genes)));
  return studies;
}

/** Benchmark D in short. `npm run bench:ranking -- D` has all. */
describe('ranking on simulated counts', () => {
  it.each(['strong repression', 'two, many secondary'])(
    'tells targets better than every simple ranker and errs about as often as it says: %s',
    async (name) => {
      const { averagePrecision, falseDiscovery, candidates } = judgePlanted(await studiesOf(name, [101]));
      const own = averagePrecision.get('posterior')!;
      for (const [ranker, other] of averagePrecision)
        if (ranker !== 'posterior') expect(own, ranker).toBeGreaterThan(other);
      expect(candidates).toBeGreaterThan(20);
      expect(falseDiscovery).toBeLessThan(0.2);
    },
  );

  it.each(['slope -0.2', 'slope -0.1', 'slope 0.1', 'slope 0.2'])(
    "errs no more where long 3' UTRs drift: %s",
    async (name) => {
      const { falseDiscovery, candidates } = judgePlanted(await studiesOf(name, [101, 102]));
      expect(candidates).toBeGreaterThan(100);
      expect(falseDiscovery).toBeLessThan(0.12);
    },
  );

  it.each(['nothing, slope -0.2', 'nothing, slope 0.2', 'nothing happened'])(
    'calls nothing where there is nothing: %s',
    async (name) => {
      expect(judgePlanted(await studiesOf(name, [101, 102])).candidates).toBe(0);
    },
  );

  it.each([
    ['60 genes', Array.from({ length: 40 }, (_, k) => 101 + k)],
    ['two replicates', [101, 102]],
    ['hardly any repression', [101, 102, 103, 104]],
  ] as const)('keeps the stated rate where there is little to learn from: %s', async (name, seeds) => {
    expect(judgePlanted(await studiesOf(name, seeds)).falseDiscovery).toBeLessThan(0.12);
  });
});
