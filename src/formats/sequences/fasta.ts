import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import { CR, LF } from '../bytes/field.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { joinBytes } from '../bytes/join-bytes.ts';
import { lineOf, plainText } from '../bytes/plain-text.ts';

/** Several times the longest chromosome that is known, and what Node.js can hold in one piece of memory. */
const LONGEST_RECORD = 2 ** 31;
const GREATER = 62;
const SPACE = 32;

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
export async function readFasta(file: InputFile): Promise<FastaRecord[]> {
  return parseFasta(await file.bytes(), file.name);
}

/** {@link readFasta} on bytes that are already in memory; `file` stands for the file in faults. */
export function parseFasta(source: Uint8Array, file: string): FastaRecord[] {
  const bytes = plainText(source);
  return [...records(bytes, new Uint8Array(bytes.length), file, 1)];
}

/**
 * Reads a FASTA file record by record, for genomes: never holds more than two records. Same rules as {@link readFasta}; a
 * record of 2 GiB is a `Fault`.
 */
export async function* streamFasta(file: InputFile): AsyncGenerator<FastaRecord> {
  let pieces: Uint8Array[] = [];
  let line = 1;
  let lastByte = LF;
  let held = 0;
  for await (const chunk of file.stream()) {
    let from = 0;
    for (let at = chunk.indexOf(GREATER); at >= 0; at = chunk.indexOf(GREATER, at + 1)) {
      const before = at === 0 ? lastByte : chunk[at - 1];
      if (before !== LF) continue;
      const bytes = joinBytes([...pieces, chunk.subarray(from, at)]);
      if (isBlank(bytes)) line += lineOf(bytes, bytes.length) - 1;
      else line = yield* recordsInPlace(bytes, file.name, line);
      pieces = [];
      held = 0;
      from = at;
    }
    pieces.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > LONGEST_RECORD) throw tooLong(file.name, line);
    lastByte = chunk[chunk.length - 1] ?? lastByte;
  }
  const bytes = joinBytes(pieces);
  if (line === 1 || !isBlank(bytes)) yield* recordsInPlace(bytes, file.name, line);
}

/** The sequences overwrite the text they are taken from: a chromosome is large. */
function recordsInPlace(bytes: Uint8Array, file: string, firstLine: number): Generator<FastaRecord, number> {
  const text = plainText(bytes);
  return records(text, text, file, firstLine);
}

/** Where the reading of sequences has come to. */
interface Cursor {
  /** Next byte of the text. */
  p: number;
  line: number;
  /** Where the line begins. */
  lineStart: number;
  /** Residues so far. */
  filled: number;
}

/** The records one after the other; returns the line behind the last. */
function* records(
  bytes: Uint8Array,
  residues: Uint8Array,
  file: string,
  firstLine: number,
): Generator<FastaRecord, number> {
  const at: Cursor = { p: 0, line: firstLine, lineStart: 0, filled: 0 };
  while (at.p < bytes.length && (bytes[at.p] === LF || bytes[at.p] === CR)) if (bytes[at.p++] === LF) at.line++;
  if (at.p === bytes.length) throw emptyFasta(file);
  if (bytes[at.p] !== GREATER) throw notFasta(file, at.line, decodeText(bytes, at.p, at.p + 40));
  while (at.p < bytes.length) {
    const headerEnd = bytes.indexOf(LF, at.p);
    const header = decodeText(bytes, at.p + 1, headerEnd).trim();
    const [, id = '', description = ''] = /^(\S*)\s*(.*)$/.exec(header) ?? [];
    const { line, filled: start } = at;
    if (id === '') throw noName(file, line);
    at.p = headerEnd + 1;
    at.line++;
    at.lineStart = at.p;
    copyResidues(bytes, residues, at);
    if (at.p < bytes.length && (bytes[at.p] !== GREATER || at.p !== at.lineStart))
      throw notResidue(file, at, bytes[at.p]!, id);
    yield { id, description, sequence: residues.subarray(start, at.filled), line };
  }
  return at.line;
}

/** Copies residues up to the end, the next `>` or the first byte that is no residue; apart from the rest to be compiled well. */
function copyResidues(bytes: Uint8Array, residues: Uint8Array, at: Cursor): void {
  let { p, line, lineStart, filled } = at;
  for (; p < bytes.length; p++) {
    const byte = bytes[p]!;
    if (RESIDUE[byte] === 1) residues[filled++] = byte;
    else if (byte === LF) {
      line++;
      lineStart = p + 1;
    } else if (byte !== CR && byte !== SPACE) break;
  }
  at.p = p;
  at.line = line;
  at.lineStart = lineStart;
  at.filled = filled;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === LF || byte === CR || byte === SPACE);
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

function tooLong(file: string, line: number): Fault {
  return new Fault({
    code: 'FASTA_TOO_LONG',
    message: 'a record is longer than 2 GiB',
    file,
    line,
    hint: 'Check that this is the sequence file.',
  });
}

function noName(file: string, line: number): Fault {
  const hint = 'Give each sequence a name after >.';
  return new Fault({ code: 'FASTA_NO_NAME', message: 'a record has no name', file, line, hint });
}

function notResidue(file: string, { p, line, lineStart }: Cursor, byte: number, id: string): Fault {
  return new Fault({
    code: 'FASTA_NOT_A_SEQUENCE',
    message: `the sequence of '${id}' holds something that is no residue`,
    file,
    line,
    column: p - lineStart + 1,
    found: byte > 32 && byte < 127 ? String.fromCharCode(byte) : `byte ${byte}`,
    expected: 'letters',
    hint: 'Remove numbers and other marks from the sequence lines.',
  });
}
