import type { RandomStream } from './random.ts';

export type SiteType = '8mer' | '7mer-m8' | '7mer-A1' | '6mer';

/** One canonical site; `start` is the 1-based position of its first base in the 3' UTR. */
export interface PlantedSite {
  readonly type: SiteType;
  readonly start: number;
}

const BASES = 'ACGT';

/**
 * Joint frequencies of adjacent bases in human 3' UTRs, rows first base, columns second, order A C G T
 * (the calibration frequencies of RNAhybrid's `3utr_human` set; Rehmsmeier et al. 2004, doi:10.1261/rna.5248604).
 */
const HUMAN_DINUCLEOTIDES = [
  [0.0863875, 0.0486841, 0.0698675, 0.0687696],
  [0.0700628, 0.0617567, 0.0130357, 0.0729138],
  [0.0582891, 0.0477981, 0.0600536, 0.0525618],
  [0.0588781, 0.0595386, 0.0757252, 0.0956777],
] as const;

const MEDIAN_LENGTH = 1000;
const LOG_LENGTH_SD = 0.75;
const SHORTEST = 80;
const LONGEST = 6000;

/** The seed match of hsa-miR-9-5p (miRNA bases 2 to 7, reverse complement) and the bases that extend it. */
const SIX = 'CCAAAG';
const BEFORE_M8 = 'A';
const AFTER_A1 = 'A';

/** A site starting in the first 14 bases lies in the ribosome's shadow and does nothing; planted sites stay clear of it. */
const FIRST_START = 20;
const SPACING = 30;

/** Log-normal length, truncated to 80 .. 6,000 nt. */
export function drawUtrLength(random: RandomStream): number {
  const length = Math.round(MEDIAN_LENGTH * Math.exp(LOG_LENGTH_SD * random.normal()));
  return Math.min(LONGEST, Math.max(SHORTEST, length));
}

/** A first-order Markov chain with the human dinucleotide frequencies. */
export function drawUtr(length: number, random: RandomStream): string {
  let state = random.weighted(HUMAN_DINUCLEOTIDES.map((row) => row.reduce((sum, joint) => sum + joint, 0)));
  let sequence = BASES.charAt(state);
  while (sequence.length < length) {
    state = random.weighted(HUMAN_DINUCLEOTIDES[state]!);
    sequence += BASES.charAt(state);
  }
  return sequence;
}

/** How many sites of the given number fit into a 3' UTR of this length with room around each. */
export function roomForSites(length: number): number {
  return Math.max(0, Math.floor((length - FIRST_START - 10) / (2 * SPACING)));
}

/**
 * Overwrites stretches of the sequence with sites of the given types, away from one another and from sites that are
 * there by chance; the flanking bases are set so that each planted site is of its type and of no stronger one.
 */
export function plantSites(
  sequence: string,
  types: readonly SiteType[],
  random: RandomStream,
): { sequence: string; sites: PlantedSite[] } {
  const planted: PlantedSite[] = [];
  let text = sequence;
  for (const type of types) {
    const word = siteWord(type, random);
    for (;;) {
      const at = FIRST_START + random.below(text.length - FIRST_START - word.text.length);
      const crowded = findSites(text).some((site) => Math.abs(site.start - at) < SPACING);
      if (crowded) continue;
      text = text.slice(0, at) + word.text + text.slice(at + word.text.length);
      planted.push({ type, start: at + 1 + word.siteOffset });
      break;
    }
  }
  return { sequence: text, sites: planted.sort((a, b) => a.start - b.start) };
}

/** The site with both flanking bases: bases 8 and 1 of the miRNA pair or do not, as the type demands. */
function siteWord(type: SiteType, random: RandomStream): { text: string; siteOffset: number } {
  const pairsM8 = type === '8mer' || type === '7mer-m8';
  const hasA1 = type === '8mer' || type === '7mer-A1';
  const before = pairsM8 ? BEFORE_M8 : 'CGT'.charAt(random.below(3));
  const after = hasA1 ? AFTER_A1 : 'CGT'.charAt(random.below(3));
  return { text: before + SIX + after, siteOffset: pairsM8 ? 0 : 1 };
}

/** All canonical sites of hsa-miR-9-5p, each once and by its strongest type, in order of position. */
export function findSites(sequence: string): PlantedSite[] {
  const sites: PlantedSite[] = [];
  for (let at = sequence.indexOf(SIX); at !== -1; at = sequence.indexOf(SIX, at + 1)) {
    const m8 = sequence.charAt(at - 1) === BEFORE_M8;
    const a1 = sequence.charAt(at + SIX.length) === AFTER_A1;
    const type = m8 ? (a1 ? '8mer' : '7mer-m8') : a1 ? '7mer-A1' : '6mer';
    sites.push({ type, start: at + (m8 ? 0 : 1) });
  }
  return sites;
}
