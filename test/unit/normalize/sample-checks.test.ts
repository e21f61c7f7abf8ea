import { expect, test } from 'vitest';
import { sampleDistances } from '../../../src/normalize/distances-of-samples.ts';
import { overlapOfGroupings, silhouettes, varianceBetweenGroups } from '../../../src/normalize/sample-checks.ts';

const places = Float64Array.of(0, 10, 50, 1, 52, 11.5);
const groups = ['1', '2', '3', '1', '3', '1'];

test("silhouettes are those of R's cluster package, NaN where a sample is alone in its group", () => {
  // silhouette(c(1, 2, 3, 1, 3, 1), dist(c(0, 10, 50, 1, 52, 11.5)))[, 3]
  const expected = [0.375, Number.NaN, 0.95, 0.3611111111111111, 0.9523809523809523, -0.8636363636363636];
  silhouettes(sampleDistances(places, 6), groups).forEach((width, sample) => {
    if (Number.isNaN(expected[sample])) expect(width).toBeNaN();
    else expect(width).toBeCloseTo(expected[sample]!, 14);
  });
  expect([
    ...silhouettes(
      sampleDistances(places, 6),
      groups.map(() => 'a'),
    ),
  ]).toEqual(Array(6).fill(Number.NaN));
});

test("the variance between groups is that of R's aov", () => {
  // a <- summary(aov(x ~ factor(g)))[[1]][["Sum Sq"]]; a[1] / sum(a)
  expect(varianceBetweenGroups(places, groups)).toBeCloseTo(0.970858335888339, 14);
  expect(varianceBetweenGroups(new Float64Array(6), groups)).toBeNaN();
});

test('groupings are the same, nested or crossed', () => {
  const condition = ['c', 'c', 'm', 'm'];
  expect(overlapOfGroupings(['1', '1', '2', '2'], condition)).toBe('same');
  expect(overlapOfGroupings(['1', '2', '3', '3'], condition)).toBe('nested');
  expect(overlapOfGroupings(['1', '2', '1', '2'], condition)).toBe('crossed');
  expect(overlapOfGroupings(condition, ['1', '2', '3', '3'])).toBe('crossed');
});
