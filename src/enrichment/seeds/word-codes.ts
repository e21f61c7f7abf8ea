/** Two bits a base by letter, either case, U as T; 4 for any other. */
export const baseOfLetter = new Uint8Array(256).fill(4);
for (const [code, letters] of ['Aa', 'Cc', 'Gg', 'TtUu'].entries()) {
  for (const letter of letters) baseOfLetter[letter.charCodeAt(0)] = code;
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
    const base = baseOfLetter[word.charCodeAt(i)]!;
    if (base > 3) return -1;
    code = code * 4 + base;
  }
  return code;
}

/** Share of G and C among the bases of a sequence; NaN without any. */
export function gcContent(sequence: Uint8Array): number {
  let bases = 0;
  let gc = 0;
  for (let i = 0; i < sequence.length; i++) {
    const base = baseOfLetter[sequence[i]!]!;
    if (base > 3) continue;
    bases++;
    if (base === 1 || base === 2) gc++;
  }
  return gc / bases;
}
