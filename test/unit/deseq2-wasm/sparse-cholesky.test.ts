import { describe, expect, it } from 'vitest';
import { planCholesky } from '../../../src/engines/deseq2/kernel/wasm/sparse-cholesky.ts';
import { factorDesign } from './random-problem.ts';

describe('sparse factor of a design', () => {
  const pairs = (donors: number) => Array.from({ length: 2 * donors }, (_, j) => [j % donors, j < donors ? 0 : 1]);
  const planOf = (rows: readonly (readonly number[])[]) => {
    const p = rows[0]!.length;
    return planCholesky(Float64Array.from(rows.flat()), rows.length, p, new Float64Array(p * p));
  };

  it('has few entries and products for paired donors, whatever their number', () => {
    for (const donors of [5, 20, 60]) {
      const { entries, productPairs } = planOf(factorDesign(pairs(donors)));
      expect(entries.length).toBeLessThanOrEqual(3 * (donors + 1));
      expect(productPairs.length / 2).toBeLessThanOrEqual(4 * (donors + 1));
    }
  });

  it('lists the operations that solve the normal equations', () => {
    const rows = factorDesign(Array.from({ length: 12 }, (_, j) => [j % 3, j % 2, j < 5 ? 0 : 1]));
    const weights = rows.map((_, c) => 1 + c / 7);
    const p = rows[0]!.length;
    const plan = planOf(rows);
    const { l, pivots } = factorByList(plan, weights);
    for (let i = 0; i < p; i++) {
      for (let k = 0; k <= i; k++) {
        let product = 0;
        for (let m = 0; m <= k; m++) product += l(i, m) * pivots[m]! * l(k, m);
        const [a, b] = [plan.columnOrder[i]!, plan.columnOrder[k]!];
        const expected = rows.reduce((sum, row, c) => sum + weights[c]! * row[a]! * row[b]!, 0);
        expect(product).toBeCloseTo(expected, 12);
      }
    }
  });
});

/** L and D of L D L' by the lists, as the kernel runs through them. */
function factorByList(plan: ReturnType<typeof planCholesky>, weights: readonly number[]) {
  const { entries, gramStart, gramCell, gramProduct, productStart, productPairs } = plan;
  const scaled: number[] = [];
  const factor: number[] = [];
  const pivots: number[] = [];
  entries.forEach(([row, column], entry) => {
    let sum = 0;
    for (let t = gramStart[entry]!; t < gramStart[entry + 1]!; t++) sum += gramProduct[t]! * weights[gramCell[t]!]!;
    for (let t = productStart[entry]!; t < productStart[entry + 1]!; t++) {
      sum -= scaled[productPairs[2 * t]!]! * factor[productPairs[2 * t + 1]!]!;
    }
    scaled[entry] = sum;
    if (row === column) pivots.push(sum);
    factor[entry] = row === column ? 1 : sum / pivots[column]!;
  });
  const at = new Map(entries.map(([row, column], entry) => [`${row},${column}`, entry]));
  const l = (i: number, k: number) => {
    const entry = at.get(`${i},${k}`);
    return entry === undefined ? 0 : factor[entry]!;
  };
  return { l, pivots };
}
