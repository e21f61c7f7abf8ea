const BASES = 'ACGU';
/** Two bits a base by its upper-case RNA letter; 4 for any other. */
const codeOfLetter = new Uint8Array(256).fill(4);
for (const [code, letter] of [...BASES].entries()) codeOfLetter[letter.charCodeAt(0)] = code;
/** Letters that share a byte. */
const QUAD = 4;

/** The four letters of each byte, as one number in the order of bytes of this machine. */
const quadOfByte = new Uint32Array(
  Uint8Array.from({ length: 256 * QUAD }, (_, at) => BASES.charCodeAt(((at >> 2) >> (2 * (at & 3))) & 3)).buffer,
);

/** Letters of which nearly all are A, C, G or U. */
export interface PackedLetters {
  /** [letters / 4, rounded up] the code of the first letter lowest; what is no base, and what fills the last byte, is 0. */
  readonly codes: Uint8Array;
  /** Runs of other letters, three numbers each: first letter, how many, their byte. */
  readonly others: readonly number[];
}

/** Letters as two bits each. */
export function packLetters(letters: Uint8Array): PackedLetters {
  const codes = new Uint8Array(Math.ceil(letters.length / QUAD));
  const others: number[] = [];
  for (let byte = 0, at = 0; byte < codes.length; byte++, at += QUAD) {
    let packed = 0;
    let strange = 0;
    for (let place = 0; place < QUAD && at + place < letters.length; place++) {
      const code = codeOfLetter[letters[at + place]!]!;
      packed |= (code & 3) << (2 * place);
      strange |= code & 4;
    }
    codes[byte] = packed;
    if (strange !== 0) noteOthers(letters, at, others);
  }
  return { codes, others };
}

function noteOthers(letters: Uint8Array, from: number, others: number[]): void {
  for (let at = from; at < Math.min(from + QUAD, letters.length); at++) {
    const letter = letters[at]!;
    if (codeOfLetter[letter]! < 4) continue;
    const last = others.length - 3;
    if (last >= 0 && others[last]! + others[last + 1]! === at && others[last + 2] === letter) others[last + 1]!++;
    else others.push(at, 1, letter);
  }
}

/** The letters that {@link packLetters} packed. */
export function unpackLetters({ codes, others }: PackedLetters, length: number): Uint8Array {
  const quads = new Uint32Array(codes.length);
  for (let byte = 0; byte < codes.length; byte++) quads[byte] = quadOfByte[codes[byte]!]!;
  const letters = new Uint8Array(quads.buffer, 0, length);
  for (let k = 0; k < others.length; k += 3) letters.fill(others[k + 2]!, others[k]!, others[k]! + others[k + 1]!);
  return letters;
}
