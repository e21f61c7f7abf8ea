import { Fault } from '../../fault.ts';
import { baseCodes, NOT_A_BASE, UNKNOWN_BASE } from '../sequences/nucleotides.ts';
import { canonicalSiteTypes, classifyWindow, type SeedSiteType, seedMatch, seedSiteTypes } from './site-types.ts';

/** The 15-nt rule: a site starts at nt 15 of the 3' UTR or later, out of the shadow of a terminating ribosome. */
export const FIRST_SITE_START = 15;

/** Finds the sites of many seeds in one pass over a sequence. */
export interface SeedScanner {
  readonly matches: readonly Uint8Array[];
  /** Slice number by window code (two bits a base, 5' base highest); 0 = no site. */
  readonly sliceOfCode: Uint16Array;
  /** Slice s holds `sliceEntries[sliceStart[s] .. sliceStart[s+1]]`; an entry is seed * 8 + type. */
  readonly sliceStart: Uint32Array;
  readonly sliceEntries: Uint32Array;
  /** Seeds by the code of the four bases that face nt 6..3, for windows with unknown bases. */
  readonly seedsOfCore: readonly (readonly number[])[];
  readonly wanted: readonly boolean[];
}

/** Sites found in one sequence; only the first `count` of each array are valid. Reused from call to call. */
export interface SiteHits {
  count: number;
  /** 0-based position of the base that faces miRNA nt 8 (may be -1: then that base does not exist). */
  windows: Int32Array;
  /** seed * 8 + type, seed as an index into the scanner's seeds, type into `seedSiteTypes`. */
  entries: Uint32Array;
}

export function createSiteHits(): SiteHits {
  return { count: 0, windows: new Int32Array(256), entries: new Uint32Array(256) };
}

/**
 * Prepares the search for `siteTypes` of each seed (7 nt, RNA letters, miRNA nt 2-8): a table from each of the 65,536
 * windows of eight bases to its sites, so that the hierarchy of types costs nothing when scanning.
 */
export function createSeedScanner(
  seeds: readonly string[],
  siteTypes: readonly SeedSiteType[] = canonicalSiteTypes,
): SeedScanner {
  const matches = seeds.map(seedMatch);
  const wanted = seedSiteTypes.map((type) => siteTypes.includes(type));
  const seedsOfCore: number[][] = Array.from({ length: 256 }, () => []);
  matches.forEach((match, seed) => {
    seedsOfCore[(match[2]! << 6) | (match[3]! << 4) | (match[4]! << 2) | match[5]!]!.push(seed);
  });
  const sliceOfCode = new Uint16Array(65536);
  const starts = [0, 0];
  const entries: number[] = [];
  const window = new Uint8Array(8);
  for (let code = 0; code < 65536; code++) {
    const seedsHere = seedsOfCore[(code >> 4) & 255]!;
    if (seedsHere.length === 0) continue;
    for (let i = 0; i < 8; i++) window[i] = (code >> (14 - 2 * i)) & 3;
    for (const seed of seedsHere) {
      const type = classifyWindow(window, matches[seed]!);
      if (type >= 0 && wanted[type]) entries.push(seed * 8 + type);
    }
    if (entries.length > starts[starts.length - 1]!) {
      sliceOfCode[code] = starts.length - 1;
      starts.push(entries.length);
    }
  }
  return {
    matches,
    sliceOfCode,
    sliceStart: Uint32Array.from(starts),
    sliceEntries: Uint32Array.from(entries),
    seedsOfCore,
    wanted,
  };
}

/**
 * Collects the sites of one 3' UTR into `hits`, in the order of their seed positions.
 *
 * @param sequence bytes of letters, either case, T or U; N and IUPAC codes match nothing
 * @param firstStart 1-based: bases before it are ignored, as if they were N (TargetScan's treatment)
 * Faults: a letter that is no nucleotide code, with its 1-based column in the sequence.
 */
export function scanSequence(
  scanner: SeedScanner,
  sequence: Uint8Array,
  hits: SiteHits,
  firstStart: number = FIRST_SITE_START,
): void {
  hits.count = 0;
  const { sliceOfCode, sliceStart, sliceEntries } = scanner;
  const codes = baseCodes;
  const length = sequence.length;
  const masked = firstStart - 1;
  checkLetters(sequence, Math.min(masked, length));
  let i = masked;
  while (i < length) {
    const runStart = i;
    // Sites that reach over the start of a run of known bases lack what faces nt 8, or nt 8 and 7.
    collectPartial(scanner, sequence, masked, runStart - 2, hits);
    collectPartial(scanner, sequence, masked, runStart - 1, hits);
    let code = 0;
    const primed = Math.min(runStart + 7, length);
    while (i < primed && codes[sequence[i]!]! < UNKNOWN_BASE) code = (code << 2) | codes[sequence[i++]!]!;
    if (i === runStart + 7) {
      latest.code = code;
      for (; ; i++) {
        i = toNextSite(sequence, i, sliceOfCode);
        if (i === length || codes[sequence[i]!]! >= UNKNOWN_BASE) break;
        const slice = sliceOfCode[latest.code]!;
        for (let k = sliceStart[slice]!; k < sliceStart[slice + 1]!; k++) addHit(hits, i - 7, sliceEntries[k]!);
      }
    }
    // Sites at the end of the run lack what faces nt 1, or nt 1 and 2.
    for (let window = Math.max(i - 7, runStart); window <= i - 6; window++) {
      collectPartial(scanner, sequence, masked, window, hits);
    }
    while (i < length && codes[sequence[i]!]! >= UNKNOWN_BASE) {
      if (codes[sequence[i]!] === NOT_A_BASE) throw strangeLetter(sequence, i);
      i++;
    }
  }
}

/** The code of the last eight bases that were read. */
const latest = { code: 0 };

/** Reads on to the last base of the next window with a site, to a letter that is no base, or to the end; apart to be compiled well. */
function toNextSite(sequence: Uint8Array, from: number, sliceOfCode: Uint16Array): number {
  const codes = baseCodes;
  let { code } = latest;
  let i = from;
  for (; i < sequence.length; i++) {
    const base = codes[sequence[i]!]!;
    if (base >= UNKNOWN_BASE) break;
    code = ((code << 2) | base) & 65535;
    if (sliceOfCode[code]! !== 0) break;
  }
  latest.code = code;
  return i;
}

const partial = new Uint8Array(8);

/** Classifies one window base by base, where some of its bases are unknown, masked or beyond the sequence. */
function collectPartial(
  scanner: SeedScanner,
  sequence: Uint8Array,
  masked: number,
  window: number,
  hits: SiteHits,
): void {
  for (let k = 0; k < 8; k++) {
    const at = window + k;
    partial[k] = at < masked || at >= sequence.length ? UNKNOWN_BASE : baseCodes[sequence[at]!]!;
  }
  if (partial[2]! > 3 || partial[3]! > 3 || partial[4]! > 3 || partial[5]! > 3) return;
  const core = (partial[2]! << 6) | (partial[3]! << 4) | (partial[4]! << 2) | partial[5]!;
  for (const seed of scanner.seedsOfCore[core]!) {
    const type = classifyWindow(partial, scanner.matches[seed]!);
    if (type >= 0 && scanner.wanted[type]) addHit(hits, window, seed * 8 + type);
  }
}

function addHit(hits: SiteHits, window: number, entry: number): void {
  if (hits.count === hits.windows.length) {
    const windows = new Int32Array(2 * hits.count);
    const entries = new Uint32Array(2 * hits.count);
    windows.set(hits.windows);
    entries.set(hits.entries);
    hits.windows = windows;
    hits.entries = entries;
  }
  hits.windows[hits.count] = window;
  hits.entries[hits.count++] = entry;
}

function checkLetters(sequence: Uint8Array, end: number): void {
  for (let i = 0; i < end; i++) if (baseCodes[sequence[i]!] === NOT_A_BASE) throw strangeLetter(sequence, i);
}

function strangeLetter(sequence: Uint8Array, index: number): Fault {
  const letter = String.fromCharCode(sequence[index]!);
  return new Fault({
    code: 'UTR_LETTER',
    message: "a 3' UTR has a letter that is no nucleotide code",
    column: index + 1,
    found: JSON.stringify(letter),
    expected: 'A, C, G, T or U; N and IUPAC codes are accepted and never match',
    hint:
      letter === '-'
        ? 'Gaps belong to aligned UTRs: give those as a table gene<TAB>species<TAB>aligned sequence.'
        : 'Check that the file holds nucleotide sequences.',
  });
}
