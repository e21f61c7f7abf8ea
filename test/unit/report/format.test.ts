import { describe, expect, test } from 'vitest';
import { foldWords, formatCount, formatFixed, formatP, formatSigned, pEquals } from '../../../src/report/format.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1_234_567.4, '1,234,567'],
])('count %d is written %s', (value, text) => {
  expect(formatCount(value)).toBe(text);
});

test.each([
  [-1.005, 1, '−1.0'],
  [-0.004, 2, '0.00'],
  [Number.NaN, 2, '–'],
])('%d with %d digits is written %s: a true minus, no minus zero', (value, digits, text) => {
  expect(formatFixed(value, digits)).toBe(text);
});

test('a sign is shown where there is one', () => {
  expect([1.5, -1.5, 0.001].map((value) => formatSigned(value, 2))).toEqual(['+1.50', '−1.50', '0.00']);
});

describe('p-values', () => {
  test.each([
    [0.5, '0.50'],
    [0.0123, '0.012'],
    [0.00012, '1.2e−4'],
    [3.14e-200, '3.1e−200'],
    [Number.NaN, '–'],
  ])('%d is written %s', (p, text) => {
    expect(formatP(p)).toBe(text);
  });

  test('0 is never written: it is a bound, or its logarithm tells', () => {
    expect(formatP(0)).toBe('< 1e−300');
    expect(formatP(0, -412.3)).toBe('5.0e−413');
    expect([pEquals(0), pEquals(0.04)]).toEqual(['p < 1e−300', 'p = 0.040']);
  });
});

test.each([
  [-1, '2.0-fold down'],
  [4, '16-fold up'],
])('log2 fold change %d is %s', (change, words) => {
  expect(foldWords(change)).toBe(words);
});
