/** Bases as small integers: A 0, C 1, G 2, U 3; `UNKNOWN_BASE` for N and IUPAC codes, `NOT_A_BASE` for other letters. */
export const UNKNOWN_BASE = 4;
export const NOT_A_BASE = 5;

/** Code of every byte: `baseCodes[byte]`, either case, T read as U. N and the IUPAC codes never match anything. */
export const baseCodes: Uint8Array = makeBaseCodes();

export const rnaLetters = 'ACGU';

function makeBaseCodes(): Uint8Array {
  const codes = new Uint8Array(256).fill(NOT_A_BASE);
  const set = (letters: string, code: number) => {
    for (const letter of letters + letters.toLowerCase()) codes[letter.charCodeAt(0)] = code;
  };
  set('A', 0);
  set('C', 1);
  set('G', 2);
  set('UT', 3);
  set('NRYSWKMBDHV', UNKNOWN_BASE);
  return codes;
}

const encoder = new TextEncoder();

/** The sequence as bytes, one a letter. */
export function toBytes(sequence: string | Uint8Array): Uint8Array {
  return typeof sequence === 'string' ? encoder.encode(sequence) : sequence;
}

/** The base codes of a sequence, one byte a letter. */
export function encodeBases(sequence: string | Uint8Array): Uint8Array {
  const bytes = toBytes(sequence);
  const codes = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) codes[i] = baseCodes[bytes[i]!]!;
  return codes;
}

/** Upper case, T as U. */
export function toRna(sequence: string): string {
  return sequence.toUpperCase().replaceAll('T', 'U');
}

const complements: Readonly<Record<string, string>> = { A: 'U', C: 'G', G: 'C', U: 'A' };

/** The strand that pairs with an RNA sequence, 5'->3'; letters other than A C G U become N. */
export function reverseComplement(rna: string): string {
  let strand = '';
  for (let i = rna.length - 1; i >= 0; i--) strand += complements[rna[i]!] ?? 'N';
  return strand;
}
