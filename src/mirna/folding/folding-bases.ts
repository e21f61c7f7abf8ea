import { toBytes } from '../sequences/nucleotides.ts';

/** Bases as the energy tables number them: N 0, A 1, C 2, G 3, U 4; every letter that is no base is N, and never pairs. */
const codes = new Uint8Array(256);
for (const [index, letter] of [...'ACGU'].entries()) {
  codes[letter.charCodeAt(0)] = index + 1;
  codes[letter.toLowerCase().charCodeAt(0)] = index + 1;
}
codes['T'.charCodeAt(0)] = codes['t'.charCodeAt(0)] = 4;

export const foldingLetters = 'NACGU';

/**
 * The bases of a sequence between two codes `NO_BASE`, so that position i, counted from 1, is at index i.
 *
 * @returns [length + 2]
 */
export function encodeForFolding(sequence: string | Uint8Array): Uint8Array {
  const bytes = toBytes(sequence);
  const bases = new Uint8Array(bytes.length + 2).fill(NO_BASE);
  for (let i = 0; i < bytes.length; i++) bases[i + 1] = codes[bytes[i]!]!;
  return bases;
}

/** Before the first base and behind the last one. */
export const NO_BASE = 5;

export const NO_PAIR = 255;

/** [5 x 5] type of the pair of two bases: CG 0, GC 1, GU 2, UG 3, AU 4, UA 5, else `NO_PAIR`. Seen from inside it is `type ^ 1`. */
export const pairTypes: Uint8Array = new Uint8Array(25).fill(NO_PAIR);
for (const [type, pair] of ['CG', 'GC', 'GU', 'UG', 'AU', 'UA'].entries()) {
  pairTypes[5 * foldingLetters.indexOf(pair[0]!) + foldingLetters.indexOf(pair[1]!)] = type;
}
