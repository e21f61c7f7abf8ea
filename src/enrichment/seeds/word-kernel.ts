import { decodeBase64 } from '../../text/base64.ts';
import { type WasmMemory, wasm } from '../../wasm/engine.ts';
import { wordKernelBase64 } from '../../wasm/generated/word-kernel.ts';
import { noRoom } from '../../wasm/no-room.ts';
import { baseOfLetter, wordCount } from './word-codes.ts';

const PAGE = 65_536;
const BUCKETS = 256;
/** Of words that are counted at once. */
const LENGTHS = [6, 7, 8] as const;

interface KernelExports {
  readonly memory: WasmMemory;
  heapBase(): number;
  readWords(
    letters: number,
    codes: number,
    ends: number,
    genes: number,
    bucketSizes: number,
    sizes: number,
    bucketStarts: number,
    entries: number,
  ): void;
  setOutputs(
    totals: number,
    genes: number,
    highest: number,
    lowest: number,
    highestAt: number,
    lowestAt: number,
    variance: number,
    hits: number,
  ): void;
  scanLength(
    length: number,
    entries: number,
    bucketEnds: number,
    genes: number,
    shares: number,
    squares: number,
    windowEnds: number,
    windows: number,
  ): void;
}

/** What genes should have of the words of a length, by the number of G and C in the word. */
export interface ExpectedShares {
  /** [genes + 1][length + 1] share of all occurrences up to each gene. */
  readonly upTo: Float64Array;
  /** [length + 1] sum of the squared shares of the genes. */
  readonly squares: Float64Array;
}

/** Sums of all words of a length along the genes, [words] by code. */
export interface WordSums {
  readonly totals: Uint32Array;
  /** Genes with an occurrence. */
  readonly genes: Uint32Array;
  /** Extremes of the running sum, 0 where it never is beyond, and the number of genes before them. */
  readonly highest: Float64Array;
  readonly lowest: Float64Array;
  readonly highestAt: Uint32Array;
  readonly lowestAt: Uint32Array;
  /** Sum over genes of (occurrences - expected)^2. */
  readonly variance: Float64Array;
  /** [words x windows] occurrences up to the end of each window. */
  readonly hits: Uint32Array;
}

export type WordLength = (typeof LENGTHS)[number];

/** Words of 6, 7 and 8 bases along ordered sequences, counted by WebAssembly: some 13 bytes of its memory a nt. */
export class WordKernel {
  readonly #exports: KernelExports;
  readonly #genes: number;
  readonly #sizes: Uint32Array;
  readonly #entries: number;
  readonly #bucketEnds: number;
  #next: number;

  /** A `Fault` where the machine gives no memory. */
  constructor(sequences: readonly Uint8Array[]) {
    try {
      const abort = () => {
        throw new Error('the word kernel aborted');
      };
      const module = new wasm.Module(decodeBase64(wordKernelBase64));
      this.#exports = new wasm.Instance(module, { env: { abort } }).exports as KernelExports;
      this.#next = this.#exports.heapBase();
      const genes = sequences.length;
      this.#genes = genes;
      const letters = this.#reserve(sequences.reduce((sum, { length }) => sum + length, 0));
      const codes = this.#place(baseOfLetter);
      const ends = this.#place(placeLetters(this.#bytes(), letters, sequences));
      const bucketSizes = this.#reserve(4 * BUCKETS);
      const sizes = this.#reserve(4 * LENGTHS.length * genes);
      this.#exports.readWords(letters, codes, ends, genes, bucketSizes, sizes, 0, 0);
      this.#sizes = new Uint32Array(this.#memory.buffer, sizes, LENGTHS.length * genes).slice();
      const starts = new Uint32Array(BUCKETS);
      const found = new Uint32Array(this.#memory.buffer, bucketSizes, BUCKETS);
      for (let bucket = 1; bucket < BUCKETS; bucket++) starts[bucket] = starts[bucket - 1]! + found[bucket - 1]!;
      const all = starts[BUCKETS - 1]! + found[BUCKETS - 1]!;
      this.#bucketEnds = this.#place(starts);
      this.#entries = this.#reserve(4 * all);
      // Starts move to the ends as entries are written.
      this.#exports.readWords(letters, codes, ends, genes, bucketSizes, sizes, this.#bucketEnds, this.#entries);
    } catch (error) {
      throw noRoom(error);
    }
  }

  /** [genes] words of a length in each sequence; one that comes again one or two positions after itself counts once. */
  sizes(length: WordLength): Uint32Array {
    const from = LENGTHS.indexOf(length) * this.#genes;
    return this.#sizes.subarray(from, from + this.#genes);
  }

  /** windowEnds: leading genes at each point of the landscapes, ascending, the last of them all genes. */
  scan(length: WordLength, shares: ExpectedShares, windowEnds: Uint32Array): WordSums {
    const before = this.#next;
    try {
      const words = wordCount(length);
      const integers = () => this.#reserve(4 * words);
      const doubles = () => this.#reserve(8 * words);
      const places = {
        totals: integers(),
        genes: integers(),
        highest: doubles(),
        lowest: doubles(),
        highestAt: integers(),
        lowestAt: integers(),
        variance: doubles(),
        hits: this.#reserve(4 * words * windowEnds.length),
      };
      const { totals, genes, highest, lowest, highestAt, lowestAt, variance, hits } = places;
      const [upTo, squares, ends] = [this.#place(shares.upTo), this.#place(shares.squares), this.#place(windowEnds)];
      this.#exports.setOutputs(totals, genes, highest, lowest, highestAt, lowestAt, variance, hits);
      const { scanLength } = this.#exports;
      scanLength(length, this.#entries, this.#bucketEnds, this.#genes, upTo, squares, ends, windowEnds.length);
      const { buffer } = this.#memory;
      const takeIntegers = (at: number, size = words) => new Uint32Array(buffer, at, size).slice();
      const takeDoubles = (at: number) => new Float64Array(buffer, at, words).slice();
      return {
        totals: takeIntegers(totals),
        genes: takeIntegers(genes),
        highest: takeDoubles(highest),
        lowest: takeDoubles(lowest),
        highestAt: takeIntegers(highestAt),
        lowestAt: takeIntegers(lowestAt),
        variance: takeDoubles(variance),
        hits: takeIntegers(hits, words * windowEnds.length),
      };
    } catch (error) {
      throw noRoom(error);
    } finally {
      this.#next = before;
    }
  }

  get #memory(): WasmMemory {
    return this.#exports.memory;
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  /** Address of so many bytes; arrays over the memory that were made before are then detached. */
  #reserve(bytes: number): number {
    const start = Math.ceil(this.#next / 8) * 8;
    this.#next = start + bytes;
    const missing = Math.ceil((this.#next - this.#memory.buffer.byteLength) / PAGE);
    if (missing > 0) this.#memory.grow(missing);
    return start;
  }

  #place(values: Uint8Array | Uint32Array | Float64Array): number {
    const start = this.#reserve(values.byteLength);
    this.#bytes().set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
    return start;
  }
}

/** Copies the letters one after another; [sequences] where each ends. */
function placeLetters(bytes: Uint8Array, start: number, sequences: readonly Uint8Array[]): Uint32Array {
  let end = 0;
  return Uint32Array.from(sequences, (sequence) => {
    bytes.set(sequence, start + end);
    end += sequence.length;
    return end;
  });
}
