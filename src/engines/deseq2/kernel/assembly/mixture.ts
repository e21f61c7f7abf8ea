// ashr's mixture of normal distributions, row by row or component by component: the sums of the host's twin
// (shrink/mixture-rows.ts) in the same order, so with the same bits, whatever the number of threads.
import { normalUpperTail } from './normal';
import { exp, log } from '../../../../wasm/assembly/portable';
import * as at from '../kernel-layout';
import { address, get, getInt, integer, put } from './context';

// @ts-ignore: decorator
@inline
function rowAt(i: i32): usize {
  return address(at.LIKELIHOODS_AT) + ((<usize>i * <usize>integer(at.STRIDE)) << 3);
}

/** Densities of an effect under each component over the largest of them, and the logarithm of that one. */
export function densities(i: i32): void {
  const components = integer(at.COMPONENTS);
  const deviations = address(at.DEVIATIONS_AT);
  const row = rowAt(i);
  const b = get(address(at.ESTIMATES_AT), i);
  const s = get(address(at.ERRORS_AT), i);
  const constant = log(2.0 * Math.PI);
  let largest = -Infinity;
  for (let k = 0; k < components; k++) {
    const deviation = get(deviations, k);
    const variance = deviation * deviation + s * s;
    const value = -0.5 * (constant + log(variance) + (b * b) / variance);
    put(row, k, value);
    if (value > largest) largest = value;
  }
  for (let k = 0; k < components; k++) put(row, k, exp(get(row, k) - largest));
  put(address(at.LARGEST_AT), i, largest);
}

/** The likelihood of a row under the mixture: its reciprocal and logarithm. */
export function mix(i: i32): void {
  const components = integer(at.COMPONENTS);
  const proportions = address(at.PROPORTIONS_AT);
  const row = rowAt(i);
  let value = 0.0;
  for (let k = 0; k < components; k++) value += get(row, k) * get(proportions, k);
  put(address(at.INVERSES_AT), i, 1.0 / value);
  put(address(at.LOGS_AT), i, log(value));
}

/** Sums over rows of L_ik / (L pi)_i of eight components. */
export function sumRatios(block: i32): void {
  const rows = integer(at.GENES);
  const stride = <usize>integer(at.STRIDE) << 3;
  const inverses = address(at.INVERSES_AT);
  const offset = <usize>block << 6;
  let row = address(at.LIKELIHOODS_AT) + offset;
  let a = f64x2.splat(0.0);
  let b = a;
  let c = a;
  let d = a;
  for (let i = 0; i < rows; i++, row += stride) {
    const inverse = v128.load64_splat(inverses + (<usize>i << 3));
    a = f64x2.add(a, f64x2.mul(v128.load(row), inverse));
    b = f64x2.add(b, f64x2.mul(v128.load(row, 16), inverse));
    c = f64x2.add(c, f64x2.mul(v128.load(row, 32), inverse));
    d = f64x2.add(d, f64x2.mul(v128.load(row, 48), inverse));
  }
  const sums = address(at.RATIO_SUMS_AT) + offset;
  v128.store(sums, a);
  v128.store(sums, b, 16);
  v128.store(sums, c, 32);
  v128.store(sums, d, 48);
}

/**
 * Sums over rows of products of two ratios L_ik / (L pi)_i, of members in blocks of four by four: those of every
 * SHARES-th block from `share` on, below the diagonal or on it.
 */
export function sumProducts(share: i32, thread: i32): void {
  const rows = integer(at.GENES);
  const members = integer(at.MEMBERS);
  const indices = address(at.MEMBERS_AT);
  const shares = integer(at.SHARES);
  const inverses = address(at.INVERSES_AT);
  const blocks = (members + 3) >> 2;
  const width = <usize>blocks << 5;
  const sums = address(at.PRODUCT_SUMS_AT);
  const tile = address(at.SCRATCH_AT) + <usize>thread * <usize>integer(at.SCRATCH_BYTES);
  for (let first = 0; first < rows; first += at.PRODUCT_ROWS) {
    const count = min(at.PRODUCT_ROWS, rows - first);
    for (let i = 0; i < count; i++) {
      const row = rowAt(first + i);
      const scaled = tile + <usize>i * width;
      const inverse = get(inverses, first + i);
      for (let c = 0; c < members; c++) put(scaled, c, get(row, getInt(indices, c)) * inverse);
      for (let c = members; c < blocks << 2; c++) put(scaled, c, 0.0);
    }
    let block = 0;
    for (let c = 0; c < blocks; c++) {
      for (let d = 0; d <= c; d++, block++) {
        if (block % shares == share) addProducts(tile, count, width, <usize>c << 5, <usize>d << 5, sums);
      }
    }
  }
}

function addProducts(tile: usize, count: i32, width: usize, c: usize, d: usize, sums: usize): void {
  const to = sums + (c >> 3) * width + d;
  let a0 = v128.load(to);
  let a1 = v128.load(to, 16);
  let b0 = v128.load(to + width);
  let b1 = v128.load(to + width, 16);
  let c0 = v128.load(to + 2 * width);
  let c1 = v128.load(to + 2 * width, 16);
  let d0 = v128.load(to + 3 * width);
  let d1 = v128.load(to + 3 * width, 16);
  let row = tile;
  for (let i = 0; i < count; i++, row += width) {
    const low = v128.load(row + d);
    const high = v128.load(row + d, 16);
    const a = v128.load64_splat(row + c);
    a0 = f64x2.add(a0, f64x2.mul(a, low));
    a1 = f64x2.add(a1, f64x2.mul(a, high));
    const b = v128.load64_splat(row + c, 8);
    b0 = f64x2.add(b0, f64x2.mul(b, low));
    b1 = f64x2.add(b1, f64x2.mul(b, high));
    const e = v128.load64_splat(row + c, 16);
    c0 = f64x2.add(c0, f64x2.mul(e, low));
    c1 = f64x2.add(c1, f64x2.mul(e, high));
    const f = v128.load64_splat(row + c, 24);
    d0 = f64x2.add(d0, f64x2.mul(f, low));
    d1 = f64x2.add(d1, f64x2.mul(f, high));
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to + width, b0);
  v128.store(to + width, b1, 16);
  v128.store(to + 2 * width, c0);
  v128.store(to + 2 * width, c1, 16);
  v128.store(to + 3 * width, d0);
  v128.store(to + 3 * width, d1, 16);
}

/** What is believed of the effect of a row: the twin of `writePosterior` (shrink/normal-mixture-prior.ts). */
export function judge(i: i32): void {
  const components = integer(at.COMPONENTS);
  const deviations = address(at.DEVIATIONS_AT);
  const proportions = address(at.PROPORTIONS_AT);
  const row = rowAt(i);
  const b = get(address(at.ESTIMATES_AT), i);
  const s = get(address(at.ERRORS_AT), i);
  let total = 0.0;
  let mean = 0.0;
  let square = 0.0;
  let negative = 0.0;
  for (let k = 0; k < components; k++) {
    const proportion = get(proportions, k);
    if (proportion == 0.0) continue;
    const weight = proportion * get(row, k);
    const deviation = get(deviations, k);
    const sd2 = deviation * deviation;
    const share = sd2 / (sd2 + s * s);
    const center = b * share;
    const variance = share * s * s;
    total += weight;
    mean += weight * center;
    square += weight * (variance + center * center);
    negative += weight * normalUpperTail(center / sqrt(variance));
  }
  mean /= total;
  negative /= total;
  put(address(at.MODES_AT), i, mean);
  put(address(at.VARIANCES_AT), i, sqrt(max(square / total - mean * mean, 0.0)));
  put(address(at.FALSE_SIGNS_AT), i, negative > 0.5 ? 1.0 - negative : negative);
}
