import { expect, it } from 'vitest';
import { randomStream } from '../../../data-samples/random.ts';
import { fitDispersionTrend, residualVariance } from '../../../src/engines/deseq2/fit/dispersion-trend.ts';
import { inThisThread } from '../../../src/engines/deseq2/kernel/wasm/deseq2-execution.ts';
import { wasmTrendSums } from '../../../src/engines/deseq2/kernel/wasm/wasm-trend.ts';

const random = randomStream(1, 'trend');
const baseMean = Float64Array.from({ length: 9_001 }, () => Math.exp(5 + 2 * random.normal()));
const scattered = baseMean.map((mean) => (0.05 + 3 / mean) * Math.exp(0.6 * random.normal()));
const sums = wasmTrendSums(inThisThread(), scattered.length);

it.each([
  ['an odd number of genes', scattered],
  ['genes without a dispersion, and at its limit', scattered.map((x, i) => (i % 7 ? x : i % 2 ? Number.NaN : 1e-8))],
  ['genes far off the curve', scattered.map((x, i) => (i % 5 ? x : 1e3 * x))],
])('the trend has the bits of the plain one: %s', (_, dispersions) => {
  const plain = fitDispersionTrend(baseMean, dispersions, 'parametric', []);
  expect(fitDispersionTrend(baseMean, dispersions, 'parametric', [], sums.points(baseMean, dispersions))).toEqual(
    plain,
  );
  const trend = baseMean.map((mean) => 0.05 + 3 / mean);
  expect(sums.residualVariance(dispersions, trend)).toBe(residualVariance(dispersions, trend));
});

it('a mean that is not positive, or constant means, end the regression as in plain TypeScript', () => {
  const dispersions = Float64Array.of(0.1, 0.2, 0.4);
  const falling = sums.points(Float64Array.of(1, 1 / 2, 1 / 3), dispersions);
  expect(falling.select(0.1, 1)).toBe(3);
  expect(falling.steps().deviance(1, -0.5)).toBeNaN();
  const constant = sums.points(Float64Array.of(2, 2, 2), dispersions);
  expect(constant.select(0.1, 1)).toBe(3);
  expect(constant.steps().line(0.1, 1)).toEqual({ intercept: Number.NaN, slope: Number.NaN });
});
