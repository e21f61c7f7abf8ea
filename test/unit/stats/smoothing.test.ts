import { describe, expect, it } from 'vitest';
import { fitGammaIdentity } from '../../../src/engines/deseq2/kernel/gamma-glm.ts';
import { createLeastSquares, fitLeastSquares } from '../../../src/linalg/least-squares.ts';
import { median, medianAbsoluteDeviation } from '../../../src/stats/ranks/median.ts';
import { orderAscending } from '../../../src/stats/ranks/order-ascending.ts';
import { type AdjustMethod, adjustPValues } from '../../../src/stats/ranks/p-adjust.ts';
import { quantileType7, selectQuantileType7, weightedQuantile } from '../../../src/stats/ranks/quantile.ts';
import { evaluateSpline, fitFmmSpline, maximizeSpline } from '../../../src/stats/smoothing/fmm-spline.ts';
import { createLinearInterpolant } from '../../../src/stats/smoothing/linear-interpolant.ts';
import { lowess, lowessCurve } from '../../../src/stats/smoothing/lowess.ts';
import { createNaturalSplineBasis, evaluateNaturalSplineBasis } from '../../../src/stats/smoothing/natural-spline.ts';
import { weightedLowess } from '../../../src/stats/smoothing/weighted-lowess.ts';
import { fc } from '../../seeded-examples.ts';
import { readCases, vector, worstRelativeError } from './reference/read.ts';

describe('p-value adjustment', () => {
  it.each(readCases('p-adjust'))('$method agrees with p.adjust', ({ method, p, adjusted }) => {
    const expected = vector(adjusted);
    const actual = adjustPValues(vector(p), method as AdjustMethod);
    expect(actual.map(Number.isNaN as never)).toEqual(expected.map(Number.isNaN as never));
    const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value));
    // R sums the harmonic number of BY in extended precision.
    expect(worstRelativeError(known(actual), known(expected))).toBeLessThanOrEqual(method === 'BY' ? 1e-15 : 0);
  });

  it('handles no p-values at all', () => {
    expect(adjustPValues(Float64Array.of(Number.NaN, Number.NaN), 'BH')).toEqual(
      Float64Array.of(Number.NaN, Number.NaN),
    );
    expect(adjustPValues(new Float64Array(), 'holm')).toEqual(new Float64Array());
  });
});

describe('quantiles', () => {
  const cases = readCases('quantile').map((row) => ({
    kind: row.kind!,
    x: vector(row.x),
    w: vector(row.w),
    p: vector(row.p),
    result: vector(row.result),
  }));

  it('of type 7 have the bits of R', () => {
    for (const { x, p, result } of cases.filter(({ kind }) => kind === 'type7')) {
      expect(p.map((probability) => quantileType7(x, probability))).toEqual(result);
      expect(p.map((probability) => selectQuantileType7(Float64Array.from(x).reverse(), probability))).toEqual(result);
    }
  });

  it('with weights agree with Hmisc', () => {
    for (const { x, w, p, result } of cases.filter(({ kind }) => kind === 'weighted')) {
      const actual = p.map((probability) => weightedQuantile(x, w, probability));
      expect(worstRelativeError(actual, result)).toBeLessThan(1e-13);
    }
  });

  it('median and MAD have the bits of R', () => {
    for (const { x, result } of cases.filter(({ kind }) => kind === 'median')) {
      expect([median(x), medianAbsoluteDeviation(x)]).toEqual(Array.from(result));
    }
  });

  it('the median is that of the sorted values', () => {
    const number = fc.oneof(fc.double({ min: -1e300, max: 1e300, noNaN: true }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), (list) => {
        const values = Float64Array.from(list, (value) => value + 0);
        const sorted = Float64Array.from(values).sort();
        const n = sorted.length;
        const expected = n % 2 === 1 ? sorted[n >> 1]! : (sorted[n / 2 - 1]! + sorted[n / 2]!) / 2;
        expect(median(values) === expected).toBe(true);
      }),
    );
    expect(median(new Float64Array())).toBeNaN();
  });
});

describe('ordering', () => {
  it('by radix equals a stable comparison sort, with NaN last', () => {
    const special = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324, 1, 1];
    let state = 1;
    const values = Float64Array.from({ length: 5000 }, (_, i) => {
      state = (Math.imul(state, 48271) >>> 0) % 2147483647;
      return i % 7 === 0 ? special[state % special.length]! : (state / 2147483647 - 0.5) * 10 ** ((state % 40) - 20);
    });
    const order = orderAscending(values);
    const rank = (value: number): number => (Number.isNaN(value) ? 1 : 0);
    const expected = Array.from(values.keys()).sort((i, j) => {
      const a = values[i]!;
      const b = values[j]!;
      if (rank(a) !== rank(b)) return rank(a) - rank(b);
      if (a < b) return -1;
      if (a > b) return 1;
      if (a === 0 && Object.is(a, -0) !== Object.is(b, -0)) return Object.is(a, -0) ? -1 : 1;
      return i - j;
    });
    expect(Array.from(order)).toEqual(expected);
    expect(Array.from(orderAscending(values.subarray(0, 900)))).toEqual(expected.filter((i) => i < 900));
    const sorted = Float64Array.from(expected, (i) => values[i]!);
    expect(Array.from(orderAscending(sorted))).toEqual([...sorted.keys()]);
    expect([...orderAscending(Float64Array.of(-1, 0, -0, 2))]).toEqual([0, 2, 1, 3]);
  });
});

describe('smoothers', () => {
  it.each(readCases('lowess'))(
    'lowess with span $span, $iterations iterations, delta $delta has the bits of R',
    (row) => {
      const options = { span: Number(row.span), iterations: Number(row.iterations), delta: Number(row.delta) };
      expect(lowess(vector(row.x), vector(row.y), options)).toEqual(vector(row.fitted));
    },
  );

  it('lowess takes its defaults from R', () => {
    const [first] = readCases('lowess');
    expect(lowess(vector(first!.x), vector(first!.y))).toEqual(vector(first!.fitted));
  });

  it('the curve of lowess passes through all fitted values', () => {
    for (const { x, y } of readCases('lowess')) {
      const fitted = lowess(vector(x), vector(y));
      const curve = lowessCurve(vector(x), vector(y));
      expect(worstRelativeError(vector(x).map(curve.evaluate), fitted)).toBeLessThan(1e-12);
      expect(curve.x.length).toBeLessThanOrEqual(vector(x).length);
    }
  });

  it('the broken line through points is linear between them, takes the mean of ties, and is constant outside', () => {
    const number = fc.integer({ min: -50, max: 50 }).map((value) => value / 8);
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 30 }), number, (points, at) => {
        const line = createLinearInterpolant(
          Float64Array.from(points, ([x]) => x),
          Float64Array.from(points, ([, y]) => y),
        );
        const means = [...new Set(points.map(([x]) => x))]
          .sort((a, b) => a - b)
          .map((place) => {
            const there = points.filter(([x]) => x === place).map(([, y]) => y);
            return [place, there.reduce((sum, y) => sum + y, 0) / there.length] as const;
          });
        const after = means.findIndex(([place]) => place > at);
        const [x0, y0] = means[after < 0 ? means.length - 1 : Math.max(after - 1, 0)]!;
        const [x1, y1] = means[after < 0 ? means.length - 1 : after]!;
        const expected = x1 === x0 ? y0 : y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
        expect(line.evaluate(at)).toBeCloseTo(expected, 10);
      }),
    );
  });

  it.each(readCases('weighted-lowess'))(
    'weighted lowess with span $span, $points points and $iterations passes agrees with limma',
    (row) => {
      const options = { span: Number(row.span), points: Number(row.points), iterations: Number(row.iterations) };
      const fitted = weightedLowess(vector(row.x), vector(row.y), vector(row.weights), options);
      expect(worstRelativeError(fitted, vector(row.fitted))).toBeLessThan(1e-11);
    },
  );

  it('natural splines through quantiles have the fitted values of those of R', () => {
    const x = Float64Array.of(1, 2, 2.5, 3, 4, 4.5, 6, 7, 9, 10);
    const y = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3);
    // predict(ns(x, df = size, intercept = TRUE), c(0, 2.2, 5, 12)) times the coefficients of lm.fit, R 4.2.2
    const expected = [
      [2.9247572815533944, 3.3626213592233003, 3.9199029126213585, 5.3131067961165064],
      [0.30382203370797967, 2.9681652071527962, 5.1183249132029554, 2.3576190638555197],
      [0.90392091972934441, 2.9123260184127946, 5.0996391311615508, 1.8016442600855043],
    ];
    expected.forEach((values, i) => {
      const size = i + 2;
      const basis = createNaturalSplineBasis(x, size);
      const rows = new Float64Array(x.length * size);
      x.forEach((at, row) => {
        evaluateNaturalSplineBasis(basis, at, rows, row * size);
      });
      const fit = createLeastSquares(x.length, size);
      fitLeastSquares(fit, rows, y);
      const basisAt = new Float64Array(size);
      const actual = [0, 2.2, 5, 12].map((at) => {
        evaluateNaturalSplineBasis(basis, at, basisAt);
        return basisAt.reduce((sum, value, k) => sum + value * fit.coefficients[k]!, 0);
      });
      expect(worstRelativeError(actual, values)).toBeLessThan(1e-12);
    });
  });

  it('the FMM spline agrees with splinefun inside and outside the knots', () => {
    for (const { x, y, at, value } of readCases('spline')) {
      const spline = fitFmmSpline(vector(x), vector(y));
      const actual = vector(at).map((place) => evaluateSpline(spline, place));
      expect(worstRelativeError(actual, vector(value))).toBeLessThan(1e-12);
    }
  });

  it('the maximum of a spline through a cubic is that of the cubic', () => {
    const x = Float64Array.from({ length: 9 }, (_, i) => i / 2 - 1.7);
    const cubic = fitFmmSpline(
      x,
      x.map((t) => t ** 3 - 3 * t),
    ); // highest at -1 until 2
    expect(maximizeSpline(fitFmmSpline(x.subarray(0, 7), cubic.y.subarray(0, 7)))).toBeCloseTo(-1, 12);
    const rising = fitFmmSpline(x, x);
    expect(maximizeSpline(rising)).toBe(x[8]);
  });
});

it('gamma regression follows glm step by step, to its failures', () => {
  for (const { start, y, x, result } of readCases('gamma-glm')) {
    const [intercept, slope, converged, iterations] = vector(result);
    const [startIntercept, startSlope] = vector(start);
    const fit = fitGammaIdentity(vector(y), vector(x), { intercept: startIntercept!, slope: startSlope! });
    if (Number.isNaN(intercept)) {
      expect(fit).toBeUndefined();
    } else {
      expect(fit).toMatchObject({ converged: converged === 1, iterations });
      expect(worstRelativeError([fit!.intercept, fit!.slope], [intercept!, slope!])).toBeLessThan(
        converged === 1 ? 1e-13 : 1e-7,
      );
    }
  }
});
