import type { Mirna } from '../families/mirna.ts';
import { encodeBases, UNKNOWN_BASE } from '../sequences/nucleotides.ts';
import { FIRST_SITE_START } from './seed-scanner.ts';
import { classifyWindow, type SeedSiteType, seedMatch, seedSiteTypes } from './site-types.ts';

/** Sites without a perfect seed match; rare and weak, so they are searched on request only. */
export const noncanonicalSiteTypes = ["3'-compensatory", 'centered', 'bulged'] as const;

export type NoncanonicalSiteType = (typeof noncanonicalSiteTypes)[number];

/** All types of sites by their names. */
export type SiteType = SeedSiteType | NoncanonicalSiteType;

export const siteTypes: readonly SiteType[] = [...seedSiteTypes, ...noncanonicalSiteTypes];

export interface NoncanonicalSite {
  readonly type: NoncanonicalSiteType;
  readonly start: number;
  readonly end: number;
}

/** Pairs that a centered site and a 3'-compensatory pairing need in a row. */
const CENTERED_PAIRS = 11;
const COMPENSATORY_PAIRS = 9;
const MAX_OFFSET = 2;

/**
 * The sites without a perfect seed match in a 3' UTR, ordered by position; each stretch counts once.
 *
 * - `centered`: at least 11 Watson-Crick pairs in a row that begin at nt 4 or 5 (Shin et al. 2010,
 *   doi:10.1016/j.molcel.2010.06.005); reported from the first to the last paired base.
 * - `bulged`: nt 2-8 paired, with one target base bulged out between those that pair nt 5 and nt 6 (Chi, Hannon, Darnell
 *   2012, doi:10.1038/nsmb.2230); reported are its eight bases.
 * - `3'-compensatory`: nt 2-8 paired but for one mismatch or G:U at nt 3-7, or bulged as above, and at least nine
 *   Watson-Crick pairs in a row that hold nt 13-16, offset by at most two from the seed (Friedman et al. 2009,
 *   doi:10.1101/gr.082701.108); reported are the bases that face nt 8-2. A bulged site with such pairing has this type.
 *
 * @param firstStart 1-based; sites begin here or later, and bases before it do not pair
 */
export function findNoncanonicalSites(
  sequence: string | Uint8Array,
  mirna: Mirna,
  types: readonly NoncanonicalSiteType[],
  firstStart: number = FIRST_SITE_START,
): NoncanonicalSite[] {
  const target = encodeBases(sequence);
  target.fill(UNKNOWN_BASE, 0, firstStart - 1);
  const query = encodeBases(mirna.sequence);
  const match = seedMatch(mirna.seed);
  const sites: NoncanonicalSite[] = [];
  const add = (type: NoncanonicalSiteType, first: number, last: number) => {
    if (types.includes(type) && first >= firstStart - 1) sites.push({ type, start: first + 1, end: last + 1 });
  };
  /** Whether the base at x pairs nt (1-based). */
  const pairs = (x: number, nt: number) => target[x]! < UNKNOWN_BASE && target[x]! + (query[nt - 1] ?? 9) === 3;

  // x faces nt 1; nt i faces x - i + 1.
  for (let x = 0; x <= target.length + 3; x++) {
    const centered = runLength(pairs, x, 4) || runLength(pairs, x, 5);
    const from = pairs(x - 3, 4) ? 4 : 5;
    if (centered >= CENTERED_PAIRS && !pairs(x - from + 2, from - 1)) {
      add('centered', x - from - centered + 2, x - from + 1);
    }
    if (hasOneSeedDefect(pairs, x) && isCompensated(pairs, x)) add("3'-compensatory", x - 7, x - 1);
    if (isBulged(pairs, x) && !isCanonical(target, match, x)) {
      const compensated = types.includes("3'-compensatory") && isCompensated(pairs, x - 1);
      add(compensated ? "3'-compensatory" : 'bulged', x - 8, x - 1);
    }
  }
  return sites.sort((a, b) => a.start - b.start || a.end - b.end);
}

type Pairs = (x: number, nt: number) => boolean;

/** Pairs in a row from nt `from` on, x facing nt 1. */
function runLength(pairs: Pairs, x: number, from: number): number {
  let nt = from;
  while (pairs(x - nt + 1, nt)) nt++;
  return nt - from;
}

/** nt 2 and 8 are paired, and all but one of nt 3-7. */
function hasOneSeedDefect(pairs: Pairs, x: number): boolean {
  if (!pairs(x - 1, 2) || !pairs(x - 7, 8)) return false;
  let paired = 0;
  for (let nt = 3; nt <= 7; nt++) if (pairs(x - nt + 1, nt)) paired++;
  return paired === 4;
}

/** nt 2-5 are paired, then one target base is left out, then nt 6-8 are paired. */
function isBulged(pairs: Pairs, x: number): boolean {
  for (let nt = 2; nt <= 5; nt++) if (!pairs(x - nt + 1, nt)) return false;
  for (let nt = 6; nt <= 8; nt++) if (!pairs(x - nt, nt)) return false;
  return true;
}

function isCanonical(target: Uint8Array, match: Uint8Array, x: number): boolean {
  const window = Array.from({ length: 8 }, (_, k) => target[x - 7 + k] ?? UNKNOWN_BASE);
  return classifyWindow(window, match) >= 0;
}

/** Whether nt 13-16 lie in a run of at least nine pairs at an offset of at most two from the line on which x faces nt 1. */
function isCompensated(pairs: Pairs, x: number): boolean {
  for (let offset = -MAX_OFFSET; offset <= MAX_OFFSET; offset++) {
    let from = 13;
    while (from > 9 && pairs(x - offset - from + 2, from - 1)) from--;
    const run = runLength(pairs, x - offset, from);
    if (run >= COMPENSATORY_PAIRS && from + run > 16) return true;
  }
  return false;
}
