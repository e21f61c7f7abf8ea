// What lies outside of pairs, over all windows, and sums of it for the stretches.
import {
  BAND, BEFORE_AT, BEFORE_MANY_AT, BEYOND_AT, BEYOND_MANY_AT, CLOSINGS, HAIRPIN_AT, HAIRPINS_AROUND_AT, HIGH, LENGTH,
  LOOP_ROW, LOOPS, LOW, MANY_AT, MISMATCH_GENERIC, MISMATCH_ONE, OUT_AT, OUT_BULGE_AT, OUT_BULGE_BY_END_AT, OUT_GENERIC_AT,
  OUT_MULTI_AT, OUT_ONE_AT, OUT_ONE_BY_END_AT, PAIR_AT, RIGHT_SIDES, SIDE_ROW, SIDES_AT, SPAN, STEMS_EXTERIOR, STEMS_MULTI,
  TERMINALS, WINDOW, WINDOW_ROW, WINDOWS_AT, WINDOWS_BY_END_AT,
} from '../folding-layout';
import { ends, neighbors, SMALL_LEFT, SMALL_LOOPS, SMALL_RIGHT, smallLoop } from './loops';
import { add, addProducts, addScaled, address, base, clear, dot, get, integer, put, row, typeOf } from './memory';

/** Sum over the windows that hold s..e: the weight of all else in it, by that of the window. */
export function beside(s: i32, e: i32): f64 {
  const window = integer(WINDOW);
  const width = integer(WINDOW_ROW);
  const first = max(1, e - window + 1);
  const last = min(s, integer(LENGTH) - window + 1);
  const before = row(WINDOWS_BY_END_AT, s - 1, width) + (<usize>(first - s + window) << 3);
  const after = row(WINDOWS_AT, e + 1, width) + (<usize>(first + window - 1 - e) << 3);
  return dot(before, after, last - first + 1);
}

export function fillOutside(): void {
  const band = integer(BAND);
  const low = integer(LOW);
  const high = integer(HIGH);
  clear(row(SIDES_AT, low, SIDE_ROW), (high - low + 1) * SIDE_ROW);
  clear(row(BEFORE_AT, low, band), band);
  clear(row(BEFORE_MANY_AT, low, band), band);
  clear(row(HAIRPINS_AROUND_AT, low, band), band);
  for (let k = low; k <= high; k++) {
    clear(row(OUT_AT, k, band), band);
    clear(row(OUT_GENERIC_AT, k, band), band);
    clear(row(OUT_ONE_AT, k, band), band);
    clear(row(OUT_BULGE_AT, k, band), band);
    clear(row(OUT_MULTI_AT, k, band), band);
    for (let l = k; l <= min(high, k + integer(SPAN)); l++) {
      const pair = get(row(PAIR_AT, k, band), l - k);
      if (pair > 0) {
        encloseInAll(k, l, pair);
      } else {
        put(row(OUT_ONE_BY_END_AT, l, band), l - k, 0.0);
        put(row(OUT_BULGE_BY_END_AT, l, band), l - k, 0.0);
      }
    }
    sumRow(k);
  }
  for (let p = low; p <= high; p++) {
    const sides = row(SIDES_AT, p, SIDE_ROW);
    for (let size = 29; size >= 1; size--) add(sides, size, get(sides, size + 1));
  }
}

/** The weight of all that can be outside of k.l, and that times the ends of the loops that k.l closes. */
function encloseInAll(k: i32, l: i32, pair: f64): void {
  const band = integer(BAND);
  const d = l - k;
  const type = typeOf(k, l);
  const stem = neighbors(type, k, l);
  const outside =
    beside(k, l) * get(STEMS_EXTERIOR, stem) +
    encloseInLoops(k, l, pair, type) +
    encloseInMultiloops(k, l) * get(STEMS_MULTI, stem);
  const outer = ends(type, base(k + 1), base(l - 1));
  const one = outside * get(MISMATCH_ONE, outer);
  const bulge = outside * get(TERMINALS, type);
  put(row(OUT_AT, k, band), d, outside);
  put(row(OUT_GENERIC_AT, k, band), d, outside * get(MISMATCH_GENERIC, outer));
  put(row(OUT_ONE_AT, k, band), d, one);
  put(row(OUT_BULGE_AT, k, band), d, bulge);
  put(row(OUT_ONE_BY_END_AT, l, band), d, one);
  put(row(OUT_BULGE_BY_END_AT, l, band), d, bulge);
  put(row(OUT_MULTI_AT, k, band), d, outside * get(CLOSINGS, outer));
}

/** Pairs that close a multiloop of which k.l is a stem. */
function encloseInMultiloops(k: i32, l: i32): f64 {
  const band = integer(BAND);
  const first = max(integer(LOW), l + 1 - integer(SPAN));
  // Stems to the right alone; to the left, with or without some to the right.
  let sum = get(row(BEFORE_MANY_AT, k, band), l - k);
  for (let i = k - 6; i >= first; i--) {
    const left = get(row(MANY_AT, i + 1, band), k - i - 2);
    sum += left * (get(row(BEYOND_AT, i, band), l - i) + get(row(BEYOND_MANY_AT, i, band), l - i));
  }
  return sum;
}

/** Pairs that close an interior loop with k.l; the loops are added to their sides. */
function encloseInLoops(k: i32, l: i32, pair: f64, type: i32): f64 {
  const band = integer(BAND);
  const span = integer(SPAN);
  const low = integer(LOW);
  const high = integer(HIGH);
  const d = l - k;
  const rightSides = row(SIDES_AT, l, SIDE_ROW);
  let sum = 0.0;
  for (let loop = 0; loop < SMALL_LOOPS; loop++) {
    const left = <i32>((SMALL_LEFT >> (4 * loop)) & 15);
    const right = <i32>((SMALL_RIGHT >> (4 * loop)) & 15);
    const i = k - 1 - left;
    const m = l + 1 + right;
    if (i < low || m > high || m - i > span) continue;
    const outside = get(row(OUT_AT, i, band), m - i);
    if (outside == 0) continue;
    const weight = outside * smallLoop(i, m, k, l, typeOf(i, m), type ^ 1);
    sum += weight;
    if (left > 0) add(row(SIDES_AT, i, SIDE_ROW), left, weight * pair);
    if (right > 0) add(rightSides, right, weight * pair);
  }

  const inner = ends(type ^ 1, base(l + 1), base(k - 1));
  const terminal = get(TERMINALS, type);
  const mismatchOne = get(MISMATCH_ONE, inner);
  const mismatch = get(MISMATCH_GENERIC, inner);

  // Bulges on the right (i = k - 1) and on the left (m = l + 1).
  let i = k - 1;
  let m = l + 1;
  if (i >= low) {
    const most = min(30, min(high, i + span) - l - 1);
    if (most >= 2) {
      const out = row(OUT_BULGE_AT, i, band) + (<usize>(d + 4) << 3);
      sum += terminal * addProducts(rightSides + 16, terminal * pair, out, LOOPS + 16, most - 1);
    }
  }
  if (m <= high) {
    const most = min(min(30, span - d - 2), k - 1 - low);
    const out = row(OUT_BULGE_BY_END_AT, m, band);
    for (let size = 2; size <= most; size++) {
      const weight = get(out, d + 2 + size) * get(LOOPS, size) * terminal;
      sum += weight;
      add(row(SIDES_AT, k - 1 - size, SIDE_ROW), size, weight * pair);
    }
  }
  // Sides of 1 nt on the left (i = k - 2) and on the right (m = l + 2).
  i = k - 2;
  m = l + 2;
  const ones = LOOPS + (LOOP_ROW << 3);
  if (i >= low) {
    const most = min(29, min(high, i + span) - l - 1);
    if (most >= 3) {
      const out = row(OUT_ONE_AT, i, band) + (<usize>(d + 6) << 3);
      const weight = mismatchOne * addProducts(rightSides + 24, mismatchOne * pair, out, ones + 24, most - 2);
      sum += weight;
      add(row(SIDES_AT, i, SIDE_ROW), 1, weight * pair);
    }
  }
  if (m <= high) {
    const most = min(min(29, span - d - 3), k - 1 - low);
    const out = row(OUT_ONE_BY_END_AT, m, band);
    let all = 0.0;
    for (let size = 3; size <= most; size++) {
      const weight = get(out, d + 3 + size) * get(ones, size) * mismatchOne;
      all += weight;
      add(row(SIDES_AT, k - 1 - size, SIDE_ROW), size, weight * pair);
    }
    sum += all;
    add(rightSides, 1, all * pair);
  }
  // Generic loops, both sides of 2 nt or more.
  clear(RIGHT_SIDES, 32);
  const mostLeft = min(min(28, k - 1 - low), span - d - 4);
  for (let left = 2; left <= mostLeft; left++) {
    i = k - 1 - left;
    const most = min(30 - left, min(high, i + span) - l - 1);
    if (most < 2) continue;
    const out = row(OUT_GENERIC_AT, i, band) + (<usize>(d + left + 4) << 3);
    const loops = LOOPS + (<usize>(LOOP_ROW * left + 2) << 3);
    const weight = mismatch * addProducts(RIGHT_SIDES + 16, mismatch, out, loops, most - 1);
    sum += weight;
    add(row(SIDES_AT, i, SIDE_ROW), left, weight * pair);
  }
  addScaled(rightSides, pair, RIGHT_SIDES, 31);
  return sum;
}

/** Sums over the pairs that begin at k, for the pairs and stretches that begin behind it. */
function sumRow(k: i32): void {
  const band = integer(BAND);
  const span = integer(SPAN);
  const high = integer(HIGH);
  const last = min(high, k + span) - k;
  const out = row(OUT_AT, k, band);
  const multi = row(OUT_MULTI_AT, k, band);
  const alone = row(HAIRPIN_AT, k, band);
  const beyond = row(BEYOND_AT, k, band);
  const beyondMany = row(BEYOND_MANY_AT, k, band);
  clear(beyond, band);
  clear(beyondMany, band);
  for (let c = last - 1; c >= 0; c--) put(beyond, c, get(beyond, c + 1) + get(multi, c + 1));
  // One stem or more needs e + 1 .. m - 1 of 5 nt.
  for (let c = 0; c <= last - 6; c++) {
    const many = row(MANY_AT, k + c + 1, band);
    put(beyondMany, c, dot(multi + (<usize>(c + 6) << 3), many + (4 << 3), last - c - 5));
  }
  if (k == high) return;
  const before = row(BEFORE_AT, k + 1, band);
  const beforeMany = row(BEFORE_MANY_AT, k + 1, band);
  const around = row(HAIRPINS_AROUND_AT, k + 1, band);
  clear(before, band);
  clear(beforeMany, band);
  clear(around, band);
  let hairpins = 0.0;
  for (let c = span - 1; c >= 0; c--) {
    put(before, c, get(row(BEFORE_AT, k, band), c + 1) + get(multi, c + 1));
    put(beforeMany, c, get(row(BEFORE_MANY_AT, k, band), c + 1) + get(beyondMany, c + 1));
    // Hairpins of pairs k.j with j > e = k + 1 + c.
    put(around, c, get(row(HAIRPINS_AROUND_AT, k, band), c + 1) + hairpins);
    const pair = get(out, c + 1);
    if (pair > 0) hairpins += pair * get(alone, c + 1);
  }
}
