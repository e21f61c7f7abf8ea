import { hypergeometricLogLowerTail, hypergeometricLogUpperTail } from '../../stats/distributions/hypergeometric.ts';
import * as math from '../../stats/math/portable.ts';
import { createWordReader, gcContent, gcOfWords, wordCount, wordOf } from './word-codes.ts';

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
  /** Words that occur, the most surprising running sum first. */
  readonly words: readonly WordResult[];
  /** Leading genes at each point of the landscapes. */
  readonly windows: Uint32Array;
  /** Landscape of a word at each of `windows`: signed log10 of the hypergeometric p. */
  landscapeOf(code: number): Float64Array;
}

export interface WordScanOptions {
  /** 6, 7 or 8. */
  readonly length: number;
  /** Points of the landscapes; 50 by default. */
  readonly windows?: number | undefined;
}

/** Words that occur in fewer genes say nothing. */
const FEWEST = 6;

/**
 * All words of a length along ranked genes, without a hypothesis about any of them.
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
export function scanWords(sequences: readonly Uint8Array[], { length, windows = 50 }: WordScanOptions): WordScan {
  const counts = countWords(sequences, length, Math.min(windows, sequences.length));
  const words: WordResult[] = [];
  for (let code = 0; code < counts.totals.length; code++) {
    if (counts.genes[code]! >= FEWEST) words.push(describeWord(code, counts));
  }
  words.sort((a, b) => a.logP - b.logP || a.code - b.code);
  return { length, words, windows: counts.windowEnds, landscapeOf: (code) => landscape(code, counts) };
}

interface WordCounts {
  readonly length: number;
  readonly genesInAll: number;
  /** [words] occurrences, and genes with one. */
  readonly totals: Uint32Array;
  readonly genes: Uint32Array;
  /** [words] extremes of the running sum, and the number of genes before them. */
  readonly highest: Float64Array;
  readonly lowest: Float64Array;
  readonly highestAt: Uint32Array;
  readonly lowestAt: Uint32Array;
  /** [words] sum over genes of (occurrences - expected)^2. */
  readonly variance: Float64Array;
  /** [windows] genes, and words of all kinds, up to the end of each. */
  readonly windowEnds: Uint32Array;
  readonly wordsUpTo: Float64Array;
  /** [words x windows] occurrences up to the end of each. */
  readonly hits: Uint32Array;
}

function countWords(sequences: readonly Uint8Array[], length: number, windows: number): WordCounts {
  const words = wordCount(length);
  const read = createWordReader(length);
  const longest = sequences.reduce((most, { length: n }) => Math.max(most, n), 0);
  const buffer = new Uint32Array(longest + 1);
  const totals = new Uint32Array(words);
  const sizes = new Float64Array(sequences.length);
  sequences.forEach((sequence, gene) => {
    sizes[gene] = read(sequence, buffer);
    for (let i = 0; i < sizes[gene]!; i++) totals[buffer[i]!]!++;
  });
  const shares = expectedShares(sequences, sizes, length);
  const gcOf = gcOfWords(length);
  const result: WordCounts = {
    length,
    genesInAll: sequences.length,
    totals,
    genes: new Uint32Array(words),
    highest: new Float64Array(words),
    lowest: new Float64Array(words),
    highestAt: new Uint32Array(words),
    lowestAt: new Uint32Array(words),
    variance: Float64Array.from(totals, (total, code) => total * total * shares.squares[gcOf[code]!]!),
    windowEnds: Uint32Array.from({ length: windows }, (_, w) => Math.round(((w + 1) * sequences.length) / windows)),
    wordsUpTo: new Float64Array(windows),
    hits: new Uint32Array(words * windows),
  };
  const { genes, highest, lowest, highestAt, lowestAt, variance, windowEnds, wordsUpTo, hits } = result;
  const seen = new Uint32Array(words);
  const here = new Uint32Array(words);
  const touched = new Uint32Array(longest + 1);
  let wordsBefore = 0;
  for (let gene = 0, window = 0; gene < sequences.length; gene++) {
    const size = read(sequences[gene]!, buffer);
    let kinds = 0;
    for (let i = 0; i < size; i++) {
      const code = buffer[i]!;
      if (here[code]!++ === 0) touched[kinds++] = code;
    }
    const before = shares.upTo[gene]!;
    const after = shares.upTo[gene + 1]!;
    for (let i = 0; i < kinds; i++) {
      const code = touched[i]!;
      const count = here[code]!;
      const total = totals[code]!;
      const gc = gcOf[code]!;
      here[code] = 0;
      genes[code]!++;
      const low = seen[code]! - total * before[gc]!;
      if (low < lowest[code]!) {
        lowest[code] = low;
        lowestAt[code] = gene;
      }
      seen[code]! += count;
      const high = seen[code]! - total * after[gc]!;
      if (high > highest[code]!) {
        highest[code] = high;
        highestAt[code] = gene + 1;
      }
      const expected = total * (after[gc]! - before[gc]!);
      variance[code]! += count * (count - 2 * expected);
    }
    wordsBefore += size;
    if (gene + 1 === windowEnds[window]) {
      wordsUpTo[window] = wordsBefore;
      for (let code = 0, at = window; code < words; code++, at += windows) hits[at] = seen[code]!;
      window++;
    }
  }
  return result;
}

/**
 * Share of the occurrences of words with g G or C that each gene should have: proportional to its words times
 * (gc / 2)^g ((1 - gc) / 2)^(length - g), gc that of its sequence. Cumulative [genes + 1][length + 1], and the sums of
 * squared shares [length + 1].
 */
function expectedShares(sequences: readonly Uint8Array[], sizes: Float64Array, length: number) {
  const classes = length + 1;
  const upTo: Float64Array[] = [new Float64Array(classes)];
  const squares = new Float64Array(classes);
  sequences.forEach((sequence, gene) => {
    // Composition known from few bases is drawn towards one half.
    const gc = sequence.length === 0 ? 0.5 : (gcContent(sequence) * sequence.length + 5) / (sequence.length + 10);
    const row = Float64Array.from(upTo[gene]!);
    for (let g = 0; g < classes; g++) {
      const share = sizes[gene]! > 0 ? sizes[gene]! * math.pow(gc, g) * math.pow(1 - gc, length - g) : 0;
      row[g]! += share;
      squares[g]! += share * share;
    }
    upTo.push(row);
  });
  const all = upTo[upTo.length - 1]!;
  for (let g = 0; g < classes; g++) {
    const total = all[g]!;
    if (!(total > 0)) continue;
    squares[g]! /= total * total;
    for (const row of upTo) row[g]! /= total;
  }
  return { upTo, squares };
}

function describeWord(code: number, counts: WordCounts): WordResult {
  const { totals, highest, lowest, highestAt, lowestAt, variance, genesInAll, length } = counts;
  const down = highest[code]! >= -lowest[code]!;
  const extreme = down ? highest[code]! : -lowest[code]!;
  const runningSum = variance[code]! > 0 ? extreme / Math.sqrt(variance[code]!) : 0;
  const logP = Math.min(0, Math.LN2 - 2 * runningSum * runningSum);
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
function peakWindow(code: number, { totals, wordsUpTo, hits, windowEnds }: WordCounts): number {
  const windows = windowEnds.length;
  const all = wordsUpTo[windows - 1]!;
  const share = totals[code]! / all;
  let best = 0;
  let farthest = -1;
  for (let window = 0; window < windows - 1; window++) {
    const drawn = wordsUpTo[window]!;
    const sd = Math.sqrt(drawn * share * (1 - share) * (1 - drawn / all));
    const z = sd > 0 ? Math.abs(hits[code * windows + window]! - drawn * share) / sd : 0;
    if (z > farthest) {
      farthest = z;
      best = window;
    }
  }
  return best;
}

function signedLogP(code: number, window: number, { totals, wordsUpTo, hits, windowEnds }: WordCounts): number {
  const windows = windowEnds.length;
  const urn = { population: wordsUpTo[windows - 1]!, marked: totals[code]!, drawn: wordsUpTo[window]! };
  const hit = hits[code * windows + window]!;
  const upper = hypergeometricLogUpperTail(hit, urn);
  const lower = hypergeometricLogLowerTail(hit, urn);
  return (upper <= lower ? -upper : lower) / Math.LN10;
}

function landscape(code: number, counts: WordCounts): Float64Array {
  return Float64Array.from(counts.windowEnds, (_, window) => signedLogP(code, window, counts));
}
