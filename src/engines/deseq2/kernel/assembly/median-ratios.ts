// Median of ratios: mean logarithms by gene, then medians by sample; with the bits of R, which the search for dispersions
// follows.
import * as at from '../kernel-layout';
import { address, get, getInt, integer, put } from './context';
import { expExact, fma, logExact } from '../../../../wasm/assembly/exact';
import { medianInPlace } from './row-median';

// @ts-ignore: decorator
@inline
function logCount(table: usize, k: i32): f64 {
  return k < at.LOG_COUNTS ? get(table, k) : logExact(<f64>k);
}

/** mean_j ln K_gj, -Infinity where a count is 0; or the sum over positive counts by the number of samples. */
export function logMean(g: i32): void {
  const m = integer(at.SAMPLES);
  const table = address(at.LOG_COUNTS_AT);
  const row = address(at.COUNTS_AT) + <usize>g * <usize>m * 4;
  let sum = 0.0;
  let carry = 0.0;
  let positive = 0;
  for (let j = 0; j < m; j++) {
    const k = getInt(row, j);
    if (k == 0) continue;
    // The sum carries its rounding errors, as carriedSum of src/stats does.
    const value = logCount(table, k);
    const next = sum + value;
    const added = next - sum;
    carry += sum - (next - added) + (value - added);
    sum = next;
    positive++;
  }
  let mean = -Infinity;
  if (integer(at.POSITIVE_ONLY) != 0) {
    // R goes through the geometric means themselves.
    if (positive > 0) mean = logExact(expExact((sum + carry) / <f64>m));
  } else if (positive == m) {
    const quotient = (sum + carry) / <f64>m;
    mean = quotient + (fma(-quotient, <f64>m, sum) + carry) / <f64>m;
  }
  put(address(at.LOG_MEANS_AT), g, mean);
}

/** Medians of ln K_gj - mean over the genes in use with K_gj > 0, for a block of samples. */
export function medianRatios(block: i32, thread: i32): void {
  const m = integer(at.SAMPLES);
  const usable = integer(at.USABLE);
  const genes = address(at.USABLE_AT);
  const means = address(at.LOG_MEANS_AT);
  const table = address(at.LOG_COUNTS_AT);
  const counts = address(at.COUNTS_AT);
  const first = block * at.RATIO_SAMPLES;
  const columns = address(at.SCRATCH_AT) + <usize>thread * <usize>integer(at.SCRATCH_BYTES);
  const stride = <usize>(usable + 1) << 3;
  const width = min(at.RATIO_SAMPLES, m - first);
  for (let c = 0; c < width; c += 2) {
    let a = columns + <usize>c * stride;
    let b = a + stride;
    const isPair = c + 1 < width;
    for (let i = 0; i < usable; i++) {
      const g = getInt(genes, i);
      const row = counts + ((<usize>g * <usize>m + <usize>(first + c)) << 2);
      const k0 = load<i32>(row);
      const k1 = isPair ? load<i32>(row, 4) : 0;
      const mean = get(means, g);
      store<f64>(a, logCount(table, k0) - mean);
      store<f64>(b, logCount(table, k1) - mean);
      a += k0 > 0 ? 8 : 0;
      b += k1 > 0 ? 8 : 0;
    }
    const column = columns + <usize>c * stride;
    put(address(at.MEDIANS_AT), first + c, medianInPlace(column, <i32>((a - column) >> 3)));
    if (isPair) put(address(at.MEDIANS_AT), first + c + 1, medianInPlace(column + stride, <i32>((b - column - stride) >> 3)));
  }
}
