import { describe, expect, it } from 'vitest';
import { chiSquaredUpperTail } from '../../../src/stats/distributions/chi-squared.ts';
import { negativeBinomialLogDensity } from '../../../src/stats/distributions/negative-binomial.ts';
import { normalUpperTail } from '../../../src/stats/distributions/normal.ts';
import { poissonLogDensity } from '../../../src/stats/distributions/poisson.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { incompleteGammaLower } from '../../../src/stats/special/incomplete-gamma.ts';

const N = 40_000;

/** P of Pearson's chi-squared over 50 bins of equal probability for draws turned into uniform ones by their distribution. */
function uniformP(draw: () => number, cumulative: (x: number) => number): number {
  const counts = new Float64Array(50);
  for (let i = 0; i < N; i++) counts[Math.min(49, Math.floor(50 * cumulative(draw())))]!++;
  const statistic = counts.reduce((sum, count) => sum + (count - N / 50) ** 2 / (N / 50), 0);
  return chiSquaredUpperTail(statistic, 49);
}

/** P of Pearson's chi-squared for counts with this log density, rare values pooled. */
function countP(draw: () => number, logDensity: (k: number) => number): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < N; i++) {
    const k = draw();
    counts.set(k, (counts.get(k) ?? 0) + 1);
  }
  let statistic = 0;
  let bins = 0;
  let expected = 0;
  let observed = 0;
  for (let k = 0; k < 5000; k++) {
    expected += N * Math.exp(logDensity(k));
    observed += counts.get(k) ?? 0;
    if (expected < 20) continue;
    statistic += (observed - expected) ** 2 / expected;
    bins++;
    expected = 0;
    observed = 0;
  }
  return chiSquaredUpperTail(statistic, bins - 1);
}

describe('seeded random numbers', () => {
  it('depend on seed and stream only', () => {
    const first = (seed: number, stream?: number): number[] => {
      const random = createRandom(seed, stream);
      return Array.from({ length: 5 }, () => random.bits());
    };
    expect(first(1, 2)).toEqual(first(1, 2));
    const starts = [first(1), first(2), first(1, 1), first(2 ** 32 + 1), first(-1), first(0)].map((words) =>
      words.join(),
    );
    expect(new Set(starts).size).toBe(6);
    // Words by an independent implementation in Python of the documented algorithm.
    expect(first(42)).toEqual([3089019416, 2374078187, 1891893792, 1898650008, 2623167650]);
  });

  it('follow their distributions', () => {
    const random = createRandom(20261122);
    const p = {
      uniform: uniformP(random.uniform, (x) => x),
      normal: uniformP(random.normal, (x) => 1 - normalUpperTail(x)),
      gammaSmall: uniformP(
        () => random.gamma(0.3),
        (x) => incompleteGammaLower(0.3, x),
      ),
      gammaLarge: uniformP(
        () => random.gamma(7.5),
        (x) => incompleteGammaLower(7.5, x),
      ),
      poissonSmall: countP(
        () => random.poisson(3.2),
        (k) => poissonLogDensity(k, 3.2),
      ),
      poissonLarge: countP(
        () => random.poisson(87.6),
        (k) => poissonLogDensity(k, 87.6),
      ),
      poissonTen: countP(
        () => random.poisson(10),
        (k) => poissonLogDensity(k, 10),
      ),
      negativeBinomial: countP(
        () => random.negativeBinomial(40, 0.4),
        (k) => negativeBinomialLogDensity(k, 40, 0.4),
      ),
      integer: countP(
        () => random.integer(6),
        (k) => (k < 6 ? -Math.log(6) : Number.NEGATIVE_INFINITY),
      ),
    };
    for (const [name, value] of Object.entries(p)) expect(value, name).toBeGreaterThan(1e-4);
  });

  it('take extreme parameters', () => {
    const random = createRandom(3);
    expect(random.poisson(0)).toBe(0);
    expect(random.negativeBinomial(0, 0.1)).toBe(0);
    expect(random.negativeBinomial(1e6, 0)).toBeGreaterThan(9e5);
    expect(random.integer(1)).toBe(0);
  });

  it('shuffle into every order alike', () => {
    const random = createRandom(4);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const items = [0, 1, 2, 3];
      random.shuffle(items);
      counts.set(items.join(), (counts.get(items.join()) ?? 0) + 1);
    }
    const statistic = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(counts.size).toBe(24);
    expect(chiSquaredUpperTail(statistic, 23)).toBeGreaterThan(1e-4);
  });
});
