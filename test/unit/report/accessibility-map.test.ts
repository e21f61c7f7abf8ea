import { expect, it } from 'vitest';
import { accessibilityMap } from '../../../src/report/accessibility-map.ts';
import type { Candidate } from '../../../src/report/report-data.ts';

const candidate: Candidate = {
  gene: 0,
  rank: 1,
  score: 0,
  evidence: '',
  sites: [
    { type: '8mer', start: 100 },
    { type: '6mer', start: 900 },
  ],
  utrLength: 1000,
};

it('draws the curve from the first stretch to the last within the map, and a line at each site', () => {
  const accessibility = Float64Array.from({ length: 1000 }, (_, k) =>
    k < 13 ? Number.NaN : k === 500 ? Number.NEGATIVE_INFINITY : -5 * ((k % 90) / 90),
  );
  const drawn = accessibilityMap({ ...candidate, accessibility }, 'a"b', 320)!.text;
  expect(drawn).toContain('data-accessibility="a&quot;b"');
  const places = [...drawn.matchAll(/class="place" d="M([\d.]+) /g)].map(([, x]) => Number(x));
  expect(places).toEqual([37.6, 282.4]);
  const curve = /class="curve" d="([^"]+)"/.exec(drawn)![1]!;
  const points = curve.match(/[\d.]+ [\d.]+/g)!.map((point) => point.split(' ').map(Number) as [number, number]);
  expect(points[0]![0]).toBe(9);
  expect(points.at(-1)![0]).toBe(311);
  expect(Math.min(...points.map(([, y]) => y))).toBeGreaterThanOrEqual(3);
  expect(Math.max(...points.map(([, y]) => y))).toBeLessThanOrEqual(41);
});

it('draws nothing where accessibility was not computed, or nothing is long enough', () => {
  expect(accessibilityMap(candidate, 'a', 320)).toBeUndefined();
  const accessibility = new Float64Array(13).fill(Number.NaN);
  expect(accessibilityMap({ ...candidate, accessibility, utrLength: 13 }, 'a', 320)).toBeUndefined();
});
