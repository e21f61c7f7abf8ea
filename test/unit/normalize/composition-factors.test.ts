import { describe, expect, it } from 'vitest';
import { compositionFactors } from '../../../src/normalize/composition-factors.ts';
import { scalePriorCount } from '../../../src/normalize/counts-per-million.ts';
import { filterByExpression, smallestGroup } from '../../../src/normalize/filter-by-expression.ts';
import { loadOracle } from '../../golden/edger/oracle.ts';

const { counts, sampleIds } = loadOracle('contrasts4');
const samples = sampleIds.length;
const matrix = { genes: counts.length / samples, samples, counts };
const methods = ['TMM', 'TMMwsp', 'RLE', 'upperquartile'] as const;

describe.each(methods)('%s factors', (method) => {
  it('have geometric mean 1', () => {
    const factors = compositionFactors(matrix, method);
    expect(Math.abs(factors.reduce((sum, factor) => sum + Math.log(factor), 0))).toBeLessThan(1e-12);
  });

  it('are 1 for copies of one library, whatever their depth', () => {
    const copies = Int32Array.from({ length: 300 }, (_, i) => (10 + Math.floor(i / 3) ** 2) * [1, 2, 5][i % 3]!);
    const factors = compositionFactors({ genes: 100, samples: 3, counts: copies }, method);
    for (const factor of factors) expect(Math.abs(factor - 1)).toBeLessThan(1e-12);
  });

  it('go down for a library in which few genes take most of the reads', () => {
    const taken = counts.slice();
    for (let gene = 0; gene < 20; gene++) taken[gene * samples + 4] = 200_000;
    const [before, after] = [matrix, { ...matrix, counts: taken }].map((table) => compositionFactors(table, method));
    expect(after![4]! / before![4]!).toBeLessThan(0.7);
  });

  it('are 1 for one sample', () => {
    expect([...compositionFactors({ genes: 2, samples: 1, counts: Int32Array.of(3, 9) }, method)]).toEqual([1]);
  });

  it('name the library without reads', () => {
    const empty = counts.map((count, i) => (i % samples === 2 ? 0 : count));
    expect(() => compositionFactors({ ...matrix, counts: empty }, method, { sampleIds })).toThrow(/s03/);
  });
});

describe('factors that zeros forbid', () => {
  it('are refused', () => {
    const table = { genes: 4, samples: 2, counts: Int32Array.of(5, 0, 0, 7, 9, 0, 0, 3) };
    expect(() => compositionFactors(table, 'RLE')).toThrow(
      expect.objectContaining({ code: 'NORMALIZATION_UNDEFINED' }),
    );
  });
});

describe('the smallest group of a design', () => {
  it('is the number of samples in its smallest cell', () => {
    const groups = [0, 0, 0, 1, 1, 2, 2, 2, 2];
    const matrix = Float64Array.from(groups.flatMap((group) => [1, Number(group === 1), Number(group === 2)]));
    expect(Math.abs(smallestGroup(matrix, 9, 3) - 2)).toBeLessThan(1e-12);
  });
});

describe('the filter by expression', () => {
  it('keeps or drops a count on the cut-off by the last bit, as the two edgeR do', () => {
    // A count of 10 in the median library lies on the cut-off.
    const sizes = Float64Array.of(300_007, 500_009, 700_001);
    const table = { genes: 1, samples: 3, counts: Int32Array.of(10, 10, 10) };
    const scores = (['edger3', 'edger4'] as const).map((arithmetic) =>
      Array.from({ length: 400 }, (_, i) => {
        const moved = sizes.with(1, sizes[1]! + i);
        return filterByExpression(table, { sizes: moved, smallestGroup: 2, arithmetic })[0]!;
      }),
    );
    expect(scores[0]).not.toEqual(scores[1]);
    expect(new Set(scores.flat())).toEqual(new Set([0, 1]));
  });
});

describe('a prior count', () => {
  it('leaves equal proportions equal', () => {
    const sizes = Float64Array.of(1e5, 3e5, 8e5);
    const { counts: added, librarySizes } = scalePriorCount(sizes, 0.125);
    const shares = sizes.map((size, j) => (size * 2e-4 + added[j]!) / librarySizes[j]!);
    expect(Math.abs(shares[1]! / shares[0]! - 1)).toBeLessThan(1e-14);
    expect(Math.abs(shares[2]! / shares[0]! - 1)).toBeLessThan(1e-14);
  });
});
