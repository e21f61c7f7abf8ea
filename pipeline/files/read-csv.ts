import { parseString } from 'fast-csv';
import { Fault } from '../../src/fault.ts';
import { decodeText } from '../../src/formats/bytes/decode-text.ts';
import { plainTable } from '../../src/formats/bytes/plain-text.ts';
import type { DelimitedRow, DelimitedTable } from '../../src/formats/delimited/delimited.ts';
import { DELIMITER_NAMES, detectDelimiter } from '../../src/formats/delimited/delimiter.ts';
import { openInput } from './open-input.ts';

/**
 * Reads a table that people edit in a spreadsheet and only the command line reads: a header and rows, separated by tab, comma
 * or semicolon, fields in quotes or not (RFC 4180), plain, .gz or .xlsx. Ragged rows, broken quotes and names that are
 * repeated or absent are a {@link Fault} with line and column.
 */
export async function readCsv(file: string): Promise<DelimitedTable> {
  const { text, notes } = plainTable(await openInput(file).bytes());
  const delimiter = detectDelimiter(text) ?? 9;
  const rows = await split(decodeText(text), String.fromCharCode(delimiter), file);
  const [head, ...body] = rows.filter(({ fields }) => fields.some((field) => field !== ''));
  if (head === undefined) {
    const hint = 'Check that this is the file you meant.';
    throw new Fault({
      code: 'FILE_EMPTY',
      message: 'the file is empty',
      file,
      expected: 'a header line and rows',
      hint,
    });
  }
  checkNames(head, file);
  for (const row of body) checkWidth(row, head.fields.length, file);
  const read = `${DELIMITER_NAMES.get(delimiter)}-separated`;
  return { file, header: head.fields, rows: body, notes: [read, ...notes] };
}

async function split(text: string, delimiter: string, file: string): Promise<DelimitedRow[]> {
  const { rows, error, line } = await parse(text, delimiter);
  if (error === undefined) return rows;
  throw brokenQuote(file, error.includes('missing closing') ? line : await lineOfText(text, delimiter));
}

/** The line with text behind a closing quote, which fast-csv does not tell: the last of the shortest part that has it too. */
async function lineOfText(text: string, delimiter: string): Promise<number> {
  const lines = text.split('\n');
  let [good, bad] = [0, lines.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const { error } = await parse(lines.slice(0, middle).join('\n'), delimiter);
    if (error === undefined || error.includes('missing closing')) good = middle;
    else bad = middle;
  }
  return bad;
}

/** The rows up to an error, if any, with its message and the line behind them. */
function parse(text: string, delimiter: string): Promise<{ rows: DelimitedRow[]; error?: string; line: number }> {
  return new Promise((resolve) => {
    const rows: DelimitedRow[] = [];
    let line = 1;
    parseString<string[], string[]>(text, { delimiter, headers: false, trim: true })
      .on('data', (fields: string[]) => {
        rows.push({ line, fields });
        // A line end between quotes is kept in its field.
        line += 1 + fields.reduce((sum, field) => sum + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
      })
      .on('end', () => resolve({ rows, line }))
      .on('error', ({ message }: Error) => resolve({ rows, error: message, line }));
  });
}

function brokenQuote(file: string, line: number): Fault {
  return new Fault({
    code: 'TABLE_BROKEN_QUOTE',
    message: 'a quoted field is not closed, or text follows its closing quote',
    file,
    line,
    hint: 'Close the quote, or double the quotes that belong to the text.',
  });
}

function checkNames({ fields, line }: DelimitedRow, file: string): void {
  const column = fields.findIndex((name, at) => name === '' || fields.indexOf(name) < at);
  if (column < 0) return;
  const name = fields[column];
  throw new Fault({
    code: name === '' ? 'SHEET_UNNAMED_COLUMN' : 'SHEET_DUPLICATE_COLUMN',
    message: name === '' ? 'a column has no name' : `two columns are named '${name}'`,
    file,
    line,
    column: column + 1,
    hint: 'Give each column a name of its own.',
  });
}

function checkWidth({ fields, line }: DelimitedRow, width: number, file: string): void {
  if (fields.length === width) return;
  const isShort = fields.length < width;
  throw new Fault({
    code: 'SHEET_RAGGED_ROW',
    message: isShort ? 'a row has too few fields' : 'a row has too many fields',
    file,
    line,
    column: Math.min(fields.length, width + 1),
    found: `${fields.length} fields (${fields.slice(0, 4).join(', ')})`,
    expected: `${width} fields`,
    hint: isShort
      ? 'Fill the missing cell; leave it empty between delimiters if it is unknown.'
      : 'Quote text that holds the delimiter.',
  });
}
