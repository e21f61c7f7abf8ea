import { hypergeometricLogLowerTail, hypergeometricLogUpperTail } from '../../stats/distributions/hypergeometric.ts';
import * as math from '../../stats/math/portable.ts';
import { orderAscending } from '../../stats/ranks/order-ascending.ts';
import { basePowers, expectedShares } from './expected-shares.ts';
import { wordOf } from './word-codes.ts';
import { hitPlace, WordKernel, type WordLength, type WordSums } from './word-kernel.ts';

/** One word of all of its length. */
export interface WordResult {
  readonly word: string;
  readonly occurrences: number;
  /** `down`: enriched at the beginning of the ranked genes; `up`: at the end. */
  readonly direction: 'down' | 'up';
  /** Largest running sum in units of its standard deviation. */
  readonly runningSum: number;
  /** ln of its two-sided p-value. */
  readonly logP: number;
  /** Bonferroni over all words of this length. */
  readonly pAdjusted: number;
  /** How many genes lead to the largest running sum, counted from the end where it stands. */
  readonly leadingGenes: number;
  /** Sylamer's landscape at its highest: log10 of the hypergeometric p, positive where enriched in leading genes. */
  readonly peak: number;
  /** Leading genes at that point. */
  readonly peakGenes: number;
  /** Code of the word, for `landscapeOf`. */
  readonly code: number;
}

export interface WordScan {
  readonly length: number;
  /** [words] codes of those that occur in six genes or more, the most surprising running sum first. */
  readonly codes: Uint32Array;
  /** Leading genes at each point of the landscapes. */
  readonly windows: Uint32Array;
  /** What all codes could be asked for, and few are. */
  describe(code: number): WordResult;
  /** Landscape of a word at each of `windows`: signed log10 of the hypergeometric p. */
  landscapeOf(code: number): Float64Array;
}

export interface WordScanOptions {
  readonly lengths: readonly WordLength[];
  /** Points of the landscapes; 50 by default. */
  readonly windows?: number | undefined;
  /** [sequences] share of G and C among the bases, where that is known. */
  readonly gc?: Float64Array | undefined;
}

/** Words that occur in fewer genes say nothing. */
const FEWEST = 6;

/**
 * All words of some lengths along ranked genes, without a hypothesis about any of them.
 *
 * `sequences`: 3' UTRs in the order of the genes, the most down first. Two measures:
 * - Running sum: S(i) = sum over the first i genes of the word's occurrences less those expected, the expectation being
 *   the share of all its occurrences that length and base composition of the gene's 3' UTR give it; the largest |S|, in
 *   units of sqrt(sum (c - e)^2), is that of a Brownian bridge: p = 2 exp(-2 x^2). It has no parameter and uses all ranks;
 *   long or AU-rich 3' UTRs at one end do not raise it.
 * - Sylamer's landscape: for growing sets of leading genes the hypergeometric p of as many occurrences or more (positive:
 *   -log10 of the upper tail) or as few or fewer (negative), the smaller of the two.
 *
 * Source: van Dongen, Abreu-Goodger, Enright 2008, doi:10.1038/nmeth.1267 (landscape); Rasmussen et al. 2013,
 * doi:10.1186/1758-907X-4-2 (running sums).
 */
export function scanWords(
  sequences: readonly Uint8Array[],
  { lengths, windows = 50, gc }: WordScanOptions,
): WordScan[] {
  const kernel = new WordKernel(sequences);
  const powers = basePowers(sequences, Math.max(...lengths), gc);
  const points = Math.min(windows, sequences.length);
  const windowEnds = Uint32Array.from({ length: points }, (_, w) => Math.round(((w + 1) * sequences.length) / points));
  const asked = lengths.map((length) => ({ length, shares: expectedShares(powers, kernel.sizes(length), length) }));
  return kernel.scan(asked, windowEnds).map((sums, k) => {
    const length = lengths[k]!;
    const upTo = wordsUpTo(kernel.sizes(length), windowEnds);
    const counts = { ...sums, length, genesInAll: sequences.length, windowEnds, wordsUpTo: upTo };
    return {
      length,
      codes: bySurprise(counts),
      windows: windowEnds,
      describe: (code) => describeWord(code, counts),
      landscapeOf: (code) => landscape(code, counts),
    };
  });
}

/** Codes of the words that occur in enough genes. */
function bySurprise(counts: WordCounts): Uint32Array {
  const codes = Uint32Array.from(counts.genes.keys()).filter((code) => counts.genes[code]! >= FEWEST);
  return orderAscending(Float64Array.from(codes, (code) => surprise(code, counts).logP)).map((place) => codes[place]!);
}

interface WordCounts extends WordSums {
  readonly length: number;
  readonly genesInAll: number;
  /** [windows] genes, and words of all kinds, up to the end of each. */
  readonly windowEnds: Uint32Array;
  readonly wordsUpTo: Float64Array;
}

/** Words of all kinds up to the end of each window. */
function wordsUpTo(sizes: Uint32Array, windowEnds: Uint32Array): Float64Array {
  let sum = 0;
  let gene = 0;
  return Float64Array.from(windowEnds, (end) => {
    while (gene < end) sum += sizes[gene++]!;
    return sum;
  });
}

/** Largest running sum in either direction, in units of its standard deviation, and ln of its two-sided p-value. */
function surprise(code: number, { highest, lowest, variance }: WordSums) {
  const down = highest[code]! >= -lowest[code]!;
  const extreme = down ? highest[code]! : -lowest[code]!;
  const runningSum = variance[code]! > 0 ? extreme / Math.sqrt(variance[code]!) : 0;
  return { down, runningSum, logP: Math.min(0, Math.LN2 - 2 * runningSum * runningSum) };
}

function describeWord(code: number, counts: WordCounts): WordResult {
  const { totals, highestAt, lowestAt, genesInAll, length } = counts;
  const { down, runningSum, logP } = surprise(code, counts);
  const window = peakWindow(code, counts);
  return {
    word: wordOf(code, length),
    occurrences: totals[code]!,
    direction: down ? 'down' : 'up',
    runningSum,
    logP,
    pAdjusted: Math.min(1, math.exp(logP) * totals.length),
    leadingGenes: down ? highestAt[code]! : genesInAll - lowestAt[code]!,
    peak: signedLogP(code, window, counts),
    peakGenes: counts.windowEnds[window]!,
    code,
  };
}

/** Where the landscape is farthest from 0, told by normal scores: exact p-values for all words and windows would take minutes. */
function peakWindow(code: number, { totals, wordsUpTo, hits, windowEnds, length }: WordCounts): number {
  const windows = windowEnds.length;
  const all = wordsUpTo[windows - 1]!;
  const share = totals[code]! / all;
  let best = 0;
  let farthest = -1;
  for (let window = 0; window < windows - 1; window++) {
    const drawn = wordsUpTo[window]!;
    const sd = Math.sqrt(drawn * share * (1 - share) * (1 - drawn / all));
    const z = sd > 0 ? Math.abs(hits[hitPlace(code, window, length, windows)]! - drawn * share) / sd : 0;
    if (z > farthest) {
      farthest = z;
      best = window;
    }
  }
  return best;
}

function signedLogP(code: number, window: number, { totals, wordsUpTo, hits, windowEnds, length }: WordCounts): number {
  const windows = windowEnds.length;
  const urn = { population: wordsUpTo[windows - 1]!, marked: totals[code]!, drawn: wordsUpTo[window]! };
  const hit = hits[hitPlace(code, window, length, windows)]!;
  const upper = hypergeometricLogUpperTail(hit, urn);
  const lower = hypergeometricLogLowerTail(hit, urn);
  return (upper <= lower ? -upper : lower) / Math.LN10;
}

function landscape(code: number, counts: WordCounts): Float64Array {
  return Float64Array.from(counts.windowEnds, (_, window) => signedLogP(code, window, counts));
}
