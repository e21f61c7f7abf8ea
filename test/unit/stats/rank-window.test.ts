import { expect, it } from 'vitest';
import { rankWindow } from '../../../src/stats/ranks/rank-window.ts';
import { rankAverage } from '../../../src/stats/ranks/ranks.ts';
import { fc } from '../../seeded-examples.ts';

it('a window of ranks holds the values that ranking would put there, ties and all', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ noNaN: true })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(values, fc.nat(39), fc.nat(39), (list, a, b) => {
      const x = Float64Array.from(list);
      const low = 1 + (a % x.length);
      const high = 1 + (b % x.length);
      const { least, largest } = rankWindow(x, low, high);
      const { ranks } = rankAverage(x);
      const expected = [...ranks].map((rank) => rank >= low && rank <= high);
      expect([...x].map((value) => value >= least && value <= largest)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});
