/**
 * Rearranges `values[left..right]` so that the element at index `k` is the one sorting would put there, none before it
 * larger and none after it smaller; returns that element.
 *
 * Expected n + min(k, n - k) comparisons. Domain: no NaN; left <= k <= right.
 * Source: R. W. Floyd and R. L. Rivest, Algorithm 489: SELECT, CACM 18 (1975) 173, doi:10.1145/360680.360694.
 */
export function selectInPlace(values: Float64Array, k: number, left = 0, right = values.length - 1): number {
  let low = left;
  let high = right;
  while (high > low) {
    if (high - low > 600) {
      // Recursing on a sample first makes the pivot lie just beside the element that is sought.
      const n = high - low + 1;
      const i = k - low + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const spread = 0.5 * Math.sqrt((z * s * (n - s)) / n) * Math.sign(i - n / 2);
      const sampleLow = Math.max(low, Math.floor(k - (i * s) / n + spread));
      const sampleHigh = Math.min(high, Math.floor(k + ((n - i) * s) / n + spread));
      selectInPlace(values, k, sampleLow, sampleHigh);
    }
    const pivot = values[k]!;
    let i = low;
    let j = high;
    values[k] = values[low]!;
    values[low] = pivot;
    if (values[high]! > pivot) {
      values[low] = values[high]!;
      values[high] = pivot;
    }
    while (i < j) {
      const swap = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swap;
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
    }
    if (values[low] === pivot) {
      values[low] = values[j]!;
      values[j] = pivot;
    } else {
      j++;
      const swap = values[j]!;
      values[j] = values[high]!;
      values[high] = swap;
    }
    if (j <= k) low = j + 1;
    if (k <= j) high = j - 1;
  }
  return values[k]!;
}

/**
 * Median of the first `length` values, which are rearranged; of an even number the mean of the middle two, as R has it.
 * NaN when there are none. Domain: no NaN.
 */
export function medianInPlace(values: Float64Array, length = values.length): number {
  if (length === 0) return Number.NaN;
  const half = length >> 1;
  const upper = selectInPlace(values, half, 0, length - 1);
  if (length % 2 === 1) return upper;
  let lower = values[0]!;
  for (let i = 1; i < half; i++) if (values[i]! > lower) lower = values[i]!;
  return (lower + upper) / 2;
}
