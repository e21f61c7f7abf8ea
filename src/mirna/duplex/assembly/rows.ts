// The rows that a recursion keeps, and the best starts found.
import {
  CLOSED, DIAGONALS, DIAGONAL_BLOCK, DIAGONAL_ROWS, INFINITE, INNER, MAX_STARTS, REACH, ROW, ROWS_END, STARTS,
} from '../duplex-layout';
import { least } from './vectors';

/** Row of the diagonals of a first position. */
export const FIRST_DIAGONALS: i32 = DIAGONALS + (DIAGONAL_BLOCK - 1) * ROW;

/** Least energy so far, in all lanes. */
export let best: v128 = i16x8.splat(0);

/** Number of starts with that energy; only the last MAX_STARTS (the leftmost) are kept. */
let starts: i32 = 0;

/** Whether the history to the right of the first row of the diagonals holds anything. */
let hasHistory: bool = true;

export function startCount(): i32 {
  return starts;
}

export function fillInfinite(from: i32, bytes: i32): void {
  for (let p = from; p < from + bytes; p += 16) v128.store(p, i16x8.splat(<i16>INFINITE));
}

/** Fills all rows, whose last lanes are never written again, with INFINITE; for each miRNA. */
export function initialize(): void {
  fillInfinite(CLOSED, ROWS_END - CLOSED);
}

/** Begins a target: nothing lies beyond its 3' end; only duplexes of at most `limit` count. */
export function begin(limit: i32): void {
  best = i16x8.splat(<i16>limit);
  starts = 0;
  resetDiagonals();
}

/** Puts the rows that lie to the right of a block of `rows` rows at its end: none, or the first ones of the last block. */
export function openBlock(rows: i32, isFirst: bool): void {
  if (isFirst) {
    fillInfinite(CLOSED + rows * ROW, REACH * ROW);
    fillInfinite(INNER + rows * ROW, REACH * ROW);
  } else {
    memory.copy(CLOSED + rows * ROW, CLOSED, REACH * ROW);
    memory.copy(INNER + rows * ROW, INNER, REACH * ROW);
  }
}

/** Forgets the diagonals to the right of the first row. */
export function resetDiagonals(): void {
  if (!hasHistory) return;
  hasHistory = false;
  for (let slot = 0; slot < 13; slot++) {
    fillInfinite(DIAGONALS + slot * DIAGONAL_ROWS + DIAGONAL_BLOCK * ROW, REACH * ROW);
  }
}

/** Moves the history of the diagonals to the end of their rows; returns the next row. */
export function openDiagonals(): i32 {
  hasHistory = true;
  for (let slot = 0; slot < 13; slot++) {
    const rows = DIAGONALS + slot * DIAGONAL_ROWS;
    memory.copy(rows + DIAGONAL_BLOCK * ROW, rows, REACH * ROW);
  }
  return FIRST_DIAGONALS;
}

/** Takes a position whose energies reach the best so far. */
export function note(totals: v128, i: i32): void {
  const total = least(totals);
  if (i16x8.extract_lane_s(total, 0) < i16x8.extract_lane_s(best, 0)) {
    best = total;
    starts = 0;
  }
  store<i32>(STARTS + 4 * (starts & (MAX_STARTS - 1)), i);
  starts++;
}
