import { expect, test } from 'vitest';
import { copiedSamples, describeCopies } from '../../../src/normalize/copied-samples.ts';

test('copies are found wherever they stand, and named', () => {
  const rows = [
    [1, 4, 1, 4, 0, 1],
    [2, 5, 2, 5, 2, 3],
    [3, 6, 3, 6, 3, 3],
  ];
  const copies = copiedSamples(Int32Array.from(rows.flat()), 6);
  expect(copies).toEqual([
    [0, 2],
    [1, 3],
  ]);
  expect(describeCopies(copies, ['a', 'b', 'c', 'd', 'e', 'f'])[1]).toMatch(/^The samples b and d have the same count/);
});

test('samples that differ in one gene are no copies', () => {
  expect(copiedSamples(Int32Array.from([7, 7, 0, 1]), 2)).toEqual([]);
});
