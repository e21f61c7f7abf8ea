// What the recursion with a helix needs beside fold.ts: the helix itself, and the rows around a stretch.
import {
  AFTER, AFTER_END, AFTER_SIZE, AFTER_STACK, CLOSED, INFINITE, INNER, LIMITS, PROFILE, REACH, REST, ROW, THREE, THREE_BULGE,
  THREE_SIZE,
} from '../duplex-layout';
import { best, fillInfinite, FIRST_DIAGONALS, resetDiagonals } from './rows';

@inline
function afterContext(x: i32): i32 {
  return AFTER + (<i32>load<u8>(x) * 5 + load<u8>(x, 1)) * AFTER_SIZE;
}

/** Sets the highest energies at which cells can still be part of a duplex of at most the best energy. */
export function updateLimits(): void {
  for (let column = 0; column < PROFILE; column += 16) {
    v128.store(LIMITS + column, i16x8.sub_sat_s(best, v128.load(REST + column)));
  }
}

/**
 * Energy of a helix with stacks of `energy` whose last pair is x and lane first + size - 1, and of its end: nothing more, or
 * a pair of nt 1, stacked or over a target bulge of 1. (A larger bulge costs at least 2.8, more than the bases on its far
 * pair can give back.) INFINITE if no duplex of at most the best energy can hold it.
 */
export function closeHelix(energy: i32, x: i32, first: i32, size: i32, lanes: i32): i32 {
  const last = first + size - 1;
  const after = afterContext(x);
  let end = <i32>load<i16>(after + AFTER_END + 2 * last);
  if (last + 1 < lanes) {
    const three = THREE + ((<i32>load<u8>(x) * 5 + load<u8>(x, 1)) * 5 + load<u8>(x, 2)) * THREE_SIZE;
    const next = AFTER_END + 2 * (last + 1);
    end = least(end, <i32>load<i16>(after + AFTER_STACK + 2 * last) + load<i16>(afterContext(x + 1) + next));
    end = least(end, <i32>load<i16>(three + THREE_BULGE + 2 * last) + load<i16>(afterContext(x + 2) + next));
  }
  return energy + end <= <i32>load<i16>(LIMITS + 2 * first) ? energy + end : INFINITE;
}

function least(a: i32, b: i32): i32 {
  return a < b ? a : b;
}

/** Begins to compute rows at a row of the block: nothing lies to its right. Returns the row of the diagonals. */
export function openStretch(row: i32): i32 {
  fillInfinite(CLOSED + (row + 1) * ROW, REACH * ROW);
  fillInfinite(INNER + (row + 1) * ROW, REACH * ROW);
  resetDiagonals();
  return FIRST_DIAGONALS;
}
