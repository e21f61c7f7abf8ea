// Weights of what pairs enclose, and of the windows.
import {
  BAND, CLOSINGS, HAIRPIN_AT, LENGTH, LOOP_ROW, LOOPS_TURNED, MANY_AT, MISMATCH_GENERIC, MISMATCH_ONE, NO_TYPE, PAIR_AT,
  PAIR_BULGE_AT, PAIR_BULGE_BY_END_AT, PAIR_GENERIC_AT, PAIR_ONE_AT, PAIR_ONE_BY_END_AT, SPAN, STEM_AT, STEM_SUM_AT, STEMS_AT,
  STEMS_EXTERIOR, STEMS_MULTI, TERMINALS, WINDOW, WINDOW_ROW, WINDOWS_AT, WINDOWS_BY_END_AT,
} from '../folding-layout';
import { ends, hairpin, neighbors, SMALL_LEFT, SMALL_LOOPS, SMALL_RIGHT, smallLoop } from './loops';
import { addScaled, base, clear, dot, get, integer, lastPartner, put, row, typeOf } from './memory';

/** Pairs and stems of all positions. */
export function fillPairs(): void {
  const n = integer(LENGTH);
  const band = integer(BAND);
  for (let i = n; i >= 1; i--) {
    clear(row(PAIR_AT, i, band), band);
    clear(row(PAIR_GENERIC_AT, i, band), band);
    clear(row(PAIR_ONE_AT, i, band), band);
    clear(row(PAIR_BULGE_AT, i, band), band);
    clear(row(STEMS_AT, i, band), band);
    clear(row(MANY_AT, i, band), band);
    clear(row(STEM_SUM_AT, i, band), band);
    const last = lastPartner(i);
    let stem = 0.0;
    for (let j = i; j <= last; j++) {
      const d = j - i;
      const type = d >= 4 ? typeOf(i, j) : NO_TYPE;
      if (type != NO_TYPE) {
        const pair = closePair(i, j, type);
        stem += pair * get(STEMS_MULTI, neighbors(type, i, j));
      } else {
        put(row(PAIR_ONE_BY_END_AT, j, band), d, 0.0);
        put(row(PAIR_BULGE_BY_END_AT, j, band), d, 0.0);
      }
      put(row(STEM_AT, j, band), integer(SPAN) - d, stem);
      joinStems(i, j, stem);
    }
  }
}

/** The weight of all that the pair i.j can enclose. */
function closePair(i: i32, j: i32, type: i32): f64 {
  const band = integer(BAND);
  const d = j - i;
  const afterI = base(i + 1);
  const beforeJ = base(j - 1);
  const alone = hairpin(i, j, type);
  put(row(HAIRPIN_AT, i, band), d, alone);
  let weight = alone + get(CLOSINGS, ends(type, afterI, beforeJ)) * get(row(STEMS_AT, i + 1, band), d - 2);

  for (let loop = 0; loop < SMALL_LOOPS; loop++) {
    const k = i + 1 + <i32>((SMALL_LEFT >> (4 * loop)) & 15);
    const l = j - 1 - <i32>((SMALL_RIGHT >> (4 * loop)) & 15);
    if (l - k < 4) continue;
    const pair = get(row(PAIR_AT, k, band), l - k);
    if (pair > 0) weight += pair * smallLoop(i, j, k, l, type, typeOf(l, k));
  }

  // Of the loops with a left side of `left`, the inner spans from `shortest` on, the longest right side first.
  const shortest = max(4, d - 32);
  const bulges =
    insideRow(row(PAIR_BULGE_AT, i + 1, band), shortest, d - 4, 0, d) +
    insideRow(row(PAIR_BULGE_BY_END_AT, j - 1, band), shortest, d - 4, 0, d);
  weight += bulges * get(TERMINALS, type);
  const ones =
    insideRow(row(PAIR_ONE_AT, i + 2, band), shortest, d - 6, 1, d) +
    insideRow(row(PAIR_ONE_BY_END_AT, j - 2, band), shortest, d - 6, 1, d);
  weight += ones * get(MISMATCH_ONE, ends(type, afterI, beforeJ));
  weight += genericLoops(i, d, shortest) * get(MISMATCH_GENERIC, ends(type, afterI, beforeJ));

  put(row(PAIR_AT, i, band), d, weight);
  const inner = ends(type ^ 1, base(j + 1), base(i - 1));
  const one = weight * get(MISMATCH_ONE, inner);
  const bulge = weight * get(TERMINALS, type);
  put(row(PAIR_GENERIC_AT, i, band), d, weight * get(MISMATCH_GENERIC, inner));
  put(row(PAIR_ONE_AT, i, band), d, one);
  put(row(PAIR_BULGE_AT, i, band), d, bulge);
  put(row(PAIR_ONE_BY_END_AT, j, band), d, one);
  put(row(PAIR_BULGE_BY_END_AT, j, band), d, bulge);
  return weight;
}

/** Loops of a row of inner pairs with spans from..to, in a pair of span d. */
// @ts-ignore: decorator
@inline
function insideRow(pairs: usize, from: i32, to: i32, left: i32, d: i32): f64 {
  if (to < from) return 0.0;
  const loops = LOOPS_TURNED + (<usize>(LOOP_ROW * left + from - (d - 2 - left) + 30) << 3);
  return dot(pairs + (<usize>from << 3), loops, to - from + 1);
}

/** Generic loops, both sides of 2 nt or more; rows are read four at a time, beyond their ends where the loops have zeros. */
function genericLoops(i: i32, d: i32, shortest: i32): f64 {
  const width = <usize>integer(BAND) << 3;
  let even = f64x2.splat(0.0);
  let odd = f64x2.splat(0.0);
  let pairs = row(PAIR_GENERIC_AT, i + 3, integer(BAND)) + (<usize>shortest << 3);
  let loops = LOOPS_TURNED + (<usize>(LOOP_ROW * 2 + shortest - d + 34) << 3);
  let end = pairs + (<usize>(d - 5 - shortest) << 3);
  for (let left = 2; left <= min(28, d - 8); left++) {
    let a = pairs;
    let b = loops;
    while (a < end) {
      even = f64x2.add(even, f64x2.mul(v128.load(a), v128.load(b)));
      odd = f64x2.add(odd, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
      a += 32;
      b += 32;
    }
    // One row on, and one span less.
    pairs += width;
    end += width - 8;
    loops += (LOOP_ROW + 1) << 3;
  }
  even = f64x2.add(even, odd);
  return f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1);
}

/** Two stems or more, and one or more, in i..j. */
function joinStems(i: i32, j: i32, stem: f64): void {
  const band = integer(BAND);
  const d = j - i;
  const many = row(MANY_AT, i, band);
  let two = 0.0;
  // The first stem needs i .. i + 4, the last one begins at k <= j - 4.
  if (d >= 9) {
    const stems = row(STEM_AT, j, band) + (<usize>(integer(SPAN) - d + 5) << 3);
    two = dot(many + (4 << 3), stems, d - 8);
  }
  const sum = stem + (d > 0 ? get(row(STEM_SUM_AT, i + 1, band), d - 1) : 0.0);
  put(row(STEM_SUM_AT, i, band), d, sum);
  put(row(STEMS_AT, i, band), d, two);
  put(many, d, two + sum);
}

/** All structures of all stretches of up to a window; then those that begin a window, by the weight of the window. */
export function fillWindows(): void {
  const n = integer(LENGTH);
  const window = integer(WINDOW);
  const width = integer(WINDOW_ROW);
  for (let j = 0; j <= n; j++) {
    const first = max(1, j - window + 1);
    const all = row(WINDOWS_BY_END_AT, j, width);
    clear(all, width);
    put(all, window, 1.0); // a = j + 1: nothing
    put(row(WINDOWS_AT, j + 1, width), 0, 1.0);
    if (j == 0) continue;
    const before = row(WINDOWS_BY_END_AT, j - 1, width);
    for (let a = first; a <= j; a++) put(all, a - j + window - 1, get(before, a - j + window));
    addLastPairs(j, first, all);
    for (let a = first; a <= j; a++) put(row(WINDOWS_AT, a, width), j - a + 1, get(all, a - j + window - 1));
  }
  for (let j = 0; j <= n; j++) {
    const all = row(WINDOWS_BY_END_AT, j, width);
    for (let a = max(1, j - window + 1); a <= min(j + 1, n - window + 1); a++) {
      const at = a - j + window - 1;
      put(all, at, get(all, at) / get(row(WINDOWS_AT, a, width), window));
    }
  }
}

/** Adds the structures of a..j in which j pairs. */
function addLastPairs(j: i32, first: i32, all: usize): void {
  const band = integer(BAND);
  const width = integer(WINDOW_ROW);
  const window = integer(WINDOW);
  for (let k = max(first, j - integer(SPAN)); k <= j - 4; k++) {
    const pair = get(row(PAIR_AT, k, band), j - k);
    if (pair == 0) continue;
    const stem = pair * get(STEMS_EXTERIOR, neighbors(typeOf(k, j), k, j));
    const before = row(WINDOWS_BY_END_AT, k - 1, width) + (<usize>(first - k + window) << 3);
    addScaled(all + (<usize>(first - j + window - 1) << 3), stem, before, k - first + 1);
  }
}
