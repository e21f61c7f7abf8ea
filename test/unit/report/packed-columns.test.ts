import { expect, test } from 'vitest';
import { packColumns } from '../../../src/report/packed-columns.ts';

/** Columns of two-byte integers: the low bytes of all rows, then the high ones. */
function readShorts(bytes: Uint8Array, rows: number): Int16Array {
  return Int16Array.from({ length: bytes.length / 2 }, (_, k) => {
    const at = 2 * rows * Math.floor(k / rows) + (k % rows);
    return bytes[at]! | (bytes[at + rows]! << 8);
  });
}

// That a page reads them back is tested in the browser; here, that the form says what it should.
function open(block: Uint8Array, rows: number) {
  const size = new DataView(block.buffer).getUint32(0, true);
  return {
    header: JSON.parse(new TextDecoder().decode(block.subarray(4, 4 + size))) as object,
    shorts: readShorts(block.subarray(4 + size), rows),
  };
}

test('numbers keep three digits, whatever their size, and what is missing stays missing', () => {
  const numbers = [1.2345, -0.00098765, 6.02e23, 5e-324, 1200, 0, Number.NaN, Number.NEGATIVE_INFINITY];
  const { header, shorts } = open(packColumns([{ name: 'x', numbers }]), 8);
  expect(header).toEqual({ rows: 8, columns: [{ name: 'x', form: 'numbers' }] });
  expect([...shorts.subarray(0, 8)]).toEqual([123, -988, 602, 494, 12, 0, -32768, -32767]);
  expect([...shorts.subarray(8)]).toEqual([-2, -6, 21, -326, 2, 0, 0, 0]);
});

test('a number that underflows is taken from its logarithm', () => {
  const { shorts } = open(packColumns([{ name: 'p', numbers: [0, 0.05], log10: [-5000.5, -1.3], digits: 4 }]), 2);
  expect([...shorts]).toEqual([3162, 5, -5004, -2]);
});

test('columns of different length are refused', () => {
  expect(() =>
    packColumns([
      { name: 'a', text: ['x'] },
      { name: 'b', integers: [1, 2] },
    ]),
  ).toThrow(/'b'/);
});
