import { expect, test } from 'vitest';
import { sampleDistances } from '../../../src/normalize/distances-of-samples.ts';

test('distances are those of R: dist(t(x))', () => {
  // x <- matrix(c(1, 2.5, -1, 4,  0, 3, 3, 1,  2, 2, 7, -2), 3, byrow = TRUE)
  const x = Float64Array.of(1, 2.5, -1, 4, 0, 3, 3, 1, 2, 2, 7, -2);
  const lower = [
    3.35410196624968, 6.16441400296898, 5.09901951359278, 6.10327780786685, 4.71699056602831, 10.4880884817015,
  ];
  const [d10, d20, d30, d21, d31, d32] = lower as [number, number, number, number, number, number];
  const expected = [0, d10, d20, d30, d10, 0, d21, d31, d20, d21, 0, d32, d30, d31, d32, 0];
  for (const [k, distance] of sampleDistances(x, 4).entries()) expect(distance).toBeCloseTo(expected[k]!, 12);
});

test('every pair has the sum over all genes in their order, whatever the numbers of genes and samples', () => {
  for (const [genes, samples] of [
    [1, 1],
    [300, 2],
    [600, 7],
    [257, 10],
  ] as const) {
    const x = Float64Array.from({ length: genes * samples }, (_, k) => 10 * Math.sin(k * 1.7) ** 2);
    const distance = (i: number, j: number) => {
      let sum = 0;
      for (let gene = 0; gene < genes; gene++) sum += (x[gene * samples + i]! - x[gene * samples + j]!) ** 2;
      return Math.sqrt(sum);
    };
    const expected = Float64Array.from({ length: samples ** 2 }, (_, k) =>
      distance(Math.floor(k / samples), k % samples),
    );
    expect(sampleDistances(x, samples)).toEqual(expected);
  }
});
