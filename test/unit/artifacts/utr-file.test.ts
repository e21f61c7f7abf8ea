import { describe, expect, it } from 'vitest';
import { packUtrs } from '../../../src/analyses/targets/pack-utrs.ts';
import { ungappedRna } from '../../../src/analyses/targets/target-sequences.ts';
import { formatUtrFile, parseUtrFile } from '../../../src/artifacts/utr-file.ts';
import { parseFasta } from '../../../src/formats/sequences/fasta.ts';
import { utrsOfFasta } from '../../../src/formats/sequences/utr-fasta.ts';

const long = 'ACGTUacgtu'.repeat(4000);
const set = utrsOfFasta(
  parseFasta(
    new TextEncoder().encode(
      `>ENSG1|ENST1|A transcript=ENST1.2 tags=MANE_Select,basic\nacgtNRyn\n>ENSG2||B\nAC-GT..T\n>none\n\n>n\nNNNN\n>ENSG3|ENST3|É\n${long}\n`,
    ),
    'utrs.fa',
  ),
  'utrs.fa',
);

function roundTrip(isAligned = false) {
  const pieces = formatUtrFile(packUtrs(set, isAligned));
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, kept: parseUtrFile(bytes, 'sequences.utrs') };
}

describe("3' UTRs as a study keeps them", () => {
  it('have the names and the letters that were read, as RNA with N for codes of several bases', () => {
    const { kept } = roundTrip();
    const { file: _, records, ...said } = set;
    const letters = (sequence: Uint8Array) => ungappedRna(sequence).replaceAll(/[^ACGU]/g, 'N');
    expect(said.notes).not.toEqual([]);
    expect(kept).toMatchObject({ ...said, isAligned: false });
    expect(roundTrip(true).kept.isAligned).toBe(true);
    expect(
      kept.records.map(({ sequence, ...names }) => ({
        ...names,
        letters: String.fromCharCode(...sequence.subarray(0, 100)),
      })),
    ).toEqual(records.map(({ sequence, ...names }) => ({ ...names, letters: letters(sequence.subarray(0, 100)) })));
    expect(kept.records.at(-1)!.sequence.length).toBe(long.length);
    expect(kept.records[0]!.tags).toEqual(['MANE_Select', 'basic']);
  });

  it('have the share of G and C among known bases', () => {
    // acgtNRyn: 2 of 4; ACGTT: 2 of 5; no base; 4 of 10 in each repeat.
    expect([...roundTrip().kept.gc]).toEqual([0.5, 0.4, Number.NaN, 0.4]);
  });

  it('are refused where the file is cut short or of another kind', () => {
    const { bytes } = roundTrip();
    for (const end of [0, 10, 40, bytes.length - 1])
      expect(() => parseUtrFile(bytes.slice(0, end), 'sequences.utrs'), `${end} bytes`).toThrow(
        expect.objectContaining({ code: 'UTRS_DAMAGED' }),
      );
    expect(() => parseUtrFile(new TextEncoder().encode('>ENSG1\nACGTACGTACGTACGTACGT\n'), 'utrs.fa')).toThrow(
      expect.objectContaining({ code: 'UTRS_DAMAGED' }),
    );
  });
});
