import { describe, expect, it } from 'vitest';
import {
  type FamilyGenes,
  type FamilyResult,
  isSignificant,
  scanFamilies,
} from '../../../src/enrichment/seeds/family-scan.ts';
import { centerWithin, permutationTail } from '../../../src/enrichment/seeds/permutation-tail.ts';
import { createRandom, type Random } from '../../../src/stats/random/seeded-random.ts';
import { stratify } from '../../../src/stats/ranks/strata.ts';

const genes = 3000;

/** Families whose sites come with the length of the 3' UTR, as they do. */
function plantFamilies(random: Random, lengths: Float64Array, families = 60): FamilyGenes[] {
  return Array.from({ length: families }, (_, k) => {
    const rate = 0.05 + 0.1 * random.uniform();
    const members = [...lengths.keys()].filter((gene) => random.uniform() < 1 - Math.exp(-rate * lengths[gene]!));
    return {
      name: `family ${k}`,
      seed: `seed ${k}`,
      members: [],
      genes: Uint32Array.from(members),
      weights: Float64Array.from(members, () => 0.3 + random.uniform()),
    };
  });
}

const first = (results: readonly FamilyResult[], direction: string) =>
  results.find((one) => one.direction === direction && one.rank === 1)!;

describe('the scan of families', () => {
  const random = createRandom(4);
  const lengths = Float64Array.from({ length: genes }, () => Math.exp(0.8 * random.normal()));
  const expression = Float64Array.from({ length: genes }, () => random.normal());
  const families = plantFamilies(random, lengths);
  const noise = () => Float64Array.from({ length: genes }, () => random.normal());
  const scan = (z: Float64Array) => scanFamilies({ z, traits: [expression, lengths], families });

  it.each([
    ['down', -1],
    ['up', 1],
  ] as const)('puts the family first whose genes move %s, and calls no other', (direction, sign) => {
    const z = noise();
    for (const gene of families[7]!.genes) if (random.uniform() < 0.4) z[gene]! += 3 * sign;
    const results = scan(z);
    expect(results[0]).toMatchObject({ name: 'family 7', direction, rank: 1 });
    expect(results.filter(isSignificant).map(({ name }) => name)).toEqual(['family 7']);
    expect(results).toHaveLength(2 * families.length);
  });

  it('is not fooled by long UTRs that move, though every family has sites there', () => {
    const z = noise().map((value, gene) => value - 1.2 * Math.log(lengths[gene]!));
    const results = scan(z);
    expect(first(results, 'down').rankSumZ).toBeGreaterThan(5);
    expect(results.filter(isSignificant)).toEqual([]);
  });

  it('has uniform p-values under permuted labels, though genes go together', () => {
    // Expression of 8 samples in which three hidden causes move many genes; all 35 ways to halve the samples.
    const loadings = Array.from({ length: 3 }, noise);
    const samples = Array.from({ length: 8 }, () => {
      const causes = loadings.map(() => 0.7 * random.normal());
      return noise().map((value, gene) => causes.reduce((sum, cause, k) => sum + cause * loadings[k]![gene]!, value));
    });
    const p: number[] = [];
    let claims = 0;
    for (let mask = 0; mask < 128; mask++) {
      const treated = samples.filter((_, j) => (mask >> j) & 1);
      if (treated.length !== 4) continue;
      const control = samples.filter((_, j) => !((mask >> j) & 1));
      const z = Float64Array.from({ length: genes }, (_, gene) => {
        const sum = (group: readonly Float64Array[]) => group.reduce((total, sample) => total + sample[gene]!, 0);
        return (sum(treated) - sum(control)) / Math.sqrt(8);
      });
      const results = scan(z);
      claims += Number(results.some(isSignificant));
      p.push(...results.map((result) => result.p));
    }
    expect(p).toHaveLength(35 * 120);
    const below = (limit: number) => p.filter((value) => value < limit).length / p.length;
    expect(Math.abs(below(0.5) - 0.5)).toBeLessThan(0.03);
    expect(Math.abs(below(0.1) - 0.1)).toBeLessThan(0.025);
    expect(Math.abs(below(0.05) - 0.05)).toBeLessThan(0.02);
    expect(below(0.01)).toBeLessThan(0.02);
    expect(claims).toBeLessThanOrEqual(2);
  });

  it('leaves genes out that were not tested, and families with few that were', () => {
    const z = noise();
    const small = {
      ...families[0]!,
      name: 'small',
      genes: Uint32Array.of(1, 2, 3, 4, 5),
      weights: new Float64Array(5).fill(1),
    };
    z[1] = Number.NaN;
    const results = scanFamilies({ z, traits: [expression], families: [small, ...families] });
    expect(results.some(({ name }) => name === 'small')).toBe(false);
    expect(results.find(({ name }) => name === 'family 3')!.genes).toBe(
      families[3]!.genes.filter((gene) => gene !== 1).length,
    );
    expect(scanFamilies({ z: new Float64Array(genes).fill(Number.NaN), traits: [expression], families })).toEqual([]);
  });
});

describe('the tail under permutation', () => {
  // Skewed scores in two classes, and a set of few genes: what the normal distribution gets wrong.
  const random = createRandom(9);
  const scores = Float64Array.from({ length: 120 }, () => random.normal() ** 2);
  const strata = stratify([...scores.keys()], [Float64Array.from(scores, (_, gene) => gene % 2)], [2], scores.length);
  const centered = centerWithin(scores, strata);
  const set = {
    genes: Uint32Array.of(0, 2, 4, 6, 7, 9, 11, 12),
    weights: Float64Array.of(1, 0.5, 2, 1, 1, 1.5, 1, 0.7),
  };

  it('is that of permutations within classes', () => {
    const even = Uint32Array.from({ length: 60 }, (_, i) => 2 * i);
    const odd = even.map((gene) => gene + 1);
    const trials = Array.from({ length: 20_000 }, () => {
      random.shuffle(even);
      random.shuffle(odd);
      let [e, o] = [0, 0];
      const genes = set.genes.map((gene) => (gene % 2 === 0 ? even[e++]! : odd[o++]!));
      return { genes, sum: genes.reduce((sum, gene, i) => sum + set.weights[i]! * centered.centered[gene]!, 0) };
    });
    trials.sort((a, b) => b.sum - a.sum);
    const sd = Math.sqrt(trials.reduce((sum, trial) => sum + trial.sum ** 2, 0) / trials.length);
    for (const beyond of [40, 400, 2000]) {
      const { genes, sum } = trials[beyond]!;
      const tail = permutationTail({ ...set, genes }, centered);
      expect(tail.z / (sum / sd)).toBeCloseTo(1, 1);
      const share = beyond / trials.length;
      expect(normalTail(tail.score) / share, `${share}`).toBeGreaterThan(0.6);
      expect(normalTail(tail.score) / share, `${share}`).toBeLessThan(1.6);
    }
    // The normal distribution would call the first of them far too sure.
    expect(normalTail(permutationTail({ ...set, genes: trials[40]!.genes }, centered).z)).toBeLessThan(0.0005);
  });

  it('says nothing where nothing varies', () => {
    expect(permutationTail(set, centerWithin(new Float64Array(120).fill(2), strata))).toEqual({ z: 0, score: 0 });
  });
});

/** Abramowitz and Stegun 26.2.17; enough for a logarithm to one digit. */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
