import { describe, expect, it } from 'vitest';
import { jonckheereTest } from '../../../src/stats/ranks/jonckheere.ts';
import {
  kolmogorovLogUpperTail,
  kolmogorovSmirnovTest,
  kolmogorovUpperTail,
} from '../../../src/stats/ranks/kolmogorov-smirnov.ts';
import { type Alternative, rankSumTest } from '../../../src/stats/ranks/rank-sum.ts';
import { rankAverage } from '../../../src/stats/ranks/ranks.ts';
import { fc } from '../../seeded-examples.ts';
import { readCases, vector } from './reference/read.ts';

function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / expected;
}

describe('rank-sum test', () => {
  it.each(readCases('rank-sum'))('$alternative agrees with wilcox.test (W = $statistic)', (row) => {
    const { w, p, logP } = rankSumTest(vector(row.x), vector(row.y), row.alternative as Alternative);
    expect(w).toBe(Number(row.statistic));
    expect(relativeError(p, Number(row.p))).toBeLessThan(1e-12);
    expect(Math.abs(logP - Math.log(Number(row.p)))).toBeLessThan(1e-11);
  });

  it('has mirror images when the samples change places', () => {
    const sample = fc
      .array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 })
      .map((v) => Float64Array.from(v));
    fc.assert(
      fc.property(sample, sample, (x, y) => {
        const one = rankSumTest(x, y, 'greater');
        const other = rankSumTest(y, x, 'less');
        expect(one.p).toBeCloseTo(other.p, 12);
        expect(one.w + other.w).toBe(x.length * y.length);
        expect(one.z).toBeCloseTo(-other.z, 12);
      }),
    );
  });

  it('knows nothing when nothing differs or a sample is empty', () => {
    const same = new Float64Array(60).fill(2);
    expect(rankSumTest(same, same)).toMatchObject({ p: 1, z: 0, exact: false });
    expect(rankSumTest(same, new Float64Array()).p).toBeNaN();
  });
});

describe('Kolmogorov-Smirnov test', () => {
  // R takes the distribution of D+ for D- too, which is not the same where there are ties.
  const hasTies = (row: Record<string, string>): boolean => {
    const pooled = [...vector(row.x), ...vector(row.y)];
    return new Set(pooled).size < pooled.length;
  };
  const cases = readCases('kolmogorov-smirnov').filter((row) => row.alternative !== 'less' || !hasTies(row));

  it.each(cases)('$alternative agrees with ks.test (D = $statistic)', (row) => {
    const { d, p } = kolmogorovSmirnovTest(vector(row.x), vector(row.y), row.alternative as Alternative);
    const expected = Number(row.p);
    expect(d).toBeCloseTo(Number(row.statistic), 14);
    // R's p is 1 - (1 - p).
    expect(Math.abs(p - expected)).toBeLessThan(1e-10 * expected + 1e-14);
  });

  it('has mirror images when the samples change places, also with ties', () => {
    for (const { x, y } of readCases('kolmogorov-smirnov')) {
      const less = kolmogorovSmirnovTest(vector(x), vector(y), 'less');
      const greater = kolmogorovSmirnovTest(vector(y), vector(x), 'greater');
      expect(relativeError(less.p, greater.p)).toBeLessThan(1e-12);
    }
  });

  it('gives the published vectors', () => {
    const x = Float64Array.of(-1.2, -0.8, -0.5, -0.1, 0.05);
    const y = Float64Array.of(-0.3, -0.1, 0, 0.1, 0.2, 0.35, 0.6);
    expect(kolmogorovSmirnovTest(x, y, 'greater').p).toBeCloseTo(0.0643939393939, 12);
    expect(kolmogorovSmirnovTest(x, y, 'greater', 'asymptotic').p).toBeCloseTo(0.122456428253, 12);
    expect(rankSumTest(x, y, 'less')).toMatchObject({ w: 4.5, exact: false });
    expect(rankSumTest(x, y, 'less').p).toBeCloseTo(0.0209983356258, 12);
  });

  it("knows Kolmogorov's distribution", () => {
    // Quantiles of the limiting distribution (Smirnov 1948): 10, 5 and 1 percent.
    expect(kolmogorovUpperTail(1.2238478702170825)).toBeCloseTo(0.1, 12);
    expect(kolmogorovUpperTail(1.3580986393225505)).toBeCloseTo(0.05, 12);
    expect(kolmogorovUpperTail(1.6276236115189497)).toBeCloseTo(0.01, 12);
    expect(kolmogorovUpperTail(1 - 1e-12)).toBeCloseTo(kolmogorovUpperTail(1), 10);
    expect(kolmogorovUpperTail(0.1)).toBe(1);
    expect(kolmogorovLogUpperTail(100)).toBeCloseTo(Math.log(2) - 20000, 9);
  });
});

describe('Jonckheere test of an order', () => {
  const groups = [[-1.2, -0.8, -0.5, -0.1, 0.05], [-0.3, -0.1, 0, 0.1, 0.2, 0.35, 0.6], [], [0.1, 0.2, 0.9, 1.1]];
  const tied = [
    [1, 2],
    [2, 3, 3],
    [3, 1],
    [4, 4, 2, 5],
  ];
  const test = (values: readonly (readonly number[])[]) =>
    jonckheereTest(values.map((group) => Float64Array.from(group)));

  it("gives what R's Kendall test of group against value gives, with ties", () => {
    // R 4.2: cor.test(group, value, method = "kendall", exact = FALSE, alternative = "greater")
    expect(test(groups).z).toBeCloseTo(3.019574023191398, 12);
    expect(test(groups).p).toBeCloseTo(0.0012656521399008458, 14);
    expect(test(tied).z).toBeCloseTo(2.007165145165775, 12);
    expect(test(tied).p).toBeCloseTo(0.022366040775698159, 13);
    expect(test(tied.map((group) => group.map((value) => -value))).p).toBeCloseTo(0.977633959224302, 13);
  });

  it('says nothing where nothing varies', () => {
    expect(test([[1, 1], [1]])).toMatchObject({ z: 0, p: 0.5 });
    expect(test([[1], [2]]).p).toBeNaN();
  });
});

it('ranks average over ties', () => {
  const { ranks, tieSum } = rankAverage(Float64Array.of(3, 1, 3, 2, 3, 1));
  expect(Array.from(ranks)).toEqual([5, 1.5, 5, 3, 5, 1.5]);
  expect(tieSum).toBe(24 + 6);
});
