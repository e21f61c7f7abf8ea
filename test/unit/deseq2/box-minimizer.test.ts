import { describe, expect, it } from 'vitest';
import { minimizeInBox } from '../../../src/engines/deseq2/kernel/reference/box-minimizer.ts';

const rosenbrock = (p: Float64Array) => {
  let sum = 0;
  for (let i = 0; i + 1 < p.length; i++) sum += 100 * (p[i + 1]! - p[i]! ** 2) ** 2 + (1 - p[i]!) ** 2;
  return sum;
};
const quartic = (p: Float64Array) => {
  const center = [1, -2, 40];
  const sum = p.reduce((total, x) => total + x, 0);
  return p.reduce((total, x, i) => total + (x - center[i]!) ** 4, sum ** 2);
};
const bent = (p: Float64Array) => {
  const center = [1, 5, -3, 2, 8, 0.5];
  const sum = p.reduce((total, x) => total + x, 0);
  const squares = p.reduce((total, x) => total + x * x, 0);
  const well = p.reduce((total, x, i) => total + Math.log(Math.cosh(x - center[i]!)), 0);
  return well + 0.01 * sum ** 2 + 0.3 * p[0]! * p[1]! * Math.exp(-squares / 50);
};

/** `optim(start, f, method = "L-BFGS-B", lower = -bound, upper = bound)` of R 4.2.2: where it ends, after how many calls. */
const cases: [string, (p: Float64Array) => number, number[], number | undefined, number[], number][] = [
  ['unbounded', rosenbrock, [-1.2, 1], undefined, [0.999800037833786, 0.999600115797842], 49],
  ['in a box', rosenbrock, [-1.2, 1], 30, [0.999800044537566, 0.999600128444244], 53],
  ['in a box of 3', rosenbrock, [-1.2, 1, 0.3], 30, [0.999879869959702, 0.999760159600107, 0.999520398159248], 86],
  [
    'in a box of 4, in a local minimum',
    rosenbrock,
    [-1.2, 1, 0.3, 0.2],
    30,
    [-0.775389562655836, 0.61267830905808, 0.381555836724776, 0.145582582951815],
    48,
  ],
  ['against a wall', quartic, [0, 0, 0], 30, [-1.30196390625541, -4.30195217091558, 30], 14],
  ['without the wall', quartic, [0, 0, 0], undefined, [-1.50615739556254, -4.50615915605815, 37.4938415589372], 23],
  [
    'where coordinates come and go',
    bent,
    [20, -25, 3, -8, 0, 29],
    30,
    [0.530287949450242, 4.75612450014366, -3.256516205152, 1.76646798653318, 7.79372781811597, 0.259600373690895],
    22,
  ],
];

describe("R's L-BFGS-B with its default controls", () => {
  it.each(cases)('%s', (_, f, start, bound, par, calls) => {
    let values = 0;
    const count = (p: Float64Array) => {
      values++;
      return f(p);
    };
    const { x, converged } = minimizeInBox(count, start, { bound });
    expect(converged).toBe(true);
    expect(values / (1 + 2 * start.length)).toBe(calls); // each call comes with a central difference per coordinate
    x.forEach((value, i) => {
      expect(Math.abs(value - par[i]!)).toBeLessThan(1e-8);
    });
  });
});
