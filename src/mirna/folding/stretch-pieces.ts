/** A part of a sequence that is folded by itself, positions 1-based and inclusive, and the ends of the stretches it is for. */
export interface StretchPiece {
  readonly from: number;
  readonly to: number;
  readonly ends: readonly number[];
}

/**
 * Longest piece, nt, unless one stretch needs more: longer sequences are folded in pieces that overlap, so that memory does
 * not grow with them.
 */
const LONGEST_PIECE = 1200;

/**
 * The pieces of a sequence of n nt that stretches depend on. One from s to e is in windows from e - window + 1 to
 * s + window - 1, and the stems at their edges have a neighbor more; folded by itself such a piece gives the same probability
 * to the last few bits, since the windows that hold the stretch are the same. Pieces that overlap or touch are merged.
 *
 * @param ends last positions of the stretches, ascending
 * @param shortest length of the shortest stretch that ends there
 */
export function stretchPieces(ends: Iterable<number>, shortest: number, n: number, window: number): StretchPiece[] {
  const pieces: { from: number; to: number; ends: number[] }[] = [];
  for (const end of ends) {
    const from = Math.max(1, end - window);
    const to = Math.min(n, Math.max(1, end - shortest + 1) + window);
    const last = pieces.at(-1);
    if (last && from <= last.to + 1 && to - last.from < LONGEST_PIECE) {
      last.to = to;
      last.ends.push(end);
    } else {
      pieces.push({ from, to, ends: [end] });
    }
  }
  return pieces;
}
