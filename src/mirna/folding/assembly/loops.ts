// Weights of hairpins and of the loops that have tables of their own.
import {
  BULGE_OF_ONE, HAIRPINS, LOOP_OF_23, LOOPS_11, LOOPS_21, LOOPS_22, MISMATCH_23, MISMATCH_HAIRPIN, SPECIALS_AT, STACKS,
  TERMINALS,
} from '../folding-layout';
import { address, base, get } from './memory';

/** Position in a table [type x base x base]. */
// @ts-ignore: decorator
@inline
export function ends(type: i32, first: i32, second: i32): i32 {
  return 25 * type + 5 * first + second;
}

/** Position in a table of stems: [type x neighbor before i x neighbor after j]. */
// @ts-ignore: decorator
@inline
export function neighbors(type: i32, i: i32, j: i32): i32 {
  return 36 * type + 6 * base(i - 1) + base(j + 1);
}

export function hairpin(i: i32, j: i32, type: i32): f64 {
  const size = j - i - 1;
  if (size <= 6 && size != 5) {
    const special = get(address(SPECIALS_AT), 3 * i + (size == 6 ? 2 : size - 3));
    if (special > 0) return special;
    if (size == 3) return get(HAIRPINS, 3) * get(TERMINALS, type);
  }
  return get(HAIRPINS, size) * get(MISMATCH_HAIRPIN, ends(type, base(i + 1), base(j - 1)));
}

/**
 * The loop between i.j and k.l of a stack, a bulge of 1, or sides of 1x1, 1x2, 2x1, 2x2, 2x3 and 3x2.
 *
 * @param inner type of l.k
 */
export function smallLoop(i: i32, j: i32, k: i32, l: i32, outer: i32, inner: i32): f64 {
  const left = k - i - 1;
  const right = j - l - 1;
  const pairs = 6 * outer + inner;
  if (left + right == 0) return get(STACKS, pairs);
  if (left + right == 1) return get(BULGE_OF_ONE, 0) * get(STACKS, pairs);
  const afterI = base(i + 1);
  const beforeJ = base(j - 1);
  const beforeK = base(k - 1);
  const afterL = base(l + 1);
  if (left + right == 2) return get(LOOPS_11, 25 * pairs + 5 * afterI + beforeJ);
  if (left + right == 3) {
    return left == 1
      ? get(LOOPS_21, 125 * pairs + 25 * afterI + 5 * afterL + beforeJ)
      : get(LOOPS_21, 125 * (6 * inner + outer) + 25 * afterL + 5 * afterI + beforeK);
  }
  if (left + right == 4) return get(LOOPS_22, 625 * pairs + 125 * afterI + 25 * beforeK + 5 * afterL + beforeJ);
  const mismatches = get(MISMATCH_23, ends(outer, afterI, beforeJ)) * get(MISMATCH_23, ends(inner, afterL, beforeK));
  return get(LOOP_OF_23, 0) * mismatches;
}

/** Left sides of the loops of `smallLoop`, four bits each from the lowest, and their right sides. */
export const SMALL_LEFT: u64 = 0x322211010;
export const SMALL_RIGHT: u64 = 0x232121100;
export const SMALL_LOOPS: i32 = 9;
