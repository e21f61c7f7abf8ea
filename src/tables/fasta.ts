import { Fault } from '../fault.ts';
import { lineOf, plainText, readBytes, streamBytes } from './bytes.ts';
import { asBuffer, CR, LF } from './field.ts';

const GREATER = 62;

export interface FastaRecord {
  /** The first word after `>`. */
  readonly id: string;
  /** The rest of the header line. */
  readonly description: string;
  /** One byte a residue, in the case of the file, without line ends; a view on memory that the records of a file share. */
  readonly sequence: Uint8Array;
  /** 1-based line of the header. */
  readonly line: number;
}

/** Bytes that may stand in a sequence: letters, gaps, stops. */
const RESIDUE = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 45 || byte === 42 || byte === 46 ? 1 : 0,
);

/** Reads all records of a FASTA file, plain or gzip-compressed, with any line ends. Needs twice the size of the text. */
export async function readFasta(path: string): Promise<FastaRecord[]> {
  return parseFasta(await readBytes(path), path);
}

/** {@link readFasta} on bytes that are already in memory; `file` stands for the file in faults. */
export function parseFasta(source: Uint8Array, file: string, firstLine = 1): FastaRecord[] {
  const bytes = plainText(source);
  const text = asBuffer(bytes);
  const residues = new Uint8Array(bytes.length);
  const records: FastaRecord[] = [];
  let filled = 0;
  let line = firstLine;
  let p = 0;
  while (p < bytes.length && (bytes[p] === LF || bytes[p] === CR)) line += bytes[p++] === LF ? 1 : 0;
  if (p === bytes.length) throw emptyFasta(file);
  if (bytes[p] !== GREATER) throw notFasta(file, line, text.toString('utf8', p, p + 40));
  while (p < bytes.length) {
    const headerEnd = bytes.indexOf(LF, p);
    const [, id = '', description = ''] = /^(\S*)\s*(.*)$/.exec(text.toString('utf8', p + 1, headerEnd).trim()) ?? [];
    if (id === '') throw noName(file, line);
    const headerLine = line++;
    const start = filled;
    for (p = headerEnd + 1; p < bytes.length; p++) {
      const byte = bytes[p]!;
      if (RESIDUE[byte] === 1) residues[filled++] = byte;
      else if (byte === LF) line++;
      else if (byte === GREATER && bytes[p - 1] === LF) break;
      else if (byte !== CR && byte !== 32) throw notResidue(file, line, byte, id);
    }
    records.push({ id, description, sequence: residues.subarray(start, filled), line: headerLine });
  }
  return records;
}

/**
 * Reads a FASTA file record by record, for genomes: never holds more than two records. Same rules as {@link readFasta}.
 */
export async function* streamFasta(path: string): AsyncGenerator<FastaRecord> {
  let pieces: Uint8Array[] = [];
  let line = 1;
  let lastByte = LF;
  for await (const chunk of streamBytes(path)) {
    let from = 0;
    for (let at = chunk.indexOf(GREATER); at >= 0; at = chunk.indexOf(GREATER, at + 1)) {
      const before = at === 0 ? lastByte : chunk[at - 1];
      if (before !== LF) continue;
      pieces.push(chunk.subarray(from, at));
      const record = Buffer.concat(pieces);
      if (!isBlank(record)) yield* parseFasta(record, path, line);
      line += lineOf(record, record.length) - 1;
      pieces = [];
      from = at;
    }
    pieces.push(chunk.subarray(from));
    lastByte = chunk[chunk.length - 1] ?? lastByte;
  }
  const record = Buffer.concat(pieces);
  if (line === 1 || !isBlank(record)) yield* parseFasta(record, path, line);
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === LF || byte === CR || byte === 32);
}

function emptyFasta(file: string): Fault {
  const hint = 'Check that this is the file you meant.';
  return new Fault({ code: 'FILE_EMPTY', message: 'the file is empty', file, expected: 'FASTA records', hint });
}

function notFasta(file: string, line: number, found: string): Fault {
  return new Fault({
    code: 'FASTA_NO_HEADER',
    message: 'the file does not begin like FASTA',
    file,
    line,
    found: found.split('\n')[0],
    expected: "a line that begins with '>'",
    hint: 'Check that this is the sequence file.',
  });
}

function noName(file: string, line: number): Fault {
  const hint = 'Give each sequence a name after >.';
  return new Fault({ code: 'FASTA_NO_NAME', message: 'a record has no name', file, line, hint });
}

function notResidue(file: string, line: number, byte: number, id: string): Fault {
  return new Fault({
    code: 'FASTA_NOT_A_SEQUENCE',
    message: `the sequence of '${id}' holds something that is no residue`,
    file,
    line,
    found: byte > 32 && byte < 127 ? String.fromCharCode(byte) : `byte ${byte}`,
    expected: 'letters',
    hint: 'Remove numbers and other marks from the sequence lines.',
  });
}
