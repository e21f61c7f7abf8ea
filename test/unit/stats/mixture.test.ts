import { describe, expect, it } from 'vitest';
import { fitMixtureProportions } from '../../../src/stats/optimize/mixture-proportions.ts';
import { mixtureSums } from '../../../src/stats/optimize/mixture-sums.ts';
import { solveNonNegative } from '../../../src/stats/optimize/non-negative-quadratic.ts';
import { fc } from '../../seeded-examples.ts';

describe('proportions of a mixture', () => {
  it('are the shares of rows where each row is of one component', () => {
    const rows = [0, 0, 0, 1, 1, 2, 2, 2, 2, 2];
    const likelihoods = Float64Array.from(rows.flatMap((of) => [0, 1, 2].map((k) => (k === of ? 0.3 + of : 0))));
    const { proportions, gap } = fitMixtureProportions(mixtureSums(likelihoods, rows.length, 3));
    [0.3, 0.2, 0.5].forEach((share, k) => {
      expect(proportions[k]).toBeCloseTo(share, 12);
    });
    expect(gap).toBeLessThan(1e-10);
  });

  it('solve the equation of two components', () => {
    // Two rows a = (1, 3), b = (2, 1): d/dp [ln(3 - 2p) + ln(1 + p)] = 0 at p = 1/4.
    const { proportions, logLikelihood } = fitMixtureProportions(mixtureSums(Float64Array.of(1, 3, 2, 1), 2, 2));
    expect(proportions[0]).toBeCloseTo(0.25, 12);
    expect(logLikelihood).toBeCloseTo(Math.log(2.5 * 1.25), 12);
  });

  it('reach a gap of rounding size whatever the likelihoods, outliers that one component alone explains included', () => {
    const matrix = fc.integer({ min: 2, max: 7 }).chain((k) =>
      fc.tuple(
        fc.constant(k),
        fc.array(fc.array(fc.integer({ min: -40, max: 0 }), { minLength: k, maxLength: k }), {
          minLength: 1,
          maxLength: 30,
        }),
      ),
    );
    fc.assert(
      fc.property(matrix, ([k, logs]) => {
        const likelihoods = Float64Array.from(
          logs.flatMap((row) => row.map((log) => Math.exp(log - Math.max(...row)))),
        );
        const { proportions, gap } = fitMixtureProportions(mixtureSums(likelihoods, logs.length, k));
        expect(proportions.reduce((sum, pi) => sum + pi, 0)).toBeCloseTo(1, 12);
        expect(proportions.every((pi) => pi >= 0)).toBe(true);
        expect(gap).toBeLessThan(1e-6 * logs.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('quadratic minimum over the non-negative', () => {
  it('meets the conditions of optimality', () => {
    const problem = fc.integer({ min: 1, max: 6 }).chain((n) => {
      const number = fc.integer({ min: -9, max: 9 });
      const vector = (length: number) => fc.array(number, { minLength: length, maxLength: length });
      return fc.tuple(fc.constant(n), vector(n * n), vector(n));
    });
    fc.assert(
      fc.property(problem, ([n, a, c]) => {
        const h = new Float64Array(n * n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            for (let k = 0; k < n; k++) h[i * n + j]! += a[k * n + i]! * a[k * n + j]!;
            if (i === j) h[i * n + j]! += 0.5;
          }
        }
        const y = solveNonNegative(h, Float64Array.from(c), n, new Float64Array(n));
        for (let i = 0; i < n; i++) {
          let gradient = -c[i]!;
          for (let j = 0; j < n; j++) gradient += h[i * n + j]! * y[j]!;
          expect(y[i]).toBeGreaterThanOrEqual(0);
          if (y[i]! > 0) expect(Math.abs(gradient)).toBeLessThan(1e-8);
          else expect(gradient).toBeGreaterThan(-1e-8);
        }
      }),
    );
  });
});
