// Median of ratios: mean logarithms by gene, then medians by sample.
import * as at from '../kernel-layout';
import { address, get, getInt, integer, put } from './context';
import { medianInPlace } from './median';
import { log2Lanes, sumLanes } from './vector';

/** mean_j ln K_gj, -Infinity where a count is 0; or the sum over positive counts by the number of samples. */
export function logMean(g: i32): void {
  const m = integer(at.SAMPLES);
  const positiveOnly = integer(at.POSITIVE_ONLY) != 0;
  const row = address(at.COUNTS_AT) + <usize>g * <usize>m * 4;
  const zero = i32x4.splat(0);
  let j = 0;
  let hasZero = false;
  for (; j + 3 < m; j += 4) {
    if (v128.any_true(i32x4.eq(v128.load(row + (<usize>j << 2)), zero))) hasZero = true;
  }
  for (; j < m; j++) if (getInt(row, j) == 0) hasZero = true;
  let mean = -Infinity;
  if (!hasZero) mean = sumOfLogs(row, m) / <f64>m;
  else if (positiveOnly) mean = sumOfPositiveLogs(row, m) / <f64>m;
  put(address(at.LOG_MEANS_AT), g, mean);
}

function sumOfLogs(row: usize, m: i32): f64 {
  let sums = f64x2.splat(0.0);
  let j = 0;
  for (; j + 1 < m; j += 2) {
    const counts = f64x2.convert_low_i32x4_s(v128.load64_zero(row + (<usize>j << 2)));
    sums = f64x2.add(sums, log2Lanes(counts));
  }
  return sumLanes(sums) + (j < m ? Math.log(<f64>getInt(row, j)) : 0.0);
}

function sumOfPositiveLogs(row: usize, m: i32): f64 {
  let sum = 0.0;
  let positive = 0;
  for (let j = 0; j < m; j++) {
    const k = getInt(row, j);
    if (k == 0) continue;
    sum += Math.log(<f64>k);
    positive++;
  }
  return positive ? sum : -Infinity;
}

/** Medians of ln K_gj - mean over the genes in use with K_gj > 0, for a block of samples. */
export function medianRatios(block: i32, thread: i32): void {
  const m = integer(at.SAMPLES);
  const usable = integer(at.USABLE);
  const genes = address(at.USABLE_AT);
  const means = address(at.LOG_MEANS_AT);
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
      const pair = f64x2.replace_lane(f64x2.splat(<f64>max(k0, 1)), 1, <f64>max(k1, 1));
      const ratios = f64x2.sub(log2Lanes(pair), f64x2.splat(get(means, g)));
      store<f64>(a, f64x2.extract_lane(ratios, 0));
      store<f64>(b, f64x2.extract_lane(ratios, 1));
      a += k0 > 0 ? 8 : 0;
      b += k1 > 0 ? 8 : 0;
    }
    const column = columns + <usize>c * stride;
    put(address(at.MEDIANS_AT), first + c, medianInPlace(column, <i32>((a - column) >> 3)));
    if (isPair) put(address(at.MEDIANS_AT), first + c + 1, medianInPlace(column + stride, <i32>((b - column - stride) >> 3)));
  }
}
