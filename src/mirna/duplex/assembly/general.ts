// The recursion for any limits of loops and bulges, any helix, and next to masked bases: every loop by itself.
import {
  AFTER, AFTER_BULGE, AFTER_END, AFTER_MISMATCH, AFTER_SIZE, AFTER_STACK, BARRIERS, BEFORE, BEFORE_MISMATCH, BEFORE_SIZE,
  BEFORE_START, BLOCK, BULGES, CLOSED, FOUR, FOUR_LOOP21, FOUR_LOOP22, FOUR_SIZE, INFINITE, INNER, LOOPS, MASKS, PROFILE,
  ROW, TARGET, THREE, THREE_BULGE, THREE_LOOP11, THREE_LOOP12, THREE_SIZE,
} from '../duplex-layout';
import { begin, best, note, openBlock } from './rows';
import { add, min } from './vectors';

@inline
function beyond(value: v128, shift: i32, column: i32): v128 {
  return i16x8.max_s(value, v128.load(BARRIERS + shift * PROFILE + column));
}

@inline
function term(a: v128, source: i32, table: i32): v128 {
  return min(a, add(v128.load(source), v128.load(table)));
}

/**
 * closed(i, j) for the target positions low .. high-1, from the right; returns the least energy, at most `limit`.
 *
 * @param columns vectors of eight lanes that hold the miRNA
 * @param isMasked 1 if a masked base follows position high-1: RNAhybrid then drops generic loops near it
 */
export function foldGeneral(
  low: i32, high: i32, limit: i32, columns: i32, maxLoop: i32, maxBulge: i32, isMasked: i32,
): i32 {
  begin(limit);
  const infinite = i16x8.splat(<i16>INFINITE);
  for (let right = high; right > low; right -= BLOCK) {
    const left = max(low, right - BLOCK);
    openBlock(right - left, right == high);
    for (let i = right - 1; i >= left; i--) {
      const x = TARGET + i;
      const base = <i32>load<u8>(x);
      const context2 = base * 5 + load<u8>(x, 1);
      const context3 = context2 * 5 + load<u8>(x, 2);
      const context4 = context3 * 5 + load<u8>(x, 3);
      const free = isMasked ? high - i : BLOCK;
      const smallS = free <= 3 ? 0 : maxLoop;
      const largeT = free <= maxLoop + 1 ? 2 : maxLoop;
      let totals = infinite;
      for (let column = 0; column < columns * 16; column += 16) {
        const mask = MASKS + base * PROFILE + column;
        const before = BEFORE + (base * 5 + load<u8>(x - 1)) * BEFORE_SIZE + column;
        const after = AFTER + context2 * AFTER_SIZE + column;
        const three = THREE + context3 * THREE_SIZE + column;
        const four = FOUR + context4 * FOUR_SIZE + column;
        const c = CLOSED + (i - left) * ROW + column;
        const h = INNER + (i - left) * ROW + column;
        let a = infinite;
        for (let s = 1; s <= smallS; s++) {
          const maxT = s < 3 ? maxLoop : min_i32(largeT, maxLoop);
          for (let t = s < 3 ? 3 : 1; t <= maxT; t++) {
            const inner = v128.load(h + (s + 1) * ROW + 2 * (t + 1));
            a = min(a, beyond(add(inner, v128.load(LOOPS + 16 * (16 * s + t))), t + 1, column));
          }
        }
        a = add(a, v128.load(after, AFTER_MISMATCH));
        for (let size = 2; size <= maxBulge; size++) {
          const k = v128.load(BULGES + 16 * size);
          a = min(a, beyond(add(v128.load(c + (size + 1) * ROW + 2), k), 1, column));
          a = min(a, beyond(add(v128.load(c + ROW + 2 * (size + 1)), k), size + 1, column));
        }
        a = min(a, v128.load(after, AFTER_END));
        a = term(a, c + ROW + 2, after + AFTER_STACK);
        a = term(a, c + ROW + 4, after + AFTER_BULGE);
        a = term(a, c + 2 * ROW + 2, three + THREE_BULGE);
        a = term(a, c + 2 * ROW + 4, three + THREE_LOOP11);
        a = term(a, c + 2 * ROW + 6, three + THREE_LOOP12);
        a = term(a, c + 3 * ROW + 4, four + FOUR_LOOP21);
        a = term(a, c + 3 * ROW + 6, four + FOUR_LOOP22);
        a = i16x8.max_s(a, v128.load(mask));
        v128.store(c, a);
        v128.store(h, add(a, v128.load(before, BEFORE_MISMATCH)));
        totals = min(totals, add(a, v128.load(before, BEFORE_START)));
      }
      if (v128.any_true(i16x8.le_s(totals, best))) note(totals, i);
    }
  }
  return i16x8.extract_lane_s(best, 0);
}

function min_i32(a: i32, b: i32): i32 {
  return a < b ? a : b;
}
