/**
 * Median, the mean of the two middle values for even n; reorders `values`.
 *
 * Domain: no NaN; returns NaN for no values. Accuracy: the bits that sorting would give.
 */
export function medianInPlace(values: Float64Array): number {
  const n = values.length;
  if (n === 0) return Number.NaN;
  const middle = n >> 1;
  const upper = selectInPlace(values, middle);
  if (n % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < middle; i++) if (values[i]! > lower) lower = values[i]!;
  return (lower + upper) / 2;
}

/** Median of values that must keep their order. */
export function median(values: Float64Array): number {
  return medianInPlace(Float64Array.from(values));
}

/** 1.4826 times the median distance from the median: the standard deviation of a normal sample. Domain: no NaN. */
export function medianAbsoluteDeviation(values: Float64Array): number {
  const center = median(values);
  return 1.4826 * medianInPlace(values.map((value) => Math.abs(value - center)));
}

/**
 * The k-th smallest value (k from 0); reorders `values` so that all before place k are no larger and all after no
 * smaller.
 *
 * Domain: 0 <= k < n, no NaN. Source: C. A. R. Hoare, Algorithm 65 (Find), CACM 4 (1961) 321, with the median of three
 * as the pivot.
 */
export function selectInPlace(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
