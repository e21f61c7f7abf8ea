/** Two bits a base by letter, either case, U as T; 4 for any other. */
const codes = new Uint8Array(256).fill(4);
for (const [code, letters] of ['Aa', 'Cc', 'Gg', 'TtUu'].entries()) {
  for (const letter of letters) codes[letter.charCodeAt(0)] = code;
}

/** Number of words of a length. */
export function wordCount(length: number): number {
  return 4 ** length;
}

/** The word of a code, in DNA letters. */
export function wordOf(code: number, length: number): string {
  let word = '';
  for (let i = length - 1; i >= 0; i--) word += 'ACGT'[(code >> (2 * i)) & 3]!;
  return word;
}

/** The code of a word in DNA or RNA letters; -1 if it has another letter. */
export function codeOf(word: string): number {
  let code = 0;
  for (let i = 0; i < word.length; i++) {
    const base = codes[word.charCodeAt(i)]!;
    if (base > 3) return -1;
    code = code * 4 + base;
  }
  return code;
}

/** [4^length] number of G and C in each word. */
export function gcOfWords(length: number): Uint8Array {
  return Uint8Array.from({ length: wordCount(length) }, (_, code) => {
    let gc = 0;
    for (let rest = code, i = 0; i < length; i++, rest >>= 2) if ((rest & 3) === 1 || (rest & 3) === 2) gc++;
    return gc;
  });
}

/** Writes the codes of all words of a sequence to `out` and returns how many: words with other letters than bases are left out. */
export type WordReader = (sequence: Uint8Array, out: Uint32Array) => number;

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
      const base = codes[sequence[i]!]!;
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

/** Share of G and C among the bases of a sequence; NaN without any. */
export function gcContent(sequence: Uint8Array): number {
  let bases = 0;
  let gc = 0;
  for (let i = 0; i < sequence.length; i++) {
    const base = codes[sequence[i]!]!;
    if (base > 3) continue;
    bases++;
    if (base === 1 || base === 2) gc++;
  }
  return gc / bases;
}
