import { roundSignificant } from '../../text/printf-decimal.ts';
import { encodeForFolding } from './folding-bases.ts';
import { type FoldingJob, FoldingKernel } from './folding-kernel.ts';
import { applyRules, checkFoldingRules, type FoldingRules } from './folding-rules.ts';
import { PlainFolding } from './plain-folding.ts';
import { stretchPieces } from './stretch-pieces.ts';

/** Digits that RNAplfold prints. */
const PRINTED_DIGITS = 7;

/** Below this length no two bases can pair. */
const SHORTEST_FOLDED = 5;

/**
 * Computes how likely stretches of RNA sequences are unpaired: the mean over all windows that hold a stretch, as RNAplfold
 * gives it (Bernhart, Hofacker and Stadler 2006, doi:10.1093/bioinformatics/btk014).
 *
 * By WebAssembly; where the process gets no memory for that, by the plain recursions, which take some hundred times as long,
 * and `isPlain` says so. It keeps one kernel: each thread takes a folder of its own.
 */
export class UnpairedFolder {
  readonly rules: FoldingRules;
  readonly #kernel: FoldingKernel | undefined;

  /** @param mayUseWasm false for the plain recursions */
  constructor(rules: FoldingRules, mayUseWasm = true) {
    checkFoldingRules(rules);
    this.rules = rules;
    this.#kernel = mayUseWasm ? openKernel() : undefined;
  }

  get isPlain(): boolean {
    return this.#kernel === undefined;
  }

  /**
   * Probabilities that stretches are unpaired, unrounded; 1 in a sequence of less than 5 nt.
   *
   * @param sequence letters in either case, T as U; what is not A, C, G or U never pairs
   * @param ends last positions of the stretches (1-based), ascending
   * @returns [end x length from shortest to longest]; NaN where a stretch would begin before the sequence
   */
  stretches(
    sequence: string | Uint8Array,
    ends: Int32Array,
    [shortest, longest]: readonly [number, number],
  ): Float64Array {
    const n = sequence.length;
    const lengths = longest - shortest + 1;
    const all = new Float64Array(ends.length * lengths);
    if (n < SHORTEST_FOLDED) {
      for (let at = 0; at < all.length; at++) {
        all[at] = shortest + (at % lengths) > ends[Math.floor(at / lengths)]! ? Number.NaN : 1;
      }
      return all;
    }
    const bases = encodeForFolding(sequence);
    let done = 0;
    for (const piece of stretchPieces(ends, shortest, n, this.rules.window)) {
      const size = piece.to - piece.from + 1;
      const job: FoldingJob = {
        bases: encodePiece(bases, piece.from, size),
        rules: applyRules(this.rules, size),
        ends: Int32Array.from(piece.ends, (end) => end - piece.from + 1),
        shortest,
        longest,
      };
      all.set(this.#kernel ? this.#kernel.unpaired(job) : foldPlainly(job), done);
      done += piece.ends.length * lengths;
    }
    return all;
  }

  /** Probabilities that stretches of one length are unpaired, as RNAplfold prints them, by the ends that are in the sequence. */
  printed(sequence: string | Uint8Array, ends: readonly number[], length: number): Map<number, number> {
    const known = [...new Set(ends)].filter((end) => end >= length && end <= sequence.length).sort((a, b) => a - b);
    const found = this.stretches(sequence, Int32Array.from(known), [length, length]);
    return new Map(known.map((end, k) => [end, roundSignificant(found[k]!, PRINTED_DIGITS)]));
  }
}

function openKernel(): FoldingKernel | undefined {
  try {
    return new FoldingKernel();
  } catch (error) {
    // What V8 says where it gets no addresses for a memory.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A part of the bases as a sequence of its own. */
function encodePiece(bases: Uint8Array, from: number, size: number): Uint8Array {
  if (size === bases.length - 2) return bases;
  const piece = bases.slice(from - 1, from + size + 1);
  piece[0] = bases[0]!;
  piece[size + 1] = bases[0]!;
  return piece;
}

function foldPlainly({ bases, rules, ends, shortest, longest }: FoldingJob): Float64Array {
  const folding = new PlainFolding(bases, rules);
  const lengths = longest - shortest + 1;
  return Float64Array.from({ length: ends.length * lengths }, (_, at) => {
    const end = ends[Math.floor(at / lengths)]!;
    const start = end - shortest - (at % lengths) + 1;
    return start < 1 ? Number.NaN : folding.unpaired(start, end);
  });
}
