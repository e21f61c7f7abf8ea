import { describe, expect, it } from 'vitest';
import { divideBySize, gsea } from '../../../../src/enrichment/sets/gsea.ts';
import { createRuler } from '../../../../src/enrichment/sets/multilevel-tail.ts';
import { rankForSets } from '../../../../src/enrichment/sets/ranked-list.ts';
import { createRandom } from '../../../../src/stats/random/seeded-random.ts';

/** All 4,845 sets of 4 of these 20 genes, counted by an R program that is not ours. */
const toy = {
  stats: [3.1, 2.4, 2.2, 1.9, 1.5, 1.1, 0.9, 0.4, 0.2, 0.1, -0.2, -0.5, -0.6, -1, -1.2, -1.7, -2, -2.5, -2.8, -3.3],
  cases: [
    {
      rows: [0, 1, 3, 8],
      es: 0.911184210526316,
      both: 0.00866551126516464,
      up: 0.00412796697626419,
      nes: 1.74499004081504,
    },
    {
      rows: [0, 2, 4, 19],
      es: 0.548267326732673,
      both: 0.425909878682842,
      up: 0.202889576883385,
      nes: 1.04997542077708,
    },
    { rows: [10, 14, 17, 19], es: -0.784722222222222, both: 0.0773946360153257, up: 1, nes: -1.47731425864344 },
    { rows: [4, 8, 11, 15], es: 0, both: 1, up: 0.612590299277606, nes: 0 },
  ],
};

const genes = 1500;
const ids = Array.from({ length: genes }, (_, i) => `g${i}`);

function simulate(seed: number) {
  const random = createRandom(seed);
  const statistic = Float64Array.from(ids, () => random.normal());
  const draw = (size: number): Int32Array => {
    const all = Int32Array.from(ids.keys());
    random.shuffle(all);
    return all.slice(0, size);
  };
  return { statistic, draw };
}

describe('gsea', () => {
  it('is exact where all sets can be looked at', () => {
    const ranked = rankForSets(
      Float64Array.from(toy.stats),
      toy.stats.map((_, i) => `g${i}`),
    );
    const rows = toy.cases.map((one) => one.rows);
    const both = gsea(ranked, rows, { seed: 1 });
    const up = gsea(ranked, rows, { seed: 1, side: 'up' });
    for (const [i, wanted] of toy.cases.entries()) {
      expect(both[i]!.es).toBeCloseTo(wanted.es, 13);
      expect(both[i]!.p).toBeCloseTo(wanted.both, 13);
      expect(both[i]!.nes).toBeCloseTo(wanted.nes, 12);
      expect(both[i]!.log2Error).toBe(0);
      expect(up[i]!.p).toBeCloseTo(wanted.up, 13);
    }
  });

  it('splits to the tail that counting gives', () => {
    const ranked = rankForSets(
      Float64Array.from(toy.stats),
      toy.stats.map((_, i) => `g${i}`),
    );
    const tail = createRuler(ranked.weights, 4, { sampleSize: 1001, eps: 1e-10, seed: 1, stream: 0 }).tailAt(0.911184)!;
    // P(highest >= 0.911184) = 20 / 4845, no score of which is negative.
    expect(Math.exp(tail.logAny) / 0.00412796697626419).toBeGreaterThan(0.75);
    expect(Math.exp(tail.logAny) / 0.00412796697626419).toBeLessThan(1.33);
    expect(tail.logPositive).toBeCloseTo(tail.logAny, 1);
  });

  it('gives a set what it gets alone, however the sets are divided', () => {
    const { statistic, draw } = simulate(3);
    const sets = Array.from({ length: 16 }, (_, i) => draw(15 + 5 * i));
    // Sets that moved, so that p-values need the splitting.
    for (const set of sets.slice(0, 3)) for (const row of set) statistic[row]! += 1;
    const ranked = rankForSets(statistic, ids);
    const whole = gsea(ranked, sets, { seed: 5 });
    const parts = divideBySize(
      sets.map(({ length }) => length),
      3,
    );
    expect([...parts.flatMap((part) => [...part])].sort((a, b) => a - b)).toEqual([...sets.keys()]);
    for (const part of parts) {
      const found = gsea(
        ranked,
        Array.from(part, (i) => sets[i]!),
        { seed: 5 },
      );
      expect(found).toEqual(Array.from(part, (i) => whole[i]));
    }
    expect(whole[2]!.p).toBeLessThan(1e-4);
    expect(gsea(ranked, sets, { seed: 6 })[2]!.p).not.toBe(whole[2]!.p);
  });

  it('comes to an end at the most extreme set there is', () => {
    const ranked = rankForSets(simulate(6).statistic, ids);
    const [pair] = gsea(ranked, [ranked.order.slice(0, 2)], { seed: 2 });
    // One of 1,124,250 pairs, of which more or less half have a positive score.
    expect(Math.abs(Math.log2(pair!.p * 1_124_250) - 1)).toBeLessThan(4 * pair!.log2Error);
  });

  it('stops at eps, and does not split for larger sets beyond', () => {
    const ranked = rankForSets(simulate(6).statistic, ids);
    const before = process.cpuUsage();
    const [top, alike] = gsea(ranked, [ranked.order.slice(0, 300), ranked.order.slice(0, 301)], { seed: 1 });
    const { user } = process.cpuUsage(before);
    for (const found of [top, alike]) expect(found).toMatchObject({ es: 1, p: 1e-50, isOverestimated: false });
    // 1.5 s; splitting for 290 and 363 genes until no set changes took 5.
    expect(user / 1e6).toBeLessThan(4);
  });

  it('turns with the sign of the statistic', () => {
    const { statistic, draw } = simulate(4);
    const set = draw(40);
    for (const row of set) statistic[row]! += 0.5;
    const [up] = gsea(rankForSets(statistic, ids), [set], { seed: 1 });
    const [down] = gsea(
      rankForSets(
        statistic.map((value) => -value),
        ids,
      ),
      [set],
      { seed: 1 },
    );
    expect(down!.es).toBeCloseTo(-up!.es, 12);
    expect([...down!.leadingEdge]).toEqual([...up!.leadingEdge]);
    expect(Math.abs(Math.log2(up!.p / down!.p))).toBeLessThan(4 * Math.hypot(up!.log2Error, down!.log2Error));
  });

  it('gives uniform p-values to labels without meaning', () => {
    const { statistic, draw } = simulate(11);
    const sets = Array.from({ length: 1000 }, (_, i) => draw([15, 40, 80][i % 3]!));
    const found = gsea(rankForSets(statistic, ids), sets, { seed: 1 }).map(({ p }) => p);
    for (const level of [0.01, 0.05, 0.2, 0.5, 0.8]) {
      const below = found.filter((p) => p <= level).length / found.length;
      // Four standard errors of the sets, and what the 1,000 shared random ones add.
      expect(Math.abs(below - level)).toBeLessThan(4 * Math.sqrt((2 * level * (1 - level)) / 1000) + 0.005);
    }
  });

  it('breaks ties by id, tells their share, and knows nothing of empty or full sets', () => {
    const ranked = rankForSets(Float64Array.of(1, 2, 1, Number.NaN, 0), ['b', 'c', 'a', 'x', 'd']);
    expect([...ranked.order]).toEqual([1, 2, 0, 4]);
    expect(ranked.tiedShare).toBe(0.5);
    const found = gsea(ranked, [[3], [0, 1, 2, 4], [2, 2]], { seed: 1 });
    expect(found.map(({ size }) => size)).toEqual([0, 4, 1]);
    expect(found.map(({ es }) => Number.isNaN(es))).toEqual([true, true, false]);
  });

  it('refuses infinite statistics', () => {
    expect(() => rankForSets(Float64Array.of(1, Number.POSITIVE_INFINITY), ['a', 'b'])).toThrow(
      expect.objectContaining({ code: 'SETS_INFINITE_STATISTIC' }),
    );
  });
});
