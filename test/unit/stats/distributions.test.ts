import { describe, expect, it } from 'vitest';
import {
  binomialLogDensity,
  binomialLogLowerTail,
  binomialLogUpperTail,
} from '../../../src/stats/distributions/binomial.ts';
import {
  chiSquaredLogLowerTail,
  chiSquaredLogUpperTail,
  chiSquaredUpperTail,
} from '../../../src/stats/distributions/chi-squared.ts';
import {
  fDensity,
  fLogLowerTail,
  fLogUpperQuantile,
  fLogUpperTail,
  fQuantile,
  fUpperTail,
} from '../../../src/stats/distributions/f-distribution.ts';
import {
  hypergeometricLogDensity,
  hypergeometricLogLowerTail,
  hypergeometricLogUpperTail,
  hypergeometricUpperTail,
} from '../../../src/stats/distributions/hypergeometric.ts';
import { negativeBinomialLogDensity } from '../../../src/stats/distributions/negative-binomial.ts';
import {
  normalLogUpperQuantile,
  normalLogUpperTail,
  normalUpperQuantile,
  normalUpperTail,
} from '../../../src/stats/distributions/normal.ts';
import { poissonLogDensity } from '../../../src/stats/distributions/poisson.ts';
import {
  studentTLogUpperQuantile,
  studentTLogUpperTail,
  studentTUpperQuantile,
  studentTUpperTail,
} from '../../../src/stats/distributions/student-t.ts';
import { gaussLegendre } from '../../../src/stats/quadrature/gauss-legendre.ts';
import { fc } from '../../seeded-examples.ts';
import { readCases, readReference, vector, worstRelativeError } from './reference/read.ts';

const tails = readCases('tails').map((row) => ({
  name: row.name!,
  arguments_: Array.from(vector(row.arguments)) as [number, number, number],
  log: Number(row.log),
}));

describe('log tails and densities agree with mpmath', () => {
  const functions: Record<string, (a: number, b: number, c: number) => number> = {
    normal: normalLogUpperTail,
    t: studentTLogUpperTail,
    f: fLogUpperTail,
    chiSquared: chiSquaredLogUpperTail,
    poisson: poissonLogDensity,
    negativeBinomial: negativeBinomialLogDensity,
  };
  for (const [name, compute] of Object.entries(functions)) {
    it(name, () => {
      for (const { arguments_, log } of tails.filter((row) => row.name === name)) {
        const error = Math.abs(compute(...arguments_) - log) / Math.max(1, Math.abs(log));
        expect(error, `${name}(${arguments_})`).toBeLessThan(1e-14);
      }
    });
  }
});

describe('tails agree with mpmath to 1e-13 as far as doubles reach', () => {
  const functions: Record<string, (a: number, b: number, c: number) => number> = {
    normal: normalUpperTail,
    t: studentTUpperTail,
    f: fUpperTail,
    chiSquared: chiSquaredUpperTail,
  };
  for (const [name, compute] of Object.entries(functions)) {
    it(name, () => {
      for (const { arguments_, log } of tails.filter((row) => row.name === name && row.log > -690)) {
        // ln of the tail carries the digits of mpmath; its rounding is worth |log| eps of the tail.
        const error = Math.abs(Math.log(compute(...arguments_)) - log);
        expect(error, `${name}(${arguments_})`).toBeLessThan(1e-13 + Math.abs(log) * 2.3e-16);
      }
    });
  }
});

describe('quantiles', () => {
  it('agree with R', () => {
    const { p, df1, df2, f, t, z } = readReference('quantiles');
    expect(
      worstRelativeError(
        p!.map((value, i) => fQuantile(value, df1![i]!, df2![i]!)),
        f!,
      ),
    ).toBeLessThan(1e-9);
    const upper = p!.flatMap((value, i) => (value >= 0.9 ? [i] : []));
    const at = (values: number[]): number[] => upper.map((i) => values[i]!);
    expect(worstRelativeError(at(p!.map((value, i) => fQuantile(value, df1![i]!, df2![i]!))), at(f!))).toBeLessThan(
      1e-12,
    );
    const away = p!.flatMap((value, i) => (value === 0.5 ? [] : [i]));
    const apart = (values: number[]): number[] => away.map((i) => values[i]!);
    expect(
      worstRelativeError(apart(p!.map((value, i) => -studentTUpperQuantile(value, df2![i]!))), apart(t!)),
    ).toBeLessThan(1e-11);
    expect(worstRelativeError(apart(p!.map((value) => -normalUpperQuantile(value))), apart(z!))).toBeLessThan(1e-14);
  });

  it('undo the tails, also where these underflow', () => {
    const logP = fc.double({ min: -30_000, max: -1e-6, noNaN: true });
    const df = fc.double({ min: 0.5, max: 5000, noNaN: true });
    fc.assert(
      fc.property(logP, df, fc.integer({ min: 1, max: 20 }), (target, df2, df1) => {
        const close = (value: number): void => expect(Math.abs(value / target - 1)).toBeLessThan(1e-9);
        close(normalLogUpperTail(normalLogUpperQuantile(target)));
        if (target > -300 * df2) {
          close(studentTLogUpperTail(studentTLogUpperQuantile(target, df2), df2));
          close(fLogUpperTail(fLogUpperQuantile(target, df1, df2), df1, df2));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('reach the ends of the support', () => {
    expect(normalUpperQuantile(0)).toBe(Number.POSITIVE_INFINITY);
    expect(normalUpperQuantile(1)).toBe(Number.NEGATIVE_INFINITY);
    expect(studentTUpperQuantile(0, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(studentTUpperQuantile(0.5, 3)).toBeCloseTo(0, 12);
    expect(fQuantile(0, 2, 3)).toBe(0);
    expect(fQuantile(1, 2, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(fQuantile(2, 2, 3)).toBeNaN();
  });
});

describe('laws', () => {
  const degrees = fc.double({ min: 0.3, max: 1e6, noNaN: true });
  const place = fc.double({ min: 0, max: 60, noNaN: true });

  it('both tails add up to 1', () => {
    fc.assert(
      fc.property(place, degrees, fc.double({ min: 0.3, max: 50, noNaN: true }), (x, df, df1) => {
        expect(studentTUpperTail(x, df) + studentTUpperTail(-x, df)).toBeCloseTo(1, 13);
        expect(normalUpperTail(x) + normalUpperTail(-x)).toBeCloseTo(1, 14);
        expect(Math.exp(fLogUpperTail(x, df1, df)) + Math.exp(fLogLowerTail(x, df1, df))).toBeCloseTo(1, 12);
        expect(Math.exp(chiSquaredLogUpperTail(x, df1)) + Math.exp(chiSquaredLogLowerTail(x, df1))).toBeCloseTo(1, 12);
      }),
    );
  });

  it('tails fall', () => {
    fc.assert(
      fc.property(place, fc.double({ min: 1e-6, max: 5, noNaN: true }), degrees, (x, step, df) => {
        expect(studentTLogUpperTail(x + step, df)).toBeLessThanOrEqual(studentTLogUpperTail(x, df));
        expect(fLogUpperTail(x + step, 3, df)).toBeLessThanOrEqual(fLogUpperTail(x, 3, df) + 1e-14);
        expect(normalLogUpperTail(x + step)).toBeLessThan(normalLogUpperTail(x));
      }),
    );
  });

  it('t squared is F with one degree of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 40, noNaN: true }), degrees, (t, df) => {
        const ratio = fUpperTail(t * t, 1, df) / (2 * studentTUpperTail(t, df));
        if (studentTUpperTail(t, df) > 1e-290) expect(Math.abs(ratio - 1)).toBeLessThan(1e-11);
      }),
    );
  });

  it('infinite degrees of freedom give the limits', () => {
    expect(studentTUpperTail(3, Number.POSITIVE_INFINITY)).toBe(normalUpperTail(3));
    expect(fUpperTail(2, 3, Number.POSITIVE_INFINITY)).toBe(chiSquaredUpperTail(6, 3));
  });
});

describe('discrete distributions agree with R', () => {
  const worst = (actual: number[], expected: number[]): number =>
    Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!)) || 0));

  it('hypergeometric', () => {
    const reference = readReference('hypergeometric');
    const rows = reference.hits!.map((hits, i) => ({
      hits,
      urn: { population: reference.population![i]!, marked: reference.marked![i]!, drawn: reference.drawn![i]! },
    }));
    expect(
      worst(
        rows.map(({ hits, urn }) => hypergeometricLogDensity(hits, urn)),
        reference.density!,
      ),
    ).toBeLessThan(1e-11);
    expect(
      worst(
        rows.map(({ hits, urn }) => hypergeometricLogUpperTail(hits, urn)),
        reference.upper!,
      ),
    ).toBeLessThan(1e-11);
    expect(
      worst(
        rows.map(({ hits, urn }) => hypergeometricLogLowerTail(hits, urn)),
        reference.lower!,
      ),
    ).toBeLessThan(1e-11);
    const urn = { population: 1000, marked: 50, drawn: 100 };
    expect(hypergeometricUpperTail(12, urn)).toBeCloseTo(0.00245833896714, 14);
    expect(Math.exp(hypergeometricLogLowerTail(12, urn))).toBeCloseTo(0.999295951638, 12);
  });

  it('binomial', () => {
    const { k, size, p, density, upper, lower } = readReference('binomial');
    expect(
      worst(
        k!.map((hits, i) => binomialLogDensity(hits, size![i]!, p![i]!)),
        density!,
      ),
    ).toBeLessThan(1e-12);
    expect(
      worst(
        k!.map((hits, i) => binomialLogUpperTail(hits, size![i]!, p![i]!)),
        upper!,
      ),
    ).toBeLessThan(1e-11);
    expect(
      worst(
        k!.map((hits, i) => binomialLogLowerTail(hits, size![i]!, p![i]!)),
        lower!,
      ),
    ).toBeLessThan(1e-11);
  });

  it('negative binomial and Poisson at the edges', () => {
    expect(negativeBinomialLogDensity(0, 0, 0.1)).toBe(0);
    expect(negativeBinomialLogDensity(2, 0, 0.1)).toBe(Number.NEGATIVE_INFINITY);
    expect(negativeBinomialLogDensity(7, 3, 0)).toBe(poissonLogDensity(7, 3));
    expect(negativeBinomialLogDensity(7, 3, 1e-14)).toBeCloseTo(poissonLogDensity(7, 3), 12);
    expect(negativeBinomialLogDensity(-1, 3, 1)).toBeNaN();
  });
});

describe('density of F', () => {
  it.each([
    [0.01, 3, 5, 0.23110272300701623],
    [0.7, 3, 5, 0.48707139856592713],
    [50, 3, 5, 1.812321373765981e-5],
    [0.7, 4, Number.POSITIVE_INFINITY, 0.69047149903649807],
    [8, 4, Number.POSITIVE_INFINITY, 3.6011255910162926e-6],
    [0.2, 200, 3000.5, 1.0729769117248659e-33],
  ])('at %d with %d and %d degrees of freedom is that of R 4.2.2', (f, df1, df2, density) => {
    expect(Math.abs(fDensity(f, df1, df2) / density - 1)).toBeLessThan(1e-13);
  });

  it('is integrated to the tail by Gauss-Legendre nodes', () => {
    const { nodes, weights } = gaussLegendre(128);
    const sum = nodes.reduce((total, node, i) => total + weights[i]! * 3 * fDensity(3 * node, 5, 7), 0);
    expect(sum).toBeCloseTo(1 - fUpperTail(3, 5, 7), 6);
    const cubic = gaussLegendre(2);
    expect(cubic.nodes.reduce((total, node, i) => total + cubic.weights[i]! * node ** 3, 0)).toBeCloseTo(1 / 4, 15);
  });
});
