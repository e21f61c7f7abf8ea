import { expect, test } from 'vitest';
import { clusterOrder, sampleDistances } from '../../../src/normalize/sample-distances.ts';

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

test('groups of near samples stand together, whatever the order of the sheet', () => {
  // Three tight groups on a line: {0, 3}, {1, 5}, {2, 4}.
  const places = [0, 10, 50, 1, 52, 11.5];
  const distances = sampleDistances(Float64Array.from(places), places.length);
  const order = clusterOrder(distances, places.length);
  expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(order).toEqual([0, 3, 1, 5, 2, 4]);
});

test('one sample, and none', () => {
  expect(clusterOrder(sampleDistances(Float64Array.of(1, 2), 1), 1)).toEqual([0]);
  expect(clusterOrder(new Float64Array(0), 0)).toEqual([]);
});
