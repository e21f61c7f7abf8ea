import { expect, it } from 'vitest';
import { fillDoubles, placesWhere } from '../../../src/stats/columns/fill-columns.ts';
import { orderByValue } from '../../../src/stats/ranks/order-ascending.ts';
import { seededRandom } from '../mirna/random.ts';

it('columns are filled, and places found, as typed arrays do themselves', () => {
  const value = (i: number): number => Math.sin(i);
  expect(fillDoubles(100, value)).toEqual(Float64Array.from({ length: 100 }, (_, i) => value(i)));
  expect(fillDoubles(0, value)).toEqual(new Float64Array());
  expect(placesWhere(7, (place) => place % 3 === 0)).toEqual(Uint32Array.of(0, 3, 6));
});

it.each([50, 5000])(
  'the order of %i values is that of a stable comparison sort, zeros of either sign alike',
  (length) => {
    const random = seededRandom(length);
    const some = [-0, 0, -1, 1, 1e-300, -1e300, Number.POSITIVE_INFINITY];
    const values = fillDoubles(length, () =>
      random() < 0.7 ? some[Math.floor(random() * some.length)]! : random() - 0.5,
    );
    const expected = Uint32Array.from(values.keys()).sort((a, b) =>
      values[a]! < values[b]! ? -1 : Number(values[a]! > values[b]!),
    );
    expect(orderByValue(values)).toEqual(expected);
  },
);
