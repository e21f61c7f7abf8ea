import { orderAscending } from '../ranks/order-ascending.ts';

/** A function that is linear between places and constant outside. */
export interface LinearInterpolant {
  /** [places], strictly ascending. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  evaluate(at: number): number;
}

/**
 * The broken line through points in any order; points at one place count as their mean: R's `approxfun(rule = 2)`.
 *
 * `x`, `y` [n], n >= 1, finite. Evaluation takes constant time on average where the places are spread evenly: their range is
 * cut into as many buckets as there are places.
 */
export function createLinearInterpolant(x: Float64Array, y: Float64Array): LinearInterpolant {
  const { places, values } = mergeTies(x, y);
  const last = places.length - 1;
  const [least, largest] = [places[0]!, places[last]!];
  const perBucket = (largest - least) / places.length;
  // The last place at or before the begin of each bucket.
  const firsts = new Int32Array(places.length + 1);
  for (let bucket = 0, k = 0; bucket < firsts.length; bucket++) {
    while (k < last && places[k + 1]! <= least + bucket * perBucket) k++;
    firsts[bucket] = k;
  }
  const evaluate = (at: number): number => {
    if (!(at > least)) return values[0]!;
    if (!(at < largest)) return values[last]!;
    let k = firsts[Math.floor((at - least) / perBucket)]!;
    while (k > 0 && places[k]! > at) k--;
    while (places[k + 1]! < at) k++;
    return values[k]! + (values[k + 1]! - values[k]!) * ((at - places[k]!) / (places[k + 1]! - places[k]!));
  };
  return { x: places, y: values, evaluate };
}

function mergeTies(x: Float64Array, y: Float64Array): { readonly places: Float64Array; readonly values: Float64Array } {
  const order = orderAscending(x);
  const places = new Float64Array(x.length);
  const values = new Float64Array(x.length);
  let count = 0;
  for (let first = 0; first < order.length; count++) {
    const at = x[order[first]!]!;
    let sum = 0;
    let end = first;
    for (; end < order.length && x[order[end]!] === at; end++) sum += y[order[end]!]!;
    places[count] = at;
    values[count] = sum / (end - first);
    first = end;
  }
  return { places: places.subarray(0, count), values: values.subarray(0, count) };
}
