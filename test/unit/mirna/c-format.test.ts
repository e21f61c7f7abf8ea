import { describe, expect, it } from 'vitest';
import { formatFixed, formatGeneral, formatSignificant, roundFixed } from '../../../src/text/printf-decimal.ts';

describe('formatFixed', () => {
  // perl -e 'printf "%.1f", -10.25' and so on
  it.each([
    [-10.25, 1, '-10.2'],
    [-10.35, 1, '-10.3'],
    [-10.75, 1, '-10.8'],
    [0.125, 2, '0.12'],
    [0.375, 2, '0.38'],
    [2.5, 0, '2'],
    [3.5, 0, '4'],
    [9.5, 0, '10'],
    [-0, 3, '-0.000'],
    [-0.0004, 3, '-0.000'],
    [0.0625, 3, '0.062'],
    [0.1875, 3, '0.188'],
    [99.95, 1, '100.0'],
    [1e-9, 4, '0.0000'],
  ])('prints %d with %d digits as C does: %s', (value, digits, text) => {
    expect(formatFixed(value, digits)).toBe(text);
  });

  it('rounds to the number that it prints, a negative zero included', () => {
    expect(roundFixed(0.12345, 3)).toBe(0.123);
    expect(Object.is(roundFixed(-0.0001, 3), -0)).toBe(true);
  });
});

describe('formatGeneral', () => {
  // perl -e 'print 1/3' and so on
  it.each([
    [1 / 3, '0.333333333333333'],
    [0.1 + 0.2, '0.3'],
    [0.64763119, '0.64763119'],
    [100, '100'],
    [1e15, '1e+15'],
    [123456789012345, '123456789012345'],
    [1.5e-7, '1.5e-07'],
    [0.0001, '0.0001'],
    [0.00005, '5e-05'],
    [0, '0'],
    [-2.5, '-2.5'],
  ])('prints %d as Perl does: %s', (value, text) => {
    expect(formatGeneral(value)).toBe(text);
  });
});

describe('formatSignificant', () => {
  // printf %.7g
  it.each([
    [1, '1'],
    [0.447627, '0.447627'],
    [0.00017910934, '0.0001791093'],
    [0.000099999996, '0.0001'],
    [0.00009999999, '9.999999e-05'],
    [1.234e-14, '1.234e-14'],
    [2.5e-101, '2.5e-101'],
    [2 ** -11 + 2 ** -24, '0.0004883409'],
    [2 ** -14, '6.103516e-05'],
    [2 ** -11, '0.0004882812'],
    [3 * 2 ** -11, '0.001464844'],
    [1234567.5, '1234568'],
    [12345678, '1.234568e+07'],
    [-0.5, '-0.5'],
  ])('prints %d with seven digits as C does: %s', (value, text) => {
    expect(formatSignificant(value, 7)).toBe(text);
  });
});
