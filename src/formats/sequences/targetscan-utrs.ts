import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import { CR, LF } from '../bytes/field.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { lineBlocks } from '../bytes/line-blocks.ts';
import { type UtrRecord, type UtrSet, withoutGaps } from './utr-record.ts';

const TAB = 9;

/** One 3' UTR aligned over species. */
export interface AlignedUtr {
  /** The first column: a gene or transcript id. */
  readonly id: string;
  /** All id columns: of the full files transcript, gene id, symbol. */
  readonly keys: readonly string[];
  /** By NCBI taxonomy id; sequences of equal length with `-` for gaps, in the order of the file. */
  readonly rows: ReadonlyMap<number, Uint8Array>;
}

/**
 * Reads TargetScan's `UTR_Sequences.txt` UTR by UTR, so that files of any size fit: tab-separated, with or without header,
 * either id, species, sequence or transcript, gene id, symbol, species, sequence. The rows of a UTR must stand together
 * and be equally long, each species once, else it throws a {@link Fault}.
 */
export async function* streamTargetScanUtrs(input: InputFile): AsyncGenerator<AlignedUtr> {
  const file = input.name;
  let open: { keys: string[]; rows: Map<number, Uint8Array> } | undefined;
  const finished = new Set<string>();
  for await (const block of lineBlocks(input)) {
    const { bytes } = block;
    let line = block.line;
    for (let p = 0, end = 0; p < bytes.length; p = end + 1, line++) {
      end = bytes.indexOf(LF, p);
      const last = bytes[end - 1] === CR && end > p ? end - 1 : end;
      if (last === p) continue;
      const row = splitRow(bytes, p, last);
      if (row === undefined) {
        if (line === 1 && bytes.subarray(p, last).includes(TAB)) continue;
        throw badRow(file, line, decodeText(bytes, p, Math.min(last, p + 60)));
      }
      const id = row.keys[0]!;
      if (open === undefined || open.keys[0] !== id) {
        if (open !== undefined) {
          finished.add(open.keys[0]!);
          yield { id: open.keys[0]!, ...open };
        }
        if (finished.has(id))
          throw inconsistent(
            file,
            line,
            `the rows of '${id}' do not stand together`,
            id,
            'Sort the file by its first column.',
          );
        open = { keys: row.keys, rows: new Map() };
      }
      checkRow(open.rows, row.species, row.sequence, file, line, id);
      open.rows.set(row.species, row.sequence);
    }
  }
  if (open === undefined) throw badRow(file, 1, 'no rows');
  yield { id: open.keys[0]!, ...open };
}

/** The ungapped 3' UTRs of one species of a TargetScan file; UTRs that the species lacks are left out and noted. */
export async function readTargetScanUtrs(file: InputFile, species: number): Promise<UtrSet> {
  const records: UtrRecord[] = [];
  let absent = 0;
  for await (const { id, keys, rows } of streamTargetScanUtrs(file)) {
    const sequence = withoutGaps(rows.get(species) ?? new Uint8Array(0));
    if (sequence.length > 0) records.push({ id, keys, sequence });
    else absent++;
  }
  const notes = [`the rows of species ${species} were taken`];
  if (absent > 0) notes.push(`${absent} UTRs without a sequence in this species were left out`);
  return { file: file.name, records, notes, warnings: [] };
}

interface Row {
  readonly keys: string[];
  readonly species: number;
  readonly sequence: Uint8Array;
}

/** The fields of a row; undefined for a header and for anything else that is no row. */
function splitRow(bytes: Uint8Array, from: number, end: number): Row | undefined {
  const tabs: number[] = [];
  for (let p = bytes.indexOf(TAB, from); p >= 0 && p < end; p = bytes.indexOf(TAB, p + 1)) tabs.push(p);
  if (tabs.length !== 2 && tabs.length !== 4) return undefined;
  const species = decodeText(bytes, tabs.at(-2)! + 1, tabs.at(-1)!);
  if (!/^\d+$/.test(species)) return undefined;
  const keys = decodeText(bytes, from, tabs.at(-2)!).split('\t');
  return { keys, species: Number(species), sequence: bytes.slice(tabs.at(-1)! + 1, end) };
}

function checkRow(
  rows: ReadonlyMap<number, Uint8Array>,
  species: number,
  sequence: Uint8Array,
  file: string,
  line: number,
  id: string,
): void {
  const [first] = rows.values();
  if (rows.has(species))
    throw inconsistent(
      file,
      line,
      `species ${species} stands twice in the alignment of '${id}'`,
      String(species),
      'Delete one of the rows.',
    );
  if (first === undefined || first.length === sequence.length) return;
  const found = `${sequence.length} columns instead of ${first.length}`;
  throw inconsistent(
    file,
    line,
    `the aligned sequences of '${id}' differ in length`,
    found,
    'Copy or download the file again.',
  );
}

function inconsistent(file: string, line: number, message: string, found: string, hint: string): Fault {
  return new Fault({ code: 'UTR_ALIGNMENT', message, file, line, found, hint });
}

function badRow(file: string, line: number, found: string): Fault {
  return new Fault({
    code: 'UTR_TABLE_ROW',
    message: "this is no row of TargetScan's UTR_Sequences.txt",
    file,
    line,
    found,
    expected: 'id, species number, sequence (or transcript, gene, symbol, species, sequence), separated by tabs',
    hint: 'Give FASTA, or a file in the form of TargetScan.',
  });
}
