/** Words counted gene by gene in tables of all words, as is plain to see: what the kernel must equal bit for bit. */

import { baseOfLetter, gcContent, wordCount } from '../../../src/enrichment/seeds/word-codes.ts';
import type { WordSums } from '../../../src/enrichment/seeds/word-kernel.ts';
import * as math from '../../../src/stats/math/portable.ts';

/** Writes the codes of all words of a sequence to `out` and returns how many: words with other letters than bases are left out. */
type WordReader = (sequence: Uint8Array, out: Uint32Array) => number;

/**
 * Reads words of one length. A word that comes again one or two positions after itself (AAAAAA..., ATATAT...) counts
 * once in a row, as its occurrences are no independent evidence.
 */
export function createWordReader(length: number): WordReader {
  const mask = wordCount(length) - 1;
  const last = new Int32Array(mask + 1).fill(-4);
  let offset = 0;
  return (sequence, out) => {
    let code = 0;
    let known = 0;
    let count = 0;
    for (let i = 0; i < sequence.length; i++) {
      const base = baseOfLetter[sequence[i]!]!;
      if (base > 3) {
        known = 0;
        continue;
      }
      code = ((code << 2) | base) & mask;
      if (++known < length) continue;
      const at = offset + i;
      if (at - last[code]! > 2) out[count++] = code;
      last[code] = at;
    }
    // Positions run on from sequence to sequence, so that `last` need not be cleared.
    offset += sequence.length + 4;
    if (offset > 2 ** 30) {
      last.fill(-4);
      offset = 0;
    }
    return count;
  };
}

/** [4^length] number of G and C in each word. */
function gcOfWords(length: number): Uint8Array {
  return Uint8Array.from({ length: wordCount(length) }, (_, code) => {
    let gc = 0;
    for (let rest = code, i = 0; i < length; i++, rest >>= 2) if ((rest & 3) === 1 || (rest & 3) === 2) gc++;
    return gc;
  });
}

interface PlainCounts extends WordSums {
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

export function countWords(sequences: readonly Uint8Array[], length: number, windows: number): PlainCounts {
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
  const result: PlainCounts = {
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
