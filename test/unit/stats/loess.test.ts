import { describe, expect, it } from 'vitest';
import { matchPriorVariance } from '../../../src/engines/deseq2/fit/residual-draws.ts';
import { evaluateLoess, fitLoess } from '../../../src/stats/smoothing/loess.ts';
import { readCases, vector, worstRelativeError } from './reference/read.ts';

describe('loess', () => {
  it.each(readCases('loess'))('with span $span agrees with R', ({ span, x, y, at, value }) => {
    const fit = fitLoess(vector(x), vector(y), Number(span));
    const actual = vector(at).map((place) => evaluateLoess(fit, place));
    expect(worstRelativeError(actual, vector(value))).toBeLessThan(1e-11);
  });

  it('says nothing outside the data', () => {
    const x = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(evaluateLoess(fitLoess(x, x, 0.8), 7)).toBeNaN();
  });
});

describe('prior width by simulation', () => {
  it.each(readCases('prior-variance'))(
    'with $df degrees of freedom is that of DESeq2',
    ({ df, residuals, variance }) => {
      const matched = matchPriorVariance(vector(residuals), Number(df) as 1 | 2 | 3);
      expect(Math.max(matched, 0.25)).toBeCloseTo(Number(variance), 14);
    },
  );
});
