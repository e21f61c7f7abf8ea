import { orderAscending } from './order-ascending.ts';

export type AdjustMethod = 'BH' | 'BY' | 'holm' | 'bonferroni' | 'none';

/**
 * P-values adjusted for multiple testing, as R's `p.adjust`; NaN stays NaN and does not count in n.
 *
 * BH: min over j >= i of (n/j) p_(j); BY: the same times sum 1/k; Holm: max over j <= i of (n - j + 1) p_(j);
 * Bonferroni: n p; all at most 1. `p` [n], in [0, 1]; returns a new array. Accuracy: the bits of R (BY: 1e-15).
 * Source: Benjamini and Hochberg (1995) doi:10.1111/j.2517-6161.1995.tb02031.x; Benjamini and Yekutieli (2001)
 * doi:10.1214/aos/1013699998; Holm (1979).
 */
export function adjustPValues(p: Float64Array, method: AdjustMethod): Float64Array {
  if (method === 'none') return Float64Array.from(p);
  return adjustOrderedPValues(p, orderPValues(p), method);
}

/** Indices of the p-values that are not NaN, ascending: sort once, adjust many subsets with `adjustOrderedPValues`. */
export function orderPValues(p: Float64Array): Uint32Array {
  const order = orderAscending(p);
  let n = p.length;
  while (n > 0 && Number.isNaN(p[order[n - 1]!]!)) n--;
  return order.subarray(0, n);
}

/**
 * As `adjustPValues` for the genes in `order` only (ascending in p, n = its length); all others get NaN.
 */
export function adjustOrderedPValues(p: Float64Array, order: Uint32Array, method: AdjustMethod): Float64Array {
  const n = order.length;
  const adjusted = new Float64Array(p.length).fill(Number.NaN);
  switch (method) {
    case 'none':
      for (const i of order) adjusted[i] = p[i]!;
      return adjusted;
    case 'bonferroni':
      for (const i of order) adjusted[i] = Math.min(1, n * p[i]!);
      return adjusted;
    case 'holm': {
      let largest = 0;
      for (let rank = 1; rank <= n; rank++) {
        const i = order[rank - 1]!;
        largest = Math.max(largest, (n - rank + 1) * p[i]!);
        adjusted[i] = Math.min(1, largest);
      }
      return adjusted;
    }
    case 'BH':
    case 'BY': {
      const factor = method === 'BY' ? harmonicNumber(n) : 1;
      let smallest = 1;
      for (let rank = n; rank >= 1; rank--) {
        const i = order[rank - 1]!;
        smallest = Math.min(smallest, ((factor * n) / rank) * p[i]!);
        adjusted[i] = smallest;
      }
      return adjusted;
    }
  }
}

function harmonicNumber(n: number): number {
  let sum = 0;
  for (let k = 1; k <= n; k++) sum += 1 / k;
  return sum;
}
