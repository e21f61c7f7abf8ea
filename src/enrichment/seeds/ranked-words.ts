import { scanWords, type WordScan } from './word-landscape.ts';

const LENGTHS = [6, 7, 8] as const;

/**
 * All words of 6, 7 and 8 bases along the 3' UTRs of tested genes, ordered by z, the most down first; [genes] all; `gc`: share
 * of G and C of each 3' UTR, where that is known.
 */
export function scanRankedWords(
  z: Float64Array,
  sequences: readonly (Uint8Array | undefined)[],
  gc?: Float64Array | undefined,
): WordScan[] {
  const ranked = Uint32Array.from(z.keys())
    .filter((row) => !Number.isNaN(z[row]!) && sequences[row] !== undefined)
    .sort((a, b) => z[a]! - z[b]! || a - b);
  const ordered = Array.from(ranked, (row) => sequences[row]!);
  return scanWords(ordered, { lengths: LENGTHS, gc: gc && Float64Array.from(ranked, (row) => gc[row]!) });
}
