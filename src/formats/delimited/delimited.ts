import { Fault } from '../../fault.ts';
import { plainTable, readBytes } from '../bytes/bytes.ts';
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
export async function readDelimited(path: string): Promise<DelimitedTable> {
  return parseDelimited(await readBytes(path), path);
}

/** {@link readDelimited} on bytes that are already in memory; `file` stands for the file in faults. */
export async function parseDelimited(bytes: Uint8Array, file: string): Promise<DelimitedTable> {
  const { text: plain, notes: encoding } = plainTable(bytes);
  let text = plain;
  const delimiter = detectDelimiter(text) ?? 9;
  if (delimiter === 32) text = squeezeSpaces(text);
  const lines = (await splitRows(text, String.fromCharCode(delimiter), file)).filter(hasContent);
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

/** Writes a small table as text, fields quoted where they hold the delimiter, quotes or line ends; ends with a line feed. */
export async function formatDelimited(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter = '\t',
): Promise<string> {
  const lines = [header, ...rows].map((fields) => [...fields]);
  const { writeToString } = await import('fast-csv');
  return writeToString(lines, { delimiter, headers: false, includeEndRowDelimiter: true });
}

/** Without quotes a row is a line; with them fast-csv splits, which takes longer to load than to run. */
async function splitRows(bytes: Uint8Array, delimiter: string, file: string): Promise<DelimitedRow[]> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (text.includes('"')) return splitQuoted(text, delimiter, file);
  return text.split(/\r\n|\n|\r/).map((row, i) => ({
    line: i + 1,
    fields: row.split(delimiter).map((field) => field.trim()),
  }));
}

// fast-csv pads short rows when it handles the header itself, so it only splits here; widths are checked by us.
async function splitQuoted(text: string, delimiter: string, file: string): Promise<DelimitedRow[]> {
  const { parseString } = await import('fast-csv');
  return new Promise((resolve, reject) => {
    const rows: DelimitedRow[] = [];
    let line = 1;
    parseString(text, { headers: false, delimiter })
      .on('error', (error: Error) => reject(unsplittable(error, line, file)))
      .on('data', (fields: string[]) => {
        rows.push({ line, fields: fields.map((field) => field.trim()) });
        line += 1 + fields.reduce((sum, field) => sum + field.split('\n').length - 1, 0);
      })
      .on('end', () => resolve(rows));
  });
}

function hasContent(row: DelimitedRow): boolean {
  return row.fields.some((field) => field !== '');
}

function unsplittable(error: Error, line: number, file: string): Fault {
  return new Fault({
    code: 'TABLE_BROKEN_QUOTE',
    message: 'a quoted field is not closed, or text follows its closing quote',
    file,
    line,
    found: error.message.slice(0, 100),
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
