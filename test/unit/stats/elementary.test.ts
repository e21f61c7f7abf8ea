import { describe, expect, it } from 'vitest';
import { expExact } from '../../../src/stats/math/exact-exp.ts';
import { logExact } from '../../../src/stats/math/exact-log.ts';
import { digamma } from '../../../src/stats/special/digamma.ts';
import { lgamma, lgammaStirling } from '../../../src/stats/special/lgamma.ts';
import { tetragamma, trigamma } from '../../../src/stats/special/trigamma.ts';
import { trigammaInverse } from '../../../src/stats/special/trigamma-inverse.ts';
import { readReference, worstRelativeError } from './reference/read.ts';

describe('functions on whose last bit the dispersion search depends', () => {
  const functions = { log: logExact, exp: expExact, lgamma, digamma };
  for (const [name, compute] of Object.entries(functions)) {
    it(`${name} has the bits of R`, () => {
      const { x, [name]: expected } = readReference(name);
      const different = x!.filter((argument, i) => compute(argument) !== expected![i]);
      expect(different).toEqual([]);
    });
  }

  it('the fast lgamma agrees with the exact one', () => {
    const { x, lgamma: expected } = readReference('lgamma');
    const isAwayFromZeros = (argument: number) => argument < 0.5 || argument > 3;
    const picked = [...x!.keys()].filter((i) => isAwayFromZeros(x![i]!));
    expect(picked.length).toBeGreaterThan(1000);
    const values = picked.map((i) => lgammaStirling(x![i]!));
    expect(
      worstRelativeError(
        values,
        picked.map((i) => expected![i]!),
      ),
    ).toBeLessThan(2e-15);
    const nearSwitch = [7.9, 8, 8.1, 9, 12].map((argument) => lgammaStirling(argument) / lgamma(argument) - 1);
    for (const error of nearSwitch) expect(Math.abs(error)).toBeLessThan(2e-15);
  });

  it('agree with R at the ends of their domains', () => {
    expect(logExact(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(logExact(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(logExact(-1)).toBeNaN();
    expect(expExact(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(expExact(800)).toBe(Number.POSITIVE_INFINITY);
    expect(expExact(Number.NaN)).toBeNaN();
    expect(lgamma(0)).toBe(Number.POSITIVE_INFINITY);
    expect(digamma(-1)).toBeNaN();
  });
});

it('trigamma and tetragamma agree with R as far as R is accurate', () => {
  const { x, trigamma: first, tetragamma: second } = readReference('trigamma');
  expect(worstRelativeError(x!.map(trigamma), first!)).toBeLessThan(5e-16);
  expect(worstRelativeError(x!.map(tetragamma), second!)).toBeLessThan(1e-14);
});

it('the inverse of trigamma agrees with limma', () => {
  const { x, trigammaInverse: expected } = readReference('trigamma-inverse');
  expect(worstRelativeError(x!.map(trigammaInverse), expected!)).toBeLessThan(1e-14);
  expect(trigammaInverse(-1)).toBeNaN();
});
