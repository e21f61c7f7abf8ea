import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../data-samples/random.ts';
import { isWrongShape, pvalueShape } from '../../../src/report/figures/pvalue-shape.ts';

/** A histogram of 4,000 p-values in 40 bins, drawn by transforming even random numbers. */
function histogram(transform: (u: number, coin: number) => number): Float64Array {
  const random = randomStream(11, 'p-values');
  const bins = new Float64Array(40);
  for (let i = 0; i < 4000; i++) {
    const p = transform(random.uniform(), random.uniform());
    bins[Math.min(39, Math.floor(40 * p))]!++;
  }
  return bins;
}

describe('the shape of p-values', () => {
  it.each([
    ['flat', histogram((u) => u)],
    ['peak', histogram((u, coin) => (coin < 0.2 ? u ** 6 : u))],
    ['rising', histogram((u) => Math.sqrt(u))],
    ['hill', histogram((u, coin) => (u + coin) / 2)],
    ['both-ends', histogram((u, coin) => (coin < 0.2 ? u ** 6 : coin > 0.8 ? 1 - u ** 6 : u))],
  ] as const)('is called %s', (name, bins) => {
    expect(pvalueShape(bins)).toBe(name);
    expect(isWrongShape(pvalueShape(bins))).toBe(name === 'rising' || name === 'hill');
  });

  it('is not called wrong on the chance of few genes', () => {
    expect(pvalueShape(Float64Array.from({ length: 40 }, (_, bin) => (bin === 38 ? 3 : 1)))).toBe('flat');
    expect(pvalueShape(new Float64Array(40))).toBe('flat');
  });
});
