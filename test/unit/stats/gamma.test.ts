import { describe, expect, it } from 'vitest';
import { gammaLogLowerTail, gammaLogQuantile, gammaLogUpperTail } from '../../../src/stats/distributions/gamma.ts';
import { readReference, worstRelativeError } from './reference/read.ts';

const { x, shape, lower, upper } = readReference('gamma') as Record<'x' | 'shape' | 'lower' | 'upper', number[]>;

describe('gamma distribution', () => {
  it("has R's tails", () => {
    const lowerTails = x.map((value, i) => gammaLogLowerTail(value, shape[i]!));
    const upperTails = x.map((value, i) => gammaLogUpperTail(value, shape[i]!));
    expect(worstRelativeError(lowerTails, lower)).toBeLessThan(1e-11);
    expect(worstRelativeError(upperTails, upper)).toBeLessThan(1e-11);
  });

  it('finds the place of a tail from any guess', () => {
    x.forEach((value, i) => {
      // From a tail that rounds to 1 no place can be told.
      for (const [logP, isUpper] of [
        [lower[i]!, false],
        [upper[i]!, true],
      ] as const) {
        if (logP > -1e-3) continue;
        for (const guess of [value, value * 1.1, value / 3, 50]) {
          const found = gammaLogQuantile(logP, shape[i]!, isUpper, guess);
          expect(Math.abs(found / value - 1), `${value} of ${shape[i]} from ${guess}`).toBeLessThan(1e-9);
        }
      }
    });
  });

  it('has no place beyond its ends', () => {
    expect(gammaLogQuantile(Number.NEGATIVE_INFINITY, 2, false, 1)).toBe(0);
    expect(gammaLogQuantile(Number.NEGATIVE_INFINITY, 2, true, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(gammaLogQuantile(0, 2, true, 1)).toBe(0);
    expect(gammaLogQuantile(0, 2, false, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});
