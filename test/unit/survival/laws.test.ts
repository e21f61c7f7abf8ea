import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { type CoxFit, fitCox } from '../../../src/survival/cox/fit-cox.ts';
import { coxResiduals } from '../../../src/survival/cox/fitted-residuals.ts';
import { hazardRatios } from '../../../src/survival/cox/hazard-ratios.ts';
import type { CoxTerm } from '../../../src/survival/cox/model-columns.ts';
import { testProportionalHazards } from '../../../src/survival/cox/proportional-hazards.ts';
import { kaplanMeier } from '../../../src/survival/curves/kaplan-meier.ts';
import { restrictedMean } from '../../../src/survival/curves/restricted-mean.ts';
import { survivalQuantile } from '../../../src/survival/curves/survival-quantile.ts';
import { logRankTest } from '../../../src/survival/log-rank.ts';
import { mergeCloseTimes } from '../../../src/survival/merge-close-times.ts';

const n = 90;

/** Subjects with two covariates; `unit` 0 for times without ties. */
function simulate(seed: number, unit: number) {
  const random = createRandom(seed);
  const x = Float64Array.from({ length: n }, () => random.normal());
  const group = Float64Array.from({ length: n }, () => random.integer(2));
  const event = Float64Array.from({ length: n }, () => Number(random.uniform() < 0.7));
  const time = x.map((value, i) => {
    const exact = (-Math.log(1 - random.uniform()) * 20) / Math.exp(0.5 * value + 0.4 * group[i]!);
    return unit === 0 ? exact : Math.ceil(exact / unit) * unit;
  });
  return { time, event, x, group };
}

const termsOf = ({ x, group }: Readonly<Record<'x' | 'group', ArrayLike<number>>>): CoxTerm[] => [
  { name: 'x', kind: 'number', values: x },
  { name: 'group', kind: 'number', values: group },
];

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-10): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (actual[i] === expected[i]) continue; // infinite, too
    expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(tolerance * Math.max(1, Math.abs(expected[i]!)));
  }
}

const numbersOf = (fit: CoxFit): number[] => [
  ...fit.coefficients,
  ...fit.variance,
  fit.logLikelihood,
  fit.scoreTest.statistic,
  fit.waldTest.statistic,
  fit.concordance.concordance,
];

describe('laws of Cox regression', () => {
  it('Efron is Breslow without ties, and not with them', () => {
    const smooth = simulate(1, 0);
    const fits = (['efron', 'breslow'] as const).map((ties) => fitCox(smooth, termsOf(smooth), { ties }));
    expectNear(numbersOf(fits[0]!), numbersOf(fits[1]!));
    const tied = simulate(1, 5);
    const [efron, breslow] = (['efron', 'breslow'] as const).map((ties) => fitCox(tied, termsOf(tied), { ties }));
    expect(Math.abs(efron!.coefficients[0]! - breslow!.coefficients[0]!)).toBeGreaterThan(1e-3);
  });

  it('a weight of 2 is the row twice', () => {
    const data = simulate(2, 5);
    const weights = data.time.map((_, i) => 1 + (i % 2));
    const rows = Array.from(data.time.keys()).flatMap((i) => (i % 2 === 1 ? [i, i] : [i]));
    const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (i) => column[i]!);
    const twice = { time: pick(data.time), event: pick(data.event), x: pick(data.x), group: pick(data.group) };
    const weighted = fitCox({ ...data, weights }, termsOf(data), { ties: 'breslow' });
    const repeated = fitCox(twice, termsOf(twice), { ties: 'breslow' });
    expectNear(weighted.coefficients, repeated.coefficients);
    expectNear(weighted.variance, repeated.variance);
    expect(weighted.concordance.concordance).toBeCloseTo(repeated.concordance.concordance, 12);
    const curve = kaplanMeier({ ...data, weights });
    const other = kaplanMeier(twice);
    expectNear(curve.survival, other.survival);
    expectNear(curve.logError, other.logError);
  });

  it('the unit of time, the order of rows and a stratum for all do not matter', () => {
    const data = simulate(3, 2);
    const fit = fitCox(data, termsOf(data));
    const days = fitCox({ ...data, time: data.time.map((time) => time * 30.4375) }, termsOf(data));
    const order = Array.from({ length: n }, (_, i) => (i * 37) % n);
    const pick = (column: Float64Array): Float64Array => Float64Array.from(order, (i) => column[i]!);
    const shuffled = { time: pick(data.time), event: pick(data.event), x: pick(data.x), group: pick(data.group) };
    const strata = [new Array<string>(n).fill('one')];
    for (const other of [days, fitCox(shuffled, termsOf(shuffled)), fitCox({ ...data, strata }, termsOf(data))]) {
      expectNear(numbersOf(other), numbersOf(fit));
      expect(other.iterations).toBe(fit.iterations);
    }
  });

  it('swapping the groups turns the sign, and scaling a covariate its coefficient', () => {
    const data = simulate(4, 2);
    const fit = fitCox(data, termsOf(data));
    const swapped = fitCox(data, termsOf({ x: data.x.map((v) => 10 * v + 3), group: data.group.map((v) => 1 - v) }));
    expectNear(swapped.coefficients, [fit.coefficients[0]! / 10, -fit.coefficients[1]!]);
    const [{ ratio }, { ratio: inverse }] = [hazardRatios(fit), hazardRatios(swapped)];
    expect(ratio[1]! * inverse[1]!).toBeCloseTo(1, 10);
    const perTen = hazardRatios(swapped, { unit: [10, 1] });
    expect(perTen.ratio[0]).toBeCloseTo(ratio[0]!, 10);
  });

  it('martingale residuals sum to 0, score residuals to the gradient, Schoenfeld residuals too', () => {
    for (const ties of ['efron', 'breslow'] as const) {
      const data = simulate(5, 4);
      const weights = data.time.map((_, i) => 1 + (i % 3));
      const fit = fitCox({ ...data, weights }, termsOf(data), { ties });
      const { martingale, score, schoenfeld } = coxResiduals(fit);
      expect(Math.abs(martingale.reduce((sum, value, i) => sum + weights[i]! * value, 0))).toBeLessThan(1e-10);
      for (const j of [0, 1]) {
        const sum = weights.reduce((total, weight, i) => total + weight * score[2 * i + j]!, 0);
        const deaths = schoenfeld.rows.reduce((total, i, e) => total + weights[i]! * schoenfeld.values[2 * e + j]!, 0);
        expect(Math.abs(sum)).toBeLessThan(1e-6);
        expect(Math.abs(deaths)).toBeLessThan(1e-6);
      }
    }
  });

  it('the score test of a group is the log-rank test, without ties', () => {
    const data = simulate(6, 0);
    const strata = [Array.from(data.x, (value) => (value > 0 ? 'a' : 'b'))];
    const term: CoxTerm[] = [{ name: 'group', kind: 'number', values: data.group }];
    for (const question of [data, { ...data, strata }]) {
      const score = fitCox(question, term).scoreTest;
      const test = logRankTest(question, data.group);
      expect(score.statistic).toBeCloseTo(test.chiSquared, 10);
      expect(score.p).toBeCloseTo(test.p, 10);
    }
  });

  it('an effect that changes with time is found, one that does not is not', () => {
    const random = createRandom(7);
    const group = Float64Array.from({ length: 400 }, (_, i) => i % 2);
    const hazards = (late: number) =>
      group.map((g) => {
        const early = -Math.log(1 - random.uniform());
        // The hazard of group 1 is 3 up to time 1/3 and `late` after.
        if (g === 0) return early;
        return early < 1 ? early / 3 : 1 / 3 + (early - 1) / late;
      });
    const event = new Float64Array(400).fill(1);
    const pOf = (time: Float64Array): number => {
      const fit = fitCox({ time, event }, [{ name: 'group', kind: 'number', values: group }]);
      return testProportionalHazards(fit)[0]!.p;
    };
    expect(pOf(hazards(0.3))).toBeLessThan(1e-6);
    expect(pOf(hazards(3))).toBeGreaterThan(0.01);
  });
});

describe('laws of curves', () => {
  it('the curve of complete follow-up is the share alive, and its mean the mean', () => {
    const time = Float64Array.of(1, 2, 2, 3, 5, 8, 8, 8, 9, 10);
    const curve = kaplanMeier({ time, event: new Float64Array(10).fill(1) });
    expectNear(curve.survival, [0.9, 0.7, 0.6, 0.5, 0.2, 0.1, 0], 1e-14);
    expect(restrictedMean(curve).mean).toBeCloseTo(5.6, 12);
    // Half are alive from 5 to 8: midway.
    expect(survivalQuantile(curve).time).toBe(6.5);
  });

  it('what is not reached is NaN, never the last time', () => {
    const curve = kaplanMeier({ time: [1, 2, 3, 4], event: [1, 0, 0, 0] });
    expect(survivalQuantile(curve).time).toBeNaN();
    expect(survivalQuantile(curve, 0.25).time).toBe(1);
  });

  it('swapping the groups leaves the log-rank test, and no difference is none', () => {
    const data = simulate(8, 3);
    for (const rho of [0, 1]) {
      const one = logRankTest(data, data.group, rho);
      const other = logRankTest(
        data,
        data.group.map((g) => 1 - g),
        rho,
      );
      expect(other.chiSquared).toBeCloseTo(one.chiSquared, 10);
      expectNear(other.observed, [...one.observed].reverse());
    }
    const time = Float64Array.of(...data.time, ...data.time);
    const twins = { time, event: Float64Array.of(...data.event, ...data.event) };
    const same = logRankTest(
      twins,
      time.map((_, i) => Number(i < n)),
    );
    expect(same.chiSquared).toBeCloseTo(0, 10);
  });

  it('times that differ by rounding are one time', () => {
    const days = [30, 61, 61, 91];
    const months = Float64Array.from(days, (day) => day / 30.4375);
    months[2] = months[1]! * (1 + 2 ** -50);
    const merged = mergeCloseTimes(months);
    expect(merged[2]).toBe(merged[1]);
    expect(merged[0]).toBe(months[0]);
    const apart = Float64Array.of(1, 1.001, 2);
    expect(mergeCloseTimes(apart)).toBe(apart);
  });
});
