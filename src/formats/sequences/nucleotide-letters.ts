import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';

/** Bases and the IUPAC codes of several, of DNA and RNA, in either case; 1 for each such byte, and for gaps `-` and `.`. */
const NUCLEOTIDE = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[ACGTUNRYSWKMBDHV.-]/i.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** The index of the first letter of a sequence that is no nucleotide code and no gap; -1 if there is none. */
export function findStrangeLetter(sequence: Uint8Array): number {
  for (let i = 0; i < sequence.length; i++) if (NUCLEOTIDE[sequence[i]!] === 0) return i;
  return -1;
}

/** Line and column (from 1) of a residue of a FASTA record by its 0-based index, found by reading the file again. */
export async function placeOfResidue(
  file: InputFile,
  headerLine: number,
  index: number,
): Promise<{ readonly line: number; readonly column: number }> {
  const lines = decodeText(plainText(await file.bytes())).split('\n');
  let left = index;
  for (let line = headerLine; line < lines.length; line++) {
    const text = lines[line]!;
    for (let column = 0; column < text.length; column++) {
      if (text[column] === ' ' || text[column] === '\r') continue;
      if (left-- === 0) return { line: line + 1, column: column + 1 };
    }
  }
  return { line: headerLine, column: index + 1 };
}
