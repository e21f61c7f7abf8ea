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
  sizeBuckets(letters: number, end: number, codes: number, bucketSizes: number): void;
  readWords(
    letters: number,
    codes: number,
    ends: number,
    genes: number,
    sizes: number,
    bucketEnds: number,
    entries: number,
  ): void;
  askFor(
    length: number,
    shares: number,
    squares: number,
    totals: number,
    genes: number,
    highest: number,
    lowest: number,
    highestAt: number,
    lowestAt: number,
    variance: number,
    hits: number,
  ): void;
  scanWords(
    entries: number,
    bucketStarts: number,
    bucketEnds: number,
    genes: number,
    windowEnds: number,
    windows: number,
  ): void;
}

/** What genes should have of the words of a length, by the number of G and C in the word. */
export interface ExpectedShares {
  /** [length + 1][genes + 1] share of all occurrences up to each gene. */
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
  /** Occurrences up to the end of each window, at `hitPlace`. */
  readonly hits: Uint32Array;
}

/** Where in `hits` of words of a length the occurrences of one up to the end of a window are: words that end alike lie together. */
export function hitPlace(code: number, window: number, length: number, windows: number): number {
  return ((code % BUCKETS) * windows + window) * (wordCount(length) / BUCKETS) + Math.floor(code / BUCKETS);
}

export type WordLength = (typeof LENGTHS)[number];

/** Words of 6, 7 and 8 bases along ordered sequences, counted by WebAssembly: some 13 bytes of its memory a nt. */
export class WordKernel {
  readonly #exports: KernelExports;
  readonly #genes: number;
  readonly #sizes: Uint32Array;
  readonly #entries: number;
  readonly #bucketStarts: number;
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
      const nt = sequences.reduce((sum, { length }) => sum + length, 0);
      const letters = this.#reserve(nt);
      const codes = this.#place(baseOfLetter);
      const ends = this.#place(placeLetters(this.#bytes(), letters, sequences));
      const sizes = this.#reserve(4 * LENGTHS.length * genes);
      this.#bucketStarts = this.#reserve(4 * BUCKETS);
      this.#exports.sizeBuckets(letters, letters + nt, codes, this.#bucketStarts);
      const starts = new Uint32Array(this.#memory.buffer, this.#bucketStarts, BUCKETS);
      let all = 0;
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        const size = starts[bucket]!;
        starts[bucket] = all;
        all += size;
      }
      // Starts move to the ends as entries are written.
      this.#bucketEnds = this.#place(starts.slice());
      this.#entries = this.#reserve(4 * all);
      this.#exports.readWords(letters, codes, ends, genes, sizes, this.#bucketEnds, this.#entries);
      this.#sizes = new Uint32Array(this.#memory.buffer, sizes, LENGTHS.length * genes).slice();
    } catch (error) {
      throw noRoom(error);
    }
  }

  /** [genes] words of a length in each sequence; one that comes again one or two positions after itself counts once. */
  sizes(length: WordLength): Uint32Array {
    const from = LENGTHS.indexOf(length) * this.#genes;
    return this.#sizes.subarray(from, from + this.#genes);
  }

  /**
   * The sums of all words of some lengths, in the order of these.
   *
   * @param asked each length once, with what genes should have of its words
   * @param windowEnds leading genes at each point of the landscapes, ascending, the last of them all genes
   */
  scan(
    asked: readonly { readonly length: WordLength; readonly shares: ExpectedShares }[],
    windowEnds: Uint32Array,
  ): WordSums[] {
    const before = this.#next;
    try {
      const places = asked.map(({ length, shares }) => this.#askFor(length, shares, windowEnds.length));
      const ends = this.#place(windowEnds);
      const { scanWords } = this.#exports;
      scanWords(this.#entries, this.#bucketStarts, this.#bucketEnds, this.#genes, ends, windowEnds.length);
      return places.map((results) => this.#take(results, windowEnds.length));
    } catch (error) {
      throw noRoom(error);
    } finally {
      this.#next = before;
    }
  }

  #askFor(length: WordLength, shares: ExpectedShares, windows: number): ResultPlaces {
    const words = wordCount(length);
    const integers = () => this.#reserve(4 * words);
    const doubles = () => this.#reserve(8 * words);
    const places = {
      words,
      totals: integers(),
      genes: integers(),
      highest: doubles(),
      lowest: doubles(),
      highestAt: integers(),
      lowestAt: integers(),
      variance: doubles(),
      hits: this.#reserve(4 * words * windows),
    };
    const { totals, genes, highest, lowest, highestAt, lowestAt, variance, hits } = places;
    const [upTo, squares] = [this.#place(shares.upTo), this.#place(shares.squares)];
    const { askFor } = this.#exports;
    askFor(length, upTo, squares, totals, genes, highest, lowest, highestAt, lowestAt, variance, hits);
    return places;
  }

  #take({ words, ...places }: ResultPlaces, windows: number): WordSums {
    const { buffer } = this.#memory;
    const integers = (at: number, size = words) => new Uint32Array(buffer, at, size).slice();
    const doubles = (at: number) => new Float64Array(buffer, at, words).slice();
    return {
      totals: integers(places.totals),
      genes: integers(places.genes),
      highest: doubles(places.highest),
      lowest: doubles(places.lowest),
      highestAt: integers(places.highestAt),
      lowestAt: integers(places.lowestAt),
      variance: doubles(places.variance),
      hits: integers(places.hits, words * windows),
    };
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

/** Where the sums of a length are written, as addresses. */
type ResultPlaces = Readonly<Record<keyof WordSums | 'words', number>>;

/** Copies the letters one after another; [sequences] where each ends. */
function placeLetters(bytes: Uint8Array, start: number, sequences: readonly Uint8Array[]): Uint32Array {
  let end = 0;
  return Uint32Array.from(sequences, (sequence) => {
    bytes.set(sequence, start + end);
    end += sequence.length;
    return end;
  });
}
