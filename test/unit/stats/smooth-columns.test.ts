import { describe, expect, it } from 'vitest';
import { evaluateSpline, fitFmmSpline, refitFmmSpline } from '../../../src/stats/smoothing/fmm-spline.ts';
import { evaluateLocfit, fitLocfit } from '../../../src/stats/smoothing/locfit.ts';
import { smoothColumns } from '../../../src/stats/smoothing/locfit-columns.ts';

describe('many responses on one variable', () => {
  const x = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i * 1.7) * 4 + i / 10);
  const columns = Float64Array.from({ length: 180 }, (_, i) => Math.cos(i) + (i % 3) * x[Math.floor(i / 3)]!);

  it.each([0.3, 0.8, 1, 1.4])('are smoothed with span %d as one after the other', (span) => {
    const smooth = smoothColumns(x, columns, 3, span);
    for (let k = 0; k < 3; k++) {
      const fit = fitLocfit(
        x,
        Float64Array.from(x, (_, i) => columns[i * 3 + k]!),
        { span, degree: 0 },
      );
      x.forEach((at, i) => {
        expect(Math.abs(smooth[i * 3 + k]! - evaluateLocfit(fit, at))).toBeLessThan(1e-13);
      });
    }
  });

  it('stay as they are where all x are equal or there is one point', () => {
    expect([...smoothColumns(Float64Array.of(2), Float64Array.of(5, 7), 2, 1)]).toEqual([5, 7]);
    expect([...smoothColumns(Float64Array.of(2, 2), Float64Array.of(5, 7, 9, 9), 2, 1)]).toEqual([7, 8, 7, 8]);
  });
});

describe('a spline whose values have changed', () => {
  it('is the spline through the new values', () => {
    const x = Float64Array.of(0, 1, 2.5, 3, 5);
    const spline = fitFmmSpline(x, new Float64Array(5));
    spline.y.set([1, 4, -2, 0, 3]);
    refitFmmSpline(spline);
    const fresh = fitFmmSpline(x, Float64Array.of(1, 4, -2, 0, 3));
    for (const at of [-1, 0.3, 2.7, 4, 6]) expect(evaluateSpline(spline, at)).toBe(evaluateSpline(fresh, at));
  });
});
