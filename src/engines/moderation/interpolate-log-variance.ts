import { orderAscending } from '../../stats/ranks/order-ascending.ts';

/**
 * Fills in the prior variances of the genes not in `known`, in place: linearly in ln variance between the neighbors along
 * the covariate, constant outside; genes at one place count as their mean. `covariate`, `variance` [genes].
 */
export function interpolateLogVariance(covariate: Float64Array, variance: Float64Array, known: Uint32Array): void {
  const places: number[] = [];
  const logs: number[] = [];
  const order = orderAscending(Float64Array.from(known, (gene) => covariate[gene]!));
  for (let first = 0; first < order.length; ) {
    const at = covariate[known[order[first]!]!]!;
    let sum = 0;
    let end = first;
    for (; end < order.length && covariate[known[order[end]!]!] === at; end++) {
      sum += Math.log(variance[known[order[end]!]!]!);
    }
    places.push(at);
    logs.push(sum / (end - first));
    first = end;
  }
  const isKnown = new Uint8Array(variance.length);
  for (const gene of known) isKnown[gene] = 1;
  for (let gene = 0; gene < variance.length; gene++) {
    if (isKnown[gene] === 0) variance[gene] = Math.exp(interpolate(places, logs, covariate[gene]!));
  }
}

function interpolate(x: readonly number[], y: readonly number[], at: number): number {
  let low = 0;
  let high = x.length - 1;
  if (!(at > x[low]!)) return y[low]!;
  if (!(at < x[high]!)) return y[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at < x[middle]!) high = middle;
    else low = middle;
  }
  return y[low]! + ((y[high]! - y[low]!) * (at - x[low]!)) / (x[high]! - x[low]!);
}
