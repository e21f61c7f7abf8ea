import { encodeBases, reverseComplement, UNKNOWN_BASE } from '../sequences/nucleotides.ts';

/** Seed site types from the strongest to the weakest. */
export const seedSiteTypes = ['8mer', '7mer-m8', '7mer-A1', '6mer', 'offset 6mer', '6mer-A1'] as const;

export type SeedSiteType = (typeof seedSiteTypes)[number];

/** The four types that TargetScan scores. */
export const canonicalSiteTypes: readonly SeedSiteType[] = ['8mer', '7mer-m8', '7mer-A1', '6mer'];

/**
 * Where each type lies in a window of eight target bases, 5'->3', that face miRNA nt 8, 7, ... 1:
 * first and last base of the site as offsets in the window, in the order of `seedSiteTypes`.
 */
export const siteFirst: readonly number[] = [0, 0, 1, 1, 0, 2];
export const siteLast: readonly number[] = [7, 6, 7, 6, 5, 7];

/** Base codes of the target bases that pair miRNA nt 8, 7, ... 2 (the reverse complement of the seed). */
export function seedMatch(seed: string): Uint8Array {
  return encodeBases(reverseComplement(seed));
}

const ADENINE = 0;

/**
 * The site type of a window of eight target bases against a seed, as an index into `seedSiteTypes`; -1 if none.
 *
 * 8mer: nt 2-8 paired, A opposite nt 1 (whatever nt 1 is: Argonaute reads the target's A). 7mer-m8: nt 2-8. 7mer-A1:
 * nt 2-7 and the A. 6mer: nt 2-7. offset 6mer: nt 3-8 but not 2. 6mer-A1: nt 2-6 and the A, but not 7.
 * Source: Bartel 2009 (doi:10.1016/j.cell.2009.01.002), Agarwal et al. 2015 (doi:10.7554/eLife.05005).
 *
 * @param window base codes of eight consecutive target bases; unknown or missing bases (code 4) pair with nothing
 * @param match `seedMatch(seed)`
 */
export function classifyWindow(window: ArrayLike<number>, match: Uint8Array): number {
  const pairs = (i: number) => window[i] === match[i] && window[i]! < UNKNOWN_BASE;
  if (!(pairs(2) && pairs(3) && pairs(4) && pairs(5))) return -1;
  const adenine = window[7] === ADENINE;
  if (pairs(6)) {
    if (pairs(1)) {
      if (pairs(0)) return adenine ? 0 : 1;
      return adenine ? 2 : 3;
    }
    return adenine ? 5 : -1;
  }
  return pairs(1) && pairs(0) ? 4 : -1;
}
