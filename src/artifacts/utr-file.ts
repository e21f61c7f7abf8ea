import { Fault } from '../fault.ts';
import type { UtrRecord, UtrSet } from '../formats/sequences/utr-record.ts';
import { formatColumnFile, openColumnFile } from './column-file.ts';
import { type PackedLetters, packLetters, unpackLetters } from './packed-letters.ts';

/** The 3' UTRs of a study as all stages read them, whatever file they came from. */
export interface KeptUtrs extends Omit<UtrSet, 'file'> {
  /** Whether the file holds rows of several species, of which these are one. */
  readonly isAligned: boolean;
  /** Sequences in upper-case letters A, C, G, U and N. */
  readonly records: readonly UtrRecord[];
  /** [records] share of G and C; NaN without a known base. */
  readonly gc: Float64Array;
}

/** {@link KeptUtrs} with the sequences one after the other: so they lie in the file. */
export interface PackedUtrs extends Omit<KeptUtrs, 'records'> {
  readonly records: readonly Omit<UtrRecord, 'sequence'>[];
  /** [records] nt */
  readonly lengths: Int32Array;
  readonly letters: Uint8Array;
}

const MAGIC = 'SEEDUTRS';
const VERSION = 1;
/** Magic, format version, and the sizes of header and table. */
const PREFIX = 24;
type Header = Pick<KeptUtrs, 'isAligned' | 'notes' | 'warnings'> & Pick<PackedLetters, 'others'>;

/** Within names; a header of FASTA is one line. */
const SEPARATOR = '\n';

/**
 * 3' UTRs in binary, in pieces: `SEEDUTRS`, version, sizes of header and table (uint32 little-endian each, 4 bytes of zero), a
 * JSON header padded to a multiple of 8 bytes, a table of names, lengths and composition (`formatColumnFile`), then the
 * letters of all, two bits each (`packLetters`). Equal 3' UTRs give equal bytes.
 */
export function formatUtrFile({ isAligned, notes, warnings, records, lengths, gc, letters }: PackedUtrs): Uint8Array[] {
  const table = formatColumnFile(
    new Map<string, readonly string[] | Int32Array | Float64Array>([
      ['id', records.map(({ id }) => id)],
      ['keys', records.map(({ keys }) => keys.join(SEPARATOR))],
      ['transcript', records.map(({ transcript = '' }) => transcript)],
      ['tags', records.map(({ tags = [] }) => tags.join(SEPARATOR))],
      ['length', lengths],
      ['gc', gc],
    ]),
  );
  const { codes, others } = packLetters(letters);
  const header: Header = { isAligned, notes, warnings, others };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(PREFIX + Math.ceil(json.length / 8) * 8).fill(32, PREFIX);
  head.set(new TextEncoder().encode(MAGIC));
  head.set(json, PREFIX);
  const sizes = new DataView(head.buffer);
  sizes.setUint32(8, VERSION, true);
  sizes.setUint32(12, head.length - PREFIX, true);
  sizes.setUint32(16, table.length, true);
  return [head, table, codes];
}

/** Reads what {@link formatUtrFile} wrote; sequences share their memory. Bytes that are none, or are cut short, are a {@link Fault}. */
export function parseUtrFile(bytes: Uint8Array, file: string): KeptUtrs {
  const sizes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isOne = bytes.length >= PREFIX && new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) === MAGIC;
  if (!isOne || sizes.getUint32(8, true) !== VERSION) throw damaged(file, "no 3' UTRs of this program version");
  const tableStart = PREFIX + sizes.getUint32(12, true);
  const codesStart = tableStart + sizes.getUint32(16, true);
  if (bytes.length < codesStart) throw damaged(file, `${bytes.length} bytes, names up to ${codesStart}`);
  const { others, ...said } = JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX, tableStart))) as Header;
  const table = openColumnFile(bytes.subarray(tableStart, codesStart), file);
  const texts = (name: string) => table.get(name)!() as readonly string[];
  const [ids, keys, transcripts, tags] = [texts('id'), texts('keys'), texts('transcript'), texts('tags')];
  const lengths = table.get('length')!() as Int32Array;
  const nt = lengths.reduce((sum, length) => sum + length, 0);
  const wanted = codesStart + Math.ceil(nt / 4);
  if (bytes.length !== wanted) throw damaged(file, `${bytes.length} bytes instead of ${wanted}`);
  const letters = unpackLetters({ codes: bytes.subarray(codesStart), others }, nt);
  let end = 0;
  const records = ids.map((id, row): UtrRecord => {
    const start = end;
    end += lengths[row]!;
    return {
      id,
      keys: keys[row]!.split(SEPARATOR),
      transcript: transcripts[row] || undefined,
      ...(tags[row] !== '' && { tags: tags[row]!.split(SEPARATOR) }),
      sequence: letters.subarray(start, end),
    };
  });
  return { ...said, records, gc: table.get('gc')!() as Float64Array };
}

function damaged(file: string, found: string): Fault {
  return new Fault({
    code: 'UTRS_DAMAGED',
    message: "the kept 3' UTRs are damaged",
    file,
    found,
    hint: 'Delete the file and run again: it is made anew.',
  });
}
