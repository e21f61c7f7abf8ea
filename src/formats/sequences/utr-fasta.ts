import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';
import { type FastaRecord, readFasta } from './fasta.ts';
import { findStrangeLetter, placeOfResidue } from './nucleotide-letters.ts';
import { strangeLetter } from './sequence-faults.ts';
import { readTargetScanUtrs } from './targetscan-utrs.ts';
import { readUtrHeader, type UtrHeader } from './utr-header.ts';
import { type UtrRecord, type UtrSet, withoutGaps } from './utr-record.ts';
import { findUtrStart } from './utr-start.ts';
import { badPart, checkForTranscripts, wholeTranscripts } from './whole-transcripts.ts';

/**
 * Reads 3' UTR sequences: FASTA (ids as gene, symbol, transcript, or several joined by `|` as BioMart writes them; UCSC's
 * table browser; whole transcripts whose headers say where the 3' UTR or the coding part is, of which the 3' UTR is cut), or
 * TargetScan's `UTR_Sequences.txt`, of which the rows of one species are taken. A letter that is no nucleotide code is a
 * {@link Fault} with its line and column.
 */
export async function readUtrs(
  file: InputFile,
  options: { readonly species?: number | undefined } = {},
): Promise<UtrSet> {
  const head = plainText(await file.head(65_536));
  const isFasta = decodeText(head).trimStart().startsWith('>');
  if (!isFasta && head.length > 0) return readTargetScanUtrs(file, options.species ?? 9606);
  const fasta = await readFasta(file);
  for (const record of fasta) await checkLetters(record, file);
  return utrsOfFasta(fasta, file.name);
}

async function checkLetters({ id, line, sequence }: FastaRecord, file: InputFile): Promise<void> {
  const index = isUnavailable(sequence) ? -1 : findStrangeLetter(sequence);
  if (index < 0) return;
  const place = await placeOfResidue(file, line, index);
  throw strangeLetter({ id, file: file.name, line: place.line }, place.column - 1, sequence[index]!, 'match');
}

/**
 * The 3' UTRs of FASTA records; those without sequence (BioMart: "Sequence unavailable") are left out and noted. Sequences
 * that are not 3' UTRs but transcripts are cut where all say where, else refused or, where that is not certain, warned of.
 */
export function utrsOfFasta(fasta: readonly FastaRecord[], file: string): UtrSet {
  const records: UtrRecord[] = [];
  const headers = fasta.map(readUtrHeader);
  const areTranscripts = headers.some(({ utr, codingEnd }) => utr !== undefined || codingEnd !== undefined);
  const whole = headers.findIndex((header) => header.whole !== undefined);
  if (whole >= 0 && !areTranscripts) throw wholeTranscripts(file, fasta[whole]!, headers[whole]!.whole!);
  const left = { empty: 0, gapped: 0, notCoding: 0, withoutUtr: 0, withoutStop: 0 };
  for (const [k, { line, sequence }] of fasta.entries()) {
    const { id, keys, transcript, tags, utr, codingEnd } = headers[k]!;
    let letters = withoutGaps(sequence);
    if (letters.length < sequence.length) left.gapped++;
    if (letters.length === 0 || isUnavailable(letters)) {
      left.empty++;
      continue;
    }
    if (areTranscripts) {
      const end = utr?.[1] ?? codingEnd;
      if (end !== undefined && end > letters.length) throw badPart(file, line, id, end, letters.length);
      if (end === undefined) {
        left.notCoding++;
        continue;
      }
      const cut = cutUtr(letters, headers[k]!);
      if (!cut.hasStop) left.withoutStop++;
      if (cut.letters.length === 0) {
        left.withoutUtr++;
        continue;
      }
      letters = cut.letters;
    }
    records.push({ id, keys, transcript, ...(tags !== undefined && { tags }), sequence: letters });
  }
  const notes: string[] = [];
  if (left.empty > 0) notes.push(`${left.empty} records without a sequence were left out`);
  if (left.gapped > 0) notes.push(`alignment gaps were removed from ${left.gapped} sequences`);
  if (areTranscripts) {
    const { notCoding, withoutUtr, withoutStop } = left;
    notes.push(
      `the sequences are whole transcripts: ${records.length} were cut to the 3' UTR that their headers name, ${withoutUtr} have none, ${notCoding} name no coding part and were left out`,
    );
    if (withoutStop > 0) notes.push(`${withoutStop} of them have no stop codon where their coding part ends`);
  }
  return { file, records, notes, warnings: areTranscripts ? [] : checkForTranscripts(records, file) };
}

/** GENCODE names the 3' UTR; gffread the coding part, with or without its stop codon. */
function cutUtr(
  letters: Uint8Array,
  { utr, codingEnd }: UtrHeader,
): { readonly letters: Uint8Array; readonly hasStop: boolean } {
  if (utr !== undefined) return { letters: letters.subarray(utr[0] - 1, utr[1]), hasStop: true };
  const { start, hasStop } = findUtrStart(letters, codingEnd!);
  return { letters: letters.subarray(start), hasStop };
}

const UNAVAILABLE = 'Sequenceunavailable';

function isUnavailable(letters: Uint8Array): boolean {
  return letters.length === UNAVAILABLE.length && String.fromCharCode(...letters) === UNAVAILABLE;
}
