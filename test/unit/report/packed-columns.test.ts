import { expect, test } from 'vitest';
import { type PackableColumn, packColumns, roundNumbers } from '../../../src/report/packed-columns.ts';

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
  const logarithms = [-5000.5, -1.3].map((log10) => log10 * Math.LN10);
  const { shorts } = open(packColumns([{ name: 'p', numbers: [0, 0.05], logarithms, digits: 4 }]), 2);
  expect([...shorts]).toEqual([3162, 5, -5004, -2]);
});

test('powers of ten and what lies just below them have the digits that are printed', () => {
  const powers = Array.from({ length: 600 }, (_, k) => Number(`1e${k - 300}`));
  const numbers = [
    ...powers,
    ...powers.map((power) => power * 0.994),
    ...powers.map((power) => power * (1 - 2 ** -53)),
  ];
  const { shorts } = open(packColumns([{ name: 'x', numbers }]), numbers.length);
  const read = numbers.map((_, row) => Number(`${shorts[row]}e${shorts[row + numbers.length]}`));
  expect(read).toEqual(numbers.map((value) => Number(value.toPrecision(3))));
});

test('the first rows of columns are packed as if there were no others', () => {
  const columns = (rows: number): PackableColumn[] => [
    { name: 'text', text: ['a', 'b', 'a', 'c'].slice(0, rows) },
    { name: 'integers', integers: [1, Number.NaN, 70_000, 4].slice(0, rows) },
    { name: 'numbers', numbers: [1.5, 2, Number.NaN, 4].slice(0, rows) },
  ];
  expect(packColumns(roundNumbers(columns(4)), 3)).toEqual(packColumns(columns(3)));
});

test('columns of different length are refused', () => {
  expect(() =>
    packColumns([
      { name: 'a', text: ['x'] },
      { name: 'b', integers: [1, 2] },
    ]),
  ).toThrow(/'b'/);
});
