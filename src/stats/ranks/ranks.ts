import { orderAscending } from './order-ascending.ts';

export interface Ranks {
  /** [n], from 1; equal values share the mean of their ranks. */
  readonly ranks: Float64Array;
  /** sum of t^3 - t over the groups of t equal values: 0 without ties. */
  readonly tieSum: number;
}

/** Ranks of the values with ties averaged, and what the variance of rank statistics loses to ties. Domain: no NaN. */
export function rankAverage(values: Float64Array): Ranks {
  const n = values.length;
  const order = orderAscending(values);
  const ranks = new Float64Array(n);
  let tieSum = 0;
  for (let first = 0; first < n; ) {
    let end = first + 1;
    while (end < n && values[order[end]!] === values[order[first]!]) end++;
    const ties = end - first;
    tieSum += ties * ties * ties - ties;
    for (let k = first; k < end; k++) ranks[order[k]!] = (first + 1 + end) / 2;
    first = end;
  }
  return { ranks, tieSum };
}
