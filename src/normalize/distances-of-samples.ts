/** Rows that are looked at for all pairs of samples before the next: they stay in the cache. */
const ROWS_AT_ONCE = 256;

/**
 * Euclidean distances between samples over all genes, as R's `dist(t(x))`.
 *
 * Eight pairs of samples are summed at once over blocks of genes; each sum runs over the genes in their order.
 *
 * @param transformed [genes x samples], row-major, for example variance-stabilized counts
 * @returns [samples x samples], row-major, symmetric, 0 on the diagonal
 */
export function sampleDistances(transformed: Float64Array, samples: number): Float64Array {
  // Samples of zeros fill the last group of four.
  const width = Math.ceil(samples / 4) * 4;
  const sums = new Float64Array(width * width);
  const block = new Float64Array(width * ROWS_AT_ONCE);
  for (let from = 0; from < transformed.length; from += samples * ROWS_AT_ONCE) {
    const to = Math.min(transformed.length, from + samples * ROWS_AT_ONCE);
    let end = 0;
    for (let row = from; row < to; row += samples, end += width) {
      for (let j = 0; j < samples; j++) block[end + j] = transformed[row + j]!;
    }
    for (let i = 0; i < width; i += 2) {
      for (let j = 0; j <= i; j += 4) addSquares(sums, block, { end, width }, i, j);
    }
  }
  const distances = new Float64Array(samples * samples);
  for (let i = 1; i < samples; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(sums[i * width + j]!);
      distances[i * samples + j] = distance;
      distances[j * samples + i] = distance;
    }
  }
  return distances;
}

/** Adds the squared differences of two samples from `i` to four from `j`, row by row of a block that ends at `end`. */
function addSquares(
  sums: Float64Array,
  block: Float64Array,
  { end, width }: { readonly end: number; readonly width: number },
  i: number,
  j: number,
): void {
  const upper = i * width + j;
  const lower = upper + width;
  let a0 = sums[upper]!;
  let a1 = sums[upper + 1]!;
  let a2 = sums[upper + 2]!;
  let a3 = sums[upper + 3]!;
  let b0 = sums[lower]!;
  let b1 = sums[lower + 1]!;
  let b2 = sums[lower + 2]!;
  let b3 = sums[lower + 3]!;
  for (let row = 0; row < end; row += width) {
    const a = block[row + i]!;
    const b = block[row + i + 1]!;
    const c0 = block[row + j]!;
    const c1 = block[row + j + 1]!;
    const c2 = block[row + j + 2]!;
    const c3 = block[row + j + 3]!;
    a0 += (a - c0) * (a - c0);
    a1 += (a - c1) * (a - c1);
    a2 += (a - c2) * (a - c2);
    a3 += (a - c3) * (a - c3);
    b0 += (b - c0) * (b - c0);
    b1 += (b - c1) * (b - c1);
    b2 += (b - c2) * (b - c2);
    b3 += (b - c3) * (b - c3);
  }
  sums[upper] = a0;
  sums[upper + 1] = a1;
  sums[upper + 2] = a2;
  sums[upper + 3] = a3;
  sums[lower] = b0;
  sums[lower + 1] = b1;
  sums[lower + 2] = b2;
  sums[lower + 3] = b3;
}
