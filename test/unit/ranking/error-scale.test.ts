import { describe, expect, it } from 'vitest';
import { errorScale } from '../../../src/ranking/changes/error-scale.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';

/** Estimates that scatter by `truth` times the errors that are stated; `moved` of the genes change. */
function scatter(truth: number, moved: number, genes = 4000) {
  const random = createRandom(5);
  const errors = Float64Array.from({ length: genes }, () => 0.1 + 0.3 * random.uniform());
  const estimates = errors.map(
    (error) => (random.uniform() < moved ? 0.8 * random.normal() : 0) + truth * error * random.normal(),
  );
  return errorScale(estimates, errors, new Uint8Array(genes).fill(1));
}

describe('the scale of standard errors', () => {
  it.each([0.8, 0.87, 0.95])('is found where errors are overstated: %f', (truth) => {
    expect(Math.abs(scatter(truth, 0) - truth)).toBeLessThan(0.03);
    expect(Math.abs(scatter(truth, 0.2) - truth)).toBeLessThan(0.0501);
  });

  it('is 1 where errors are right or understated, and where there are too few genes to tell', () => {
    expect(scatter(1, 0.2)).toBeGreaterThan(0.95);
    expect(scatter(1.3, 0)).toBe(1);
    expect(scatter(0.8, 0, 100)).toBe(1);
  });
});
