import { describe, expect, it } from 'vitest';
import { findRoot } from '../../../src/stats/optimize/find-root.ts';
import { minimizeBounded } from '../../../src/stats/optimize/minimize-bounded.ts';
import { readCases } from './reference/read.ts';

const functions: Record<string, (x: number) => number> = {
  cubic: (x) => x ** 3 - 2 * x - 5,
  steep: (x) => Math.exp(8 * x) - 3,
  flat: (x) => (x - 1) ** 5,
  kink: (x) => (x < 0.3 ? x - 1 : x + 1),
  bowl: (x) => (x - 0.3) ** 2,
  valley: (x) => x ** 4 - 3 * x ** 3 + 2,
  wave: (x) => Math.sin(3 * x) + 0.1 * x ** 2,
  end: (x) => -x,
};

describe("Brent's methods end where those of R end", () => {
  it.each(readCases('solvers'))('$kind of $name, tolerance $tolerance', (row) => {
    const f = functions[row.name!]!;
    const solve = row.kind === 'root' ? findRoot : minimizeBounded;
    const found = solve(f, Number(row.lower), Number(row.upper), Number(row.tolerance));
    expect(Math.abs(found / Number(row.value) - 1)).toBeLessThan(1e-9);
  });

  it('asks for a change of sign', () => {
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(RangeError);
    expect(findRoot((x) => x, 0, 1)).toBe(0);
  });
});
