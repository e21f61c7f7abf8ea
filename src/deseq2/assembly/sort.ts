// Ascending sort of doubles in place: quicksort with the median of three, insertion for short ranges.
import { get, put } from './context';

const SHORT: i32 = 24;

export function sortAscending(array: usize, from: i32, to: i32): void {
  while (to - from > SHORT) {
    const a = get(array, from);
    const b = get(array, (from + to) >> 1);
    const c = get(array, to - 1);
    const pivot = max(min(a, b), min(max(a, b), c));
    let i = from;
    let j = to - 1;
    while (i <= j) {
      while (get(array, i) < pivot) i++;
      while (get(array, j) > pivot) j--;
      if (i > j) break;
      const held = get(array, i);
      put(array, i++, get(array, j));
      put(array, j--, held);
    }
    if (j + 1 - from < to - i) {
      sortAscending(array, from, j + 1);
      from = i;
    } else {
      sortAscending(array, i, to);
      to = j + 1;
    }
  }
  for (let i = from + 1; i < to; i++) {
    const value = get(array, i);
    let j = i - 1;
    for (; j >= from && get(array, j) > value; j--) put(array, j + 1, get(array, j));
    put(array, j + 1, value);
  }
}
