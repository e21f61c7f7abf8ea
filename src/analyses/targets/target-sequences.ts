import { decodeText } from '../../formats/bytes/decode-text.ts';
import type { InputFile } from '../../formats/bytes/input-file.ts';
import { plainText } from '../../formats/bytes/plain-text.ts';
import { streamFasta } from '../../formats/sequences/fasta.ts';
import { placeOfResidue } from '../../formats/sequences/nucleotide-letters.ts';
import {
  emptySequence,
  repeatedSequence,
  type SequencePlace,
  strangeLetter,
} from '../../formats/sequences/sequence-faults.ts';
import { streamTargetScanUtrs } from '../../formats/sequences/targetscan-utrs.ts';
import { readUtrs } from '../../formats/sequences/utr-fasta.ts';
import type { UtrRecord } from '../../formats/sequences/utr-record.ts';
import { baseCodes, NOT_A_BASE } from '../../mirna/sequences/nucleotides.ts';
import type { SearchedSequence } from '../../targets/search-sites.ts';

/** A 3' UTR, or an open reading frame, in one species or aligned over several. */
export type AlignedSequence = SearchedSequence;

export async function readText(file: InputFile): Promise<string> {
  return decodeText(plainText(await file.bytes()));
}

/** Whether a file holds FASTA; an empty one is for the reader of FASTA to refuse. */
export async function isFasta(file: InputFile): Promise<boolean> {
  const head = decodeText(plainText(await file.head(65_536))).trimStart();
  return head === '' || head.startsWith('>');
}

/**
 * Reads sequences one after the other: FASTA as rows of the reference species, or TargetScan's aligned table.
 * Faults: an empty sequence, an id given twice, a letter that is no nucleotide code, rows of unequal length.
 *
 * @param letters `all`: any letter may stand in a sequence
 */
export async function* streamSequences(
  file: InputFile,
  reference: number,
  letters: Letters = 'nucleotides',
): AsyncGenerator<AlignedSequence> {
  const seen = new Set<string>();
  if (await isFasta(file)) {
    for await (const { id, sequence, line } of streamFasta(file)) {
      if (seen.has(id)) throw repeatedSequence({ id, file: file.name, line }, KEEP_ONE);
      seen.add(id);
      await checkFastaLetters(file, { id, line }, sequence, letters);
      yield { id, rows: new Map([[reference, sequence]]) };
    }
    return;
  }
  for await (const { id, rows } of streamTargetScanUtrs(file)) {
    for (const row of rows.values()) checkLetters({ id, file: file.name }, row, letters);
    yield { id, rows };
  }
}

/**
 * Reads the 3' UTRs of a study: as `streamSequences`, but FASTA records without a sequence (BioMart writes "Sequence
 * unavailable") are left out and gaps in FASTA removed, as where genes are linked to them.
 */
export async function* streamStudyUtrs(file: InputFile, reference: number): AsyncGenerator<AlignedSequence> {
  if (!(await isFasta(file))) return yield* streamSequences(file, reference);
  yield* oneSpecies((await readUtrs(file)).records, reference, file.name);
}

/** 3' UTRs of the reference species alone; `file` stands for where they are from in the fault that an id given twice is. */
export function* oneSpecies(
  records: readonly UtrRecord[],
  reference: number,
  file: string,
): Generator<AlignedSequence> {
  const seen = new Set<string>();
  for (const { id, sequence } of records) {
    if (seen.has(id)) throw repeatedSequence({ id, file }, KEEP_ONE);
    seen.add(id);
    yield { id, rows: new Map([[reference, sequence]]) };
  }
}

type Letters = 'nucleotides' | 'all';

const GAP = 45;

const KEEP_ONE = 'Keep one sequence for each id; name isoforms transcript|gene.';

function checkLetters(place: SequencePlace, sequence: Uint8Array, letters: Letters): void {
  if (sequence.length === 0) throw emptySequence(place);
  const index = findOther(sequence, letters, GAP);
  if (index >= 0) throw strangeLetter(place, index, sequence[index]!, 'match');
}

async function checkFastaLetters(
  file: InputFile,
  { id, line }: { readonly id: string; readonly line: number },
  sequence: Uint8Array,
  letters: Letters,
): Promise<void> {
  if (sequence.length === 0) throw emptySequence({ id, file: file.name, line });
  const index = findOther(sequence, letters, undefined);
  if (index < 0) return;
  const place = await placeOfResidue(file, line, index);
  const byte = sequence[index]!;
  const gapHint = "Gaps belong to aligned sequences: give those as TargetScan's table gene, species, sequence.";
  throw strangeLetter(
    { id, file: file.name, line: place.line },
    place.column - 1,
    byte,
    'match',
    byte === GAP ? gapHint : undefined,
  );
}

/** The index of the first letter that may not stand in a sequence and is not `also`; -1 if there is none. */
function findOther(sequence: Uint8Array, letters: Letters, also: number | undefined): number {
  for (let i = 0; i < sequence.length; i++) {
    const byte = sequence[i]!;
    if (baseCodes[byte] !== NOT_A_BASE || byte === also) continue;
    if (letters === 'nucleotides' || !isLetter(byte)) return i;
  }
  return -1;
}

function isLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}

/** The names a sequence may be known by elsewhere: its id, and the parts of one like `gene|transcript|symbol`. */
export function namesOf(id: string): string[] {
  return [id, ...(id.includes('|') ? id.split('|').filter((part) => part !== '') : [])];
}

/** By byte of ASCII: upper case, T as U. */
const rnaLetter = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 127 ? byte : String.fromCharCode(byte).toUpperCase().replace('T', 'U').charCodeAt(0),
);

/** Letters of a row without gaps: upper case, T as U. */
export function ungappedRna(row: Uint8Array): string {
  const letters = row.includes(GAP) ? row.filter((byte) => byte !== GAP) : row.slice();
  for (let i = 0; i < letters.length; i++) letters[i] = rnaLetter[letters[i]!]!;
  return decodeText(letters);
}
