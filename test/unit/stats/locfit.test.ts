import { describe, expect, it } from 'vitest';
import { evaluateLocfit, fitLocfit } from '../../../src/stats/smoothing/locfit.ts';
import { readCases, vector } from './reference/read.ts';

describe('local regression', () => {
  const cases = readCases('locfit').map((row) => ({
    span: Number(row.span),
    degree: Number(row.degree) as 0 | 2,
    x: vector(row.x),
    y: vector(row.y),
    weights: vector(row.weights),
    at: vector(row.at),
    value: vector(row.value),
  }));

  it.each(cases)(
    'of degree $degree with span $span agrees with locfit, to the last bit where quadratic',
    ({ x, y, at, value, ...options }) => {
      const fit = fitLocfit(x, y, options);
      const tolerance = options.degree === 0 ? 2e-15 : 0;
      at.forEach((place, i) => {
        const error = Math.abs(evaluateLocfit(fit, place) - value[i]!) / Math.max(1, Math.abs(value[i]!));
        expect(error).toBeLessThanOrEqual(tolerance);
      });
    },
  );

  it('of degree 2 reproduces a parabola, also beyond the data', () => {
    const x = Float64Array.from({ length: 60 }, (_, i) => Math.sqrt(i));
    const parabola = (t: number): number => 3 - 2 * t + 0.5 * t * t;
    const fit = fitLocfit(x, x.map(parabola), { span: 0.3, degree: 2 });
    // Its solver stops at correlations of 3e-8, as that of locfit.
    for (const t of [-3, 0, 1.234, 5, 7.5, 20]) expect(evaluateLocfit(fit, t) / parabola(t)).toBeCloseTo(1, 7);
  });

  it('survives points that share one x', () => {
    const fit = fitLocfit(Float64Array.of(2, 2, 2), Float64Array.of(1, 2, 6), { span: 0.7, degree: 2 });
    expect(evaluateLocfit(fit, 2)).toBeCloseTo(3, 12);
  });
});
