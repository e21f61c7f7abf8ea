import { Fault } from '../../fault.ts';
import type { FastaRecord } from './fasta.ts';
import type { UtrRecord } from './utr-record.ts';
import { isStartCodon, isStopCodon } from './utr-start.ts';

/** Records that are looked at: their shares are what counts. */
const SAMPLE = 2000;
/** nt; of 1,000 human 3' UTRs of RefSeq 16 % have a reading frame of this length, of mRNAs nearly all. */
const LONG_FRAME = 300;
const MANY_LONG = 0.6;
/** Of the same 3' UTRs 0.5 % begin with AUG and 30 codons without a stop. */
const OPEN_CODONS = 30;
const SOME_OPEN = 0.1;
const FEW = 3;

/**
 * Tells from sequences alone whether records that should be 3' UTRs are transcripts or coding parts: where most begin with
 * a start codon and an open reading frame they are refused; where many do, or most have a long reading frame, a warning says so.
 */
export function checkForTranscripts(records: readonly UtrRecord[], file: string): string[] {
  const sample = records.slice(0, SAMPLE);
  const open = sample.filter(({ sequence }) => beginsOpen(sequence));
  const shown = open.slice(0, 3).map(({ id }) => id);
  if (open.length >= FEW && open.length * 2 > sample.length) throw beginCoding(file, open.length, sample.length, shown);
  if (open.length >= FEW && open.length > SOME_OPEN * sample.length) {
    return [
      `${open.length} of ${sample.length} 3' UTRs looked at begin with a start codon and an open reading frame (${shown.join(', ')}): they may be transcripts or coding sequences, whose sites do not count`,
    ];
  }
  const long = sample.filter(({ sequence }) => longestFrame(sequence) >= LONG_FRAME).length;
  if (long < FEW || long <= MANY_LONG * sample.length) return [];
  return [
    `${long} of ${sample.length} 3' UTRs looked at have a reading frame of ${LONG_FRAME} nt or more, as whole transcripts have: give 3' UTRs alone, or a genome and its annotation to cut them from`,
  ];
}

function beginsOpen(letters: Uint8Array): boolean {
  if (letters.length < 3 * OPEN_CODONS || !isStartCodon(letters, 0)) return false;
  for (let codon = 1; codon < OPEN_CODONS; codon++) if (isStopCodon(letters, 3 * codon)) return false;
  return true;
}

/** Length from a start codon to the stop codon in its frame, in nt; 0 without any. */
function longestFrame(letters: Uint8Array): number {
  let longest = 0;
  for (let frame = 0; frame < 3; frame++) {
    let start = -1;
    for (let at = frame; at + 3 <= letters.length; at += 3) {
      if (start < 0) start = isStartCodon(letters, at) ? at : -1;
      else if (isStopCodon(letters, at)) {
        longest = Math.max(longest, at - start);
        start = -1;
      }
    }
  }
  return longest;
}

function beginCoding(file: string, open: number, records: number, shown: readonly string[]): Fault {
  return new Fault({
    code: 'UTR_IS_TRANSCRIPT',
    message:
      'most sequences begin with a start codon and an open reading frame: they are coding sequences or transcripts',
    file,
    found: `${open} of ${records}, such as ${shown.join(', ')}`,
    expected: "3' UTRs, which begin behind the stop codon",
    hint: "Give 3' UTRs, transcripts whose headers name the coding part (gffread -w: CDS=31-213), or genome and annotation.",
  });
}

const KINDS: Readonly<Record<string, string>> = {
  mRNA: 'whole transcripts (mRNA)',
  cdna: 'whole transcripts (cDNA)',
  cds: 'coding sequences (CDS)',
  ncrna: 'non-coding RNAs',
};

export function wholeTranscripts(file: string, { id, line, description }: FastaRecord, kind: string): Fault {
  return new Fault({
    code: 'UTR_IS_TRANSCRIPT',
    message: `the headers say that these sequences are ${KINDS[kind]}, and not where the 3' UTR begins`,
    file,
    line,
    found: `${id} ${description.split(' ').slice(0, 2).join(' ')}`,
    expected: "3' UTRs",
    hint: "Give 3' UTRs (BioMart: Sequences, 3' UTR), GENCODE's transcripts, or genome and annotation to cut them from.",
  });
}

export function badPart(file: string, line: number, id: string, end: number, length: number): Fault {
  return new Fault({
    code: 'UTR_PART_OUTSIDE',
    message: `the header of ${id} names a part that its sequence does not reach`,
    file,
    line,
    found: `up to ${end} of ${length} nt`,
    expected: 'parts within the sequence',
    hint: 'Give the file as it was published: sequences and headers of one release.',
  });
}
