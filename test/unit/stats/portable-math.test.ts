import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expExact } from '../../../src/stats/math/exact-exp.ts';
import * as math from '../../../src/stats/math/portable.ts';

/** Arguments and the double nearest to the value, by mpmath with 3,000 bits (make-portable-math.py). */
const known: Readonly<Record<string, readonly (readonly number[])[]>> = JSON.parse(
  readFileSync(new URL('portable-math.json', import.meta.url), 'utf8'),
);
const functions = math as unknown as Readonly<Record<string, (...values: readonly number[]) => number>>;

const bits = new Float64Array(1);
const words = new BigInt64Array(bits.buffer);

/** How many doubles two numbers of one sign are apart. */
function steps(a: number, b: number): number {
  bits[0] = a;
  const first = words[0]!;
  bits[0] = b;
  return Math.abs(Number(first - words[0]!));
}

describe('elementary functions that are the same everywhere', () => {
  it.each(Object.keys(known))('%s is the double nearest to the value, or a neighbor', (name) => {
    const most = ['sinh', 'tanh', 'asinh', 'atanh'].includes(name) ? 2 : 1;
    const missed = known[name]!.filter((row) => steps(functions[name]!(...row.slice(0, -1)), row.at(-1)!) > most);
    expect(missed).toEqual([]);
  });

  it('pow rounds to the nearest double, but once in sixty at most', () => {
    expect(known.pow!.filter(([x, y, value]) => math.pow(x!, y!) !== value).length).toBeLessThanOrEqual(1);
  });

  const special = [0, -0, 1, -1, 2, -3, 0.5, -0.5, 1e-310, 1e300, -1e300, Infinity, -Infinity, Number.NaN];

  it('have the values of ECMAScript at the ends of their domains', () => {
    for (const name of Object.keys(known).filter((name) => !['pow', 'sin', 'cos'].includes(name))) {
      const standard = Math[name as 'log'];
      for (const x of special.filter((x) => !Number.isFinite(standard(x)) || standard(x) === 0))
        expect(functions[name]!(x), `${name}(${x})`).toBe(standard(x));
    }
    for (const x of special)
      for (const y of special.filter((y) => !Number.isFinite(x ** y) || x ** y === 0 || Math.abs(x ** y) === 1))
        expect(math.pow(x, y), `${x} ** ${y}`).toBe(x ** y);
  });

  it('pow is exact for whole numbers', () => {
    for (let base = 2; base < 20; base++)
      for (let k = 1, power = base; power * base < 2 ** 53; k++, power *= base) expect(math.pow(base, k)).toBe(power);
    for (let k = -1074; k < 1024; k++) expect(math.pow(2, k)).toBe(2 ** k);
  });

  it('powers of ten are those that their text is read as', () => {
    for (let k = -330; k <= 310; k++) expect(math.powerOfTen(k)).toBe(Number(`1e${k}`));
    expect(math.log10(math.powerOfTen(22))).toBe(22);
  });

  it('the exponential of R goes on to the ends, as R prints exp(c(709.7, -700.3, -740.5, -746, 710))', () => {
    expect([709.7, -700.3, -740.5, -746, 710].map(expExact)).toEqual([
      1.6549840276802644e308,
      7.3042280336457152e-305,
      2.5197347937903574e-322,
      0,
      Infinity,
    ]);
  });

  it('lengths neither overflow nor vanish, whatever their number of entries', () => {
    expect(math.hypot(3e300, 4e300)).toBe(5e300);
    expect(math.norm([3e-300, 4e-300, 12e-300])).toBeCloseTo(13e-300, 310);
    expect(math.norm([])).toBe(0);
    expect(math.norm([1, Number.NaN])).toBeNaN();
  });
});
