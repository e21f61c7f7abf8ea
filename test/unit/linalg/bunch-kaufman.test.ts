import { describe, expect, it } from 'vitest';
import { diagonalOfBunchKaufman } from '../../../src/linalg/bunch-kaufman.ts';
import { factorCholesky, logDeterminantCholesky } from '../../../src/linalg/cholesky.ts';

const diagonalOf = (rows: number[][]): number[] => {
  const diagonal = new Float64Array(rows.length);
  diagonalOfBunchKaufman(Float64Array.from(rows.flat()), rows.length, diagonal);
  return [...diagonal];
};

describe('the diagonal of the Bunch-Kaufman factor', () => {
  it('multiplies to the determinant where all pivots are single', () => {
    const rows = [
      [4, 1, 2, 0.5],
      [1, 3, 0, 1],
      [2, 0, 5, 1.5],
      [0.5, 1, 1.5, 2],
    ];
    const cholesky = Float64Array.from(rows.flat());
    factorCholesky(cholesky, 4);
    const product = diagonalOf(rows).reduce((sum, value) => sum + Math.log(value), 0);
    expect(Math.abs(product - logDeterminantCholesky(cholesky, 4))).toBeLessThan(1e-14);
  });

  it('exchanges a small pivot for a large one', () => {
    // 1 and 16 change places: 1 - 3 * 3 / 16.
    expect(
      diagonalOf([
        [1, 3],
        [3, 16],
      ]),
    ).toEqual([16, 1 - 9 / 16]);
  });

  it('keeps the diagonal of a block of two, and what the block leaves of the rest', () => {
    // 3 - (1 1) (0 1; 1 0)^-1 (1 1)' = 1.
    expect(
      diagonalOf([
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 3],
      ]),
    ).toEqual([0, 0, 1]);
  });

  it('takes the rows of a block from where they are', () => {
    // Rows 1 and 3 form the block (0 4; 4 0); what is left of 5 is 5 - 2 * (1 * 1) / 4.
    expect(
      diagonalOf([
        [0, 1, 4],
        [1, 5, 1],
        [4, 1, 0],
      ]),
    ).toEqual([0, 0, 4.5]);
  });

  it('stands a column of zeros', () => {
    expect(
      diagonalOf([
        [0, 0],
        [0, 2],
      ]),
    ).toEqual([0, 2]);
  });
});
