import type { PackedUtrs } from '../../artifacts/utr-file.ts';
import type { UtrSet } from '../../formats/sequences/utr-record.ts';
import { baseCodes, NOT_A_BASE, rnaLetters } from '../../mirna/sequences/nucleotides.ts';

/** The letter that is kept for each byte: a base, N for the codes of several; what is neither stays, for readers to refuse. */
const keptLetter = Uint8Array.from(baseCodes, (code, byte) =>
  code === NOT_A_BASE ? byte : `${rnaLetters}N`.charCodeAt(code),
);
/** By byte: 1 for bases, and 65,536 more for G and C, so that one sum counts both. */
const GC = 1 << 16;
const counted = Uint32Array.from(baseCodes, (code) => (code > 3 ? 0 : code === 1 || code === 2 ? 1 + GC : 1));
/** Letters that are counted at once, so that sums stay small integers. */
const STRETCH = (1 << 14) - 1;

/** The 3' UTRs of a study with their letters in one piece, each looked at once. */
export function packUtrs({ records, notes, warnings }: UtrSet, isAligned: boolean): PackedUtrs {
  const letters = new Uint8Array(records.reduce((sum, { sequence }) => sum + sequence.length, 0));
  let end = 0;
  const gc = Float64Array.from(records, ({ sequence }) => {
    const start = end;
    end += sequence.length;
    return packLetters(sequence, letters, start);
  });
  return {
    isAligned,
    notes,
    warnings,
    records: records.map(({ id, keys, transcript, tags }) => ({ id, keys, transcript, tags })),
    lengths: Int32Array.from(records, ({ sequence }) => sequence.length),
    gc,
    letters,
  };
}

/** Copies letters as they are kept; returns the share of G and C among the bases. */
function packLetters(sequence: Uint8Array, letters: Uint8Array, start: number): number {
  let bases = 0;
  let gc = 0;
  for (let from = 0; from < sequence.length; from += STRETCH) {
    const to = Math.min(sequence.length, from + STRETCH);
    let both = 0;
    for (let i = from; i < to; i++) {
      const byte = sequence[i]!;
      letters[start + i] = keptLetter[byte]!;
      both += counted[byte]!;
    }
    bases += both % GC;
    gc += Math.floor(both / GC);
  }
  return gc / bases;
}
