// The median of an unordered column, which is reordered.
import { get, put } from './context';

const SAMPLE: i32 = 512;
/** The middle lies between these ranks of the sample but for one column in a million. */
const MARGIN: i32 = 56;

/** Mean of the two middle values where n is even; NaN of none. */
export function medianInPlace(column: usize, n: i32): f64 {
  if (n == 0) return NaN;
  const upper = n >> 1;
  let first = 0;
  let last = n - 1;
  if (n > 8 * SAMPLE) {
    // Values between two that embrace the middle of a sample are gathered at the front; the middle is among them.
    const low = sampleBound(column, n, SAMPLE / 2 - MARGIN);
    const high = sampleBound(column, n, SAMPLE / 2 + MARGIN);
    let below = 0;
    let between = 0;
    for (let i = 0; i < n; i++) {
      const x = get(column, i);
      if (x < low) below++;
      else if (x <= high) {
        put(column, i, get(column, between));
        put(column, between++, x);
      }
    }
    if (below < upper - 1 && upper < below + between) return middle(column, 0, between - 1, upper - below, n);
  }
  return middle(column, first, last, upper, n);
}

function middle(column: usize, first: i32, last: i32, upper: i32, n: i32): f64 {
  const above = select(column, first, last, upper);
  if (n & 1) return above;
  let below = -Infinity;
  for (let i = first; i < upper; i++) below = max(below, get(column, i));
  return (below + above) / 2.0;
}

/** The value of a rank in a sample of equal spacing, which is moved to the front. */
function sampleBound(column: usize, n: i32, rank: i32): f64 {
  const spacing = n / SAMPLE;
  for (let i = 0; i < SAMPLE; i++) {
    const held = get(column, i);
    put(column, i, get(column, i * spacing));
    put(column, i * spacing, held);
  }
  return select(column, 0, SAMPLE - 1, rank);
}

/** Hoare's selection: the k-th smallest of [first, last], with nothing larger before it. */
function select(column: usize, first: i32, last: i32, k: i32): f64 {
  while (first < last) {
    const pivot = get(column, k);
    let i = first;
    let j = last;
    while (i <= j) {
      while (get(column, i) < pivot) i++;
      while (get(column, j) > pivot) j--;
      if (i > j) break;
      const held = get(column, i);
      put(column, i++, get(column, j));
      put(column, j--, held);
    }
    if (j < k) first = i;
    if (k < i) last = j;
  }
  return get(column, k);
}
