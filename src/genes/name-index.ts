import * as math from '../stats/math/portable.ts';

const LF = 10;
const COMMA = 44;

/**
 * Finds the lines of a text that have a name, where each line holds names joined by commas. One pass over the text and a hash
 * table (FNV-1a) of where names begin: texts of names need not be made, which costs more than all else.
 */
export class NameIndex {
  readonly #text: string;
  readonly #foldsCase: boolean;
  /** [lines + 1] where each line begins. */
  readonly #lineStarts: readonly number[];
  /** [names] where each name begins, its line, and the name before it of the same slot. */
  readonly #starts: Int32Array;
  readonly #lines: Int32Array;
  readonly #before: Int32Array;
  /** The last name of each slot, -1 where there is none. */
  readonly #slots: Int32Array;

  constructor(text: string, { foldsCase = false } = {}) {
    this.#text = text;
    this.#foldsCase = foldsCase;
    // A name and the mark behind it are two letters at least.
    const most = (text.length + 1) >> 1;
    const starts = new Int32Array(most);
    const lines = new Int32Array(most);
    const before = new Int32Array(most);
    const slots = new Int32Array(2 ** Math.ceil(math.log2(text.length / 8 + 2))).fill(-1);
    const lineStarts = [0];
    let names = 0;
    let hash = FNV_BASIS;
    let start = 0;
    for (let i = 0; i <= text.length; i++) {
      const letter = i < text.length ? text.charCodeAt(i) : LF;
      if (letter !== COMMA && letter !== LF) {
        hash = Math.imul(hash ^ (foldsCase ? folded(letter) : letter), FNV_PRIME);
        continue;
      }
      if (i > start) {
        const slot = slotOf(hash, slots.length);
        before[names] = slots[slot]!;
        starts[names] = start;
        lines[names] = lineStarts.length - 1;
        slots[slot] = names++;
      }
      if (letter === LF) lineStarts.push(i + 1);
      hash = FNV_BASIS;
      start = i + 1;
    }
    this.#starts = starts;
    this.#lines = lines;
    this.#before = before;
    this.#slots = slots;
    this.#lineStarts = lineStarts;
  }

  /** The names of a line, joined by commas. */
  lineAt(line: number): string {
    return this.#text.slice(this.#lineStarts[line], this.#lineStarts[line + 1]! - 1);
  }

  /** The lines that have a name, ascending. */
  linesWith(name: string): number[] {
    if (/[,\n]/.test(name)) return [];
    let hash = FNV_BASIS;
    for (let i = 0; i < name.length; i++) {
      const letter = name.charCodeAt(i);
      hash = Math.imul(hash ^ (this.#foldsCase ? folded(letter) : letter), FNV_PRIME);
    }
    const found = new Set<number>();
    for (let k = this.#slots[slotOf(hash, this.#slots.length)]!; k >= 0; k = this.#before[k]!) {
      if (this.#isAt(this.#starts[k]!, name)) found.add(this.#lines[k]!);
    }
    return [...found].sort((a, b) => a - b);
  }

  #isAt(start: number, name: string): boolean {
    const end = start + name.length;
    const after = end < this.#text.length ? this.#text.charCodeAt(end) : LF;
    if (after !== COMMA && after !== LF) return false;
    if (!this.#foldsCase) return this.#text.startsWith(name, start);
    return this.#text.slice(start, end).toLowerCase() === name.toLowerCase();
  }
}

const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** The slot of a hash; their number is a power of two. */
function slotOf(hash: number, slots: number): number {
  return (hash ^ (hash >>> 15)) & (slots - 1);
}

/** The lower case of an ASCII letter. */
function folded(letter: number): number {
  return letter >= 65 && letter <= 90 ? letter | 32 : letter;
}
