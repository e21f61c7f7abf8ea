import { decodeText } from '../../../src/formats/bytes/decode-text.ts';
import { plainText } from '../../../src/formats/bytes/plain-text.ts';
import { streamFasta } from '../../../src/formats/sequences/fasta.ts';
import { streamTargetScanUtrs } from '../../../src/formats/sequences/targetscan-utrs.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import { baseCodes, NOT_A_BASE } from '../../../src/mirna/sequences/nucleotides.ts';
import {
  emptySequence,
  repeatedSequence,
  type SequencePlace,
  strangeLetter,
} from '../../../src/mirna/sequences/sequence-faults.ts';
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
      checkLetters({ id, file, line }, sequence, false);
      yield { id, rows: new Map([[reference, sequence]]) };
    }
    return;
  }
  for await (const { id, rows } of streamTargetScanUtrs(openInput(file))) {
    for (const row of rows.values()) checkLetters({ id, file }, row, true);
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
    checkLetters({ id, file }, sequence, false);
    yield { id, rows: new Map([[reference, sequence]]) };
  }
}

const GAP = 45;

const KEEP_ONE = 'Keep one sequence for each id; name isoforms transcript|gene.';

function checkLetters(place: SequencePlace, sequence: Uint8Array, isAligned: boolean): void {
  if (sequence.length === 0) throw emptySequence(place);
  for (let i = 0; i < sequence.length; i++) {
    const byte = sequence[i]!;
    if (baseCodes[byte] !== NOT_A_BASE || (isAligned && byte === GAP)) continue;
    const gapHint = "Gaps belong to aligned sequences: give those as TargetScan's table gene, species, sequence.";
    throw strangeLetter(place, i, byte, 'match', byte === GAP ? gapHint : undefined);
  }
}

/** The names a sequence may be known by elsewhere: its id, and the parts of one like `gene|transcript|symbol`. */
export function namesOf(id: string): string[] {
  return [id, ...(id.includes('|') ? id.split('|').filter((part) => part !== '') : [])];
}

/** Letters of a row without gaps: upper case, T as U. */
export function ungappedRna(row: Uint8Array): string {
  return Buffer.from(row).toString('latin1').replaceAll('-', '').toUpperCase().replaceAll('T', 'U');
}
