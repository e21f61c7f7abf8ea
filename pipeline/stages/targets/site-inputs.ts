import { decodeText } from '../../../src/formats/bytes/decode-text.ts';
import { plainText } from '../../../src/formats/bytes/plain-text.ts';
import { streamFasta } from '../../../src/formats/sequences/fasta.ts';
import { placeOfResidue } from '../../../src/formats/sequences/nucleotide-letters.ts';
import {
  emptySequence,
  repeatedSequence,
  type SequencePlace,
  strangeLetter,
} from '../../../src/formats/sequences/sequence-faults.ts';
import { streamTargetScanUtrs } from '../../../src/formats/sequences/targetscan-utrs.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import { baseCodes, NOT_A_BASE } from '../../../src/mirna/sequences/nucleotides.ts';
import { openInput } from '../../files/open-input.ts';

/** A 3' UTR, or an open reading frame, in one species or aligned over several. */
export interface AlignedSequence {
  readonly id: string;
  /** By NCBI taxonomy id: letters, gaps as `-`. */
  readonly rows: ReadonlyMap<number, Uint8Array>;
}

export async function readText(file: string): Promise<string> {
  return decodeText(plainText(await openInput(file).bytes()));
}

/** Whether a file holds FASTA; an empty one is for the reader of FASTA to refuse. */
export async function isFasta(file: string): Promise<boolean> {
  const head = decodeText(plainText(await openInput(file).head(65_536))).trimStart();
  return head === '' || head.startsWith('>');
}

/**
 * Reads sequences one after the other: FASTA as rows of the reference species, or TargetScan's aligned table.
 * Faults: an empty sequence, an id given twice, a letter that is no nucleotide code, rows of unequal length.
 */
export async function* streamSequences(file: string, reference: number): AsyncGenerator<AlignedSequence> {
  const seen = new Set<string>();
  if (await isFasta(file)) {
    for await (const { id, sequence, line } of streamFasta(openInput(file))) {
      if (seen.has(id)) throw repeatedSequence({ id, file, line }, KEEP_ONE);
      seen.add(id);
      await checkFastaLetters({ id, file, line }, sequence);
      yield { id, rows: new Map([[reference, sequence]]) };
    }
    return;
  }
  for await (const { id, rows } of streamTargetScanUtrs(openInput(file))) {
    for (const row of rows.values()) checkLetters({ id, file }, row);
    yield { id, rows };
  }
}

/**
 * Reads the 3' UTRs of a study: as `streamSequences`, but FASTA records without a sequence (BioMart writes "Sequence
 * unavailable") are left out and gaps in FASTA removed, as where genes are linked to them.
 */
export async function* streamStudyUtrs(file: string, reference: number): AsyncGenerator<AlignedSequence> {
  if (!(await isFasta(file))) return yield* streamSequences(file, reference);
  const seen = new Set<string>();
  for (const { id, sequence } of (await readUtrs(openInput(file))).records) {
    if (seen.has(id)) throw repeatedSequence({ id, file }, KEEP_ONE);
    seen.add(id);
    yield { id, rows: new Map([[reference, sequence]]) };
  }
}

const GAP = 45;

const KEEP_ONE = 'Keep one sequence for each id; name isoforms transcript|gene.';

function checkLetters(place: SequencePlace, sequence: Uint8Array): void {
  if (sequence.length === 0) throw emptySequence(place);
  const index = findOther(sequence, GAP);
  if (index >= 0) throw strangeLetter(place, index, sequence[index]!, 'match');
}

async function checkFastaLetters(place: Required<SequencePlace>, sequence: Uint8Array): Promise<void> {
  if (sequence.length === 0) throw emptySequence(place);
  const index = findOther(sequence, undefined);
  if (index < 0) return;
  const { line, column } = await placeOfResidue(openInput(place.file), place.line as number, index);
  const byte = sequence[index]!;
  const gapHint = "Gaps belong to aligned sequences: give those as TargetScan's table gene, species, sequence.";
  throw strangeLetter({ ...place, line }, column - 1, byte, 'match', byte === GAP ? gapHint : undefined);
}

/** The index of the first letter that is no nucleotide code and not `also`; -1 if there is none. */
function findOther(sequence: Uint8Array, also: number | undefined): number {
  for (let i = 0; i < sequence.length; i++) {
    const byte = sequence[i]!;
    if (baseCodes[byte] === NOT_A_BASE && byte !== also) return i;
  }
  return -1;
}

/** The names a sequence may be known by elsewhere: its id, and the parts of one like `gene|transcript|symbol`. */
export function namesOf(id: string): string[] {
  return [id, ...(id.includes('|') ? id.split('|').filter((part) => part !== '') : [])];
}

/** Letters of a row without gaps: upper case, T as U. */
export function ungappedRna(row: Uint8Array): string {
  return Buffer.from(row).toString('latin1').replaceAll('-', '').toUpperCase().replaceAll('T', 'U');
}
