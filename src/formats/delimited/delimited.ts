import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainTable } from '../bytes/plain-text.ts';
import { DELIMITER_NAMES, detectDelimiter, squeezeSpaces } from './delimiter.ts';

/** A small table of text, as people edit it: sample sheets, contrasts, candidate lists. */
export interface DelimitedTable {
  readonly file: string;
  /** Column names, trimmed, each once. The first may be empty. */
  readonly header: readonly string[];
  readonly rows: readonly DelimitedRow[];
  /** What was detected or assumed while reading. */
  readonly notes: readonly string[];
}

export interface DelimitedRow {
  /** 1-based line in the file. */
  readonly line: number;
  /** One a column, trimmed. */
  readonly fields: readonly string[];
}

/** Reads a small delimited table with a header (tab, comma, semicolon or space; plain or gz); a ragged row is a {@link Fault}. */
export async function readDelimited(file: InputFile): Promise<DelimitedTable> {
  return parseDelimited(await file.bytes(), file.name);
}

/** {@link readDelimited} on bytes that are already in memory; `file` stands for the file in faults. */
export function parseDelimited(bytes: Uint8Array, file: string): DelimitedTable {
  const { text: plain, notes: encoding } = plainTable(bytes);
  let text = plain;
  const delimiter = detectDelimiter(text) ?? 9;
  if (delimiter === 32) text = squeezeSpaces(text);
  const lines = splitRows(decodeText(text), String.fromCharCode(delimiter), file).filter(hasContent);
  const [head, ...rows] = lines;
  if (head === undefined) {
    throw new Fault({
      code: 'FILE_EMPTY',
      message: 'the file is empty',
      file,
      expected: 'a header line and rows',
      hint: 'Check that this is the file you meant.',
    });
  }
  const notes = [`${DELIMITER_NAMES.get(delimiter)}-separated`, ...encoding];
  const oneShort = rows[0] !== undefined && rows[0].fields.length === head.fields.length + 1 && head.fields[0] !== '';
  if (oneShort) notes.push("the header lacks the first name, as R's write.table leaves it");
  const header = oneShort ? ['', ...head.fields] : head.fields;
  refuseDoubleNames(header, head.line, file);
  for (const row of rows) refuseRagged(row, header, file);
  return { file, header, rows, notes };
}

function splitRows(text: string, delimiter: string, file: string): DelimitedRow[] {
  if (text.includes('"')) return splitQuoted(text, delimiter, file);
  return text.split(/\r\n|\n|\r/).map((row, i) => ({
    line: i + 1,
    fields: row.split(delimiter).map((field) => field.trim()),
  }));
}

/** A field in quotes may hold delimiters, line ends and doubled quotes (RFC 4180), and have blanks around its quotes. */
function splitQuoted(text: string, delimiter: string, file: string): DelimitedRow[] {
  const blanks = `[ \t]*`.replace(delimiter, '');
  const quoted = new RegExp(`${blanks}"([^"]*(?:""[^"]*)*)"${blanks}`, 'y');
  const open = new RegExp(`${blanks}"`, 'y');
  const plain = new RegExp(`[^${delimiter}\r\n]*`, 'y');
  const end = new RegExp(`${delimiter}|\r\n|\n|\r|$`, 'y');
  const rows: DelimitedRow[] = [];
  let fields: string[] = [];
  let line = 1;
  const match = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  for (let p = 0, lines = 0; p < text.length; ) {
    const inside = match(quoted, p);
    const field = inside ?? (match(open, p) === null ? match(plain, p) : null);
    const stop = field === null ? null : match(end, p + field[0].length);
    if (field === null || stop === null) throw brokenQuote(text.slice(p), line + lines, file);
    fields.push((inside?.[1]?.replaceAll('""', '"') ?? field[0]).trim());
    lines += field[0].split(/\r\n|\n|\r/).length - 1;
    p += field[0].length + stop[0].length;
    if (stop[0] === delimiter && p < text.length) continue;
    rows.push({ line, fields });
    line += lines + 1;
    lines = 0;
    fields = [];
  }
  return rows;
}

function hasContent(row: DelimitedRow): boolean {
  return row.fields.some((field) => field !== '');
}

function brokenQuote(text: string, line: number, file: string): Fault {
  return new Fault({
    code: 'TABLE_BROKEN_QUOTE',
    message: 'a quoted field is not closed, or text follows its closing quote',
    file,
    line,
    found: text.split(/[\r\n]/, 1)[0]?.slice(0, 60),
    hint: 'Close the quote, or double the quotes that belong to the text.',
  });
}

function refuseDoubleNames(header: readonly string[], line: number, file: string): void {
  header.forEach((name, column) => {
    const first = header.indexOf(name);
    if (first === column && (name !== '' || column === 0)) return;
    throw new Fault({
      code: name === '' ? 'SHEET_UNNAMED_COLUMN' : 'SHEET_DUPLICATE_COLUMN',
      message: name === '' ? 'a column has no name' : `two columns are named '${name}'`,
      file,
      line,
      column: column + 1,
      hint: 'Give each column a name of its own.',
    });
  });
}

function refuseRagged(row: DelimitedRow, header: readonly string[], file: string): void {
  const { fields, line } = row;
  if (fields.length === header.length) return;
  const short = fields.length < header.length;
  throw new Fault({
    code: 'SHEET_RAGGED_ROW',
    message: short ? 'a row has too few fields' : 'a row has too many fields',
    file,
    line,
    column: Math.min(fields.length, header.length + 1),
    found: `${fields.length} fields (${fields.slice(0, 4).join(', ')})`,
    expected: `${header.length} fields (${header.slice(0, 4).join(', ')}${header.length > 4 ? ', ...' : ''})`,
    hint: short
      ? 'Fill the missing cell; leave it empty between delimiters if it is unknown.'
      : 'Quote text that holds the delimiter.',
  });
}
