// Reading the job, the bases, arrays and tables of the kernel.
import { address, get, integer, put } from '../../../wasm/assembly/memory';
import { BASES_AT, LENGTH, NO_TYPE, SPAN, TYPES } from '../folding-layout';

export { address, get, integer, put };

// @ts-ignore: decorator
@inline
export function add(array: usize, i: i32, value: f64): void {
  put(array, i, get(array, i) + value);
}

/** Address of row i of an array with so many doubles a row. */
// @ts-ignore: decorator
@inline
export function row(slot: usize, i: i32, width: i32): usize {
  return address(slot) + (<usize>(i * width) << 3);
}

// @ts-ignore: decorator
@inline
export function base(i: i32): i32 {
  return load<u8>(address(BASES_AT) + <usize>i);
}

/** Type of the pair i.j, or NO_TYPE. */
// @ts-ignore: decorator
@inline
export function typeOf(i: i32, j: i32): i32 {
  return <i32>get(TYPES, 5 * base(i) + base(j));
}

/** The last position that i can pair with. */
// @ts-ignore: decorator
@inline
export function lastPartner(i: i32): i32 {
  return min(integer(LENGTH), i + integer(SPAN));
}

export function clear(array: usize, doubles: i32): void {
  memory.fill(array, 0, <usize>doubles << 3);
}

/** Sum of a[i] b[i], i < count. */
export function dot(a: usize, b: usize, count: i32): f64 {
  let even = f64x2.splat(0.0);
  let odd = f64x2.splat(0.0);
  const end = a + (<usize>(count & ~3) << 3);
  while (a < end) {
    even = f64x2.add(even, f64x2.mul(v128.load(a), v128.load(b)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
    a += 32;
    b += 32;
  }
  if (count & 2) {
    even = f64x2.add(even, f64x2.mul(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
  }
  even = f64x2.add(even, odd);
  const sum = f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1);
  return count & 1 ? sum + load<f64>(a) * load<f64>(b) : sum;
}

/** target[i] += weight a[i], i < count. */
export function addScaled(target: usize, weight: f64, a: usize, count: i32): void {
  const both = f64x2.splat(weight);
  const end = target + (<usize>(count & ~1) << 3);
  while (target < end) {
    v128.store(target, f64x2.add(v128.load(target), f64x2.mul(both, v128.load(a))));
    target += 16;
    a += 16;
  }
  if (count & 1) store<f64>(target, load<f64>(target) + weight * load<f64>(a));
}

/** target[i] += weight a[i] b[i], i < count; returns the sum of a[i] b[i]. */
export function addProducts(target: usize, weight: f64, a: usize, b: usize, count: i32): f64 {
  const both = f64x2.splat(weight);
  let total = f64x2.splat(0.0);
  const end = target + (<usize>(count & ~1) << 3);
  while (target < end) {
    const products = f64x2.mul(v128.load(a), v128.load(b));
    total = f64x2.add(total, products);
    v128.store(target, f64x2.add(v128.load(target), f64x2.mul(both, products)));
    target += 16;
    a += 16;
    b += 16;
  }
  let sum = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
  if (count & 1) {
    const product = load<f64>(a) * load<f64>(b);
    sum += product;
    store<f64>(target, load<f64>(target) + weight * product);
  }
  return sum;
}
