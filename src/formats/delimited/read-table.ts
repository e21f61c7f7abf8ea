import { Fault } from '../../fault.ts';
import { didYouMean } from '../../text/nearest-names.ts';
import { decodeCells, fieldText } from '../bytes/decode-text.ts';
import { afterLineEnd, isLineEnd, newField, readField } from '../bytes/field.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { lineOf, plainText } from '../bytes/plain-text.ts';
import { countLines } from '../counts/plain-rows.ts';
import { parseDecimal } from './decimal.ts';
import { detectDelimiter, readHead, skipComments, squeezeSpaces } from './delimiter.ts';

/** The values of a column: text, or numbers with NaN where one is missing. */
export type Column = readonly string[] | Float64Array | Int32Array;

/** A table of named columns of text and numbers, such as results, quantifications and annotations. */
export interface Table {
  readonly file: string;
  readonly rows: number;
  readonly columns: ReadonlyMap<string, readonly string[] | Float64Array>;
  /** The 1-based line of a row (0-based), for messages. */
  lineOfRow(row: number): number;
}

export interface ReadTableOptions {
  /** Columns that stay text even if every cell is a number; the first column always does. */
  readonly text?: readonly string[] | undefined;
  /** Columns that must be there and hold nothing but numbers or missing values. */
  readonly numbers?: readonly string[] | undefined;
  /** Leave out all columns but these (and those of `numbers`). */
  readonly only?: readonly string[] | undefined;
  /** Leave out these columns. */
  readonly omit?: readonly string[] | undefined;
  /** The names of the columns of a file that has no header. */
  readonly header?: readonly string[] | undefined;
}

/**
 * Reads a table of results or annotations back: any of the forms of {@link readCountMatrix}. A column whose cells are all
 * decimals, `Inf`, or missing (`NA`, `NaN`, empty) becomes numbers, correctly rounded; any other stays text.
 * Ragged rows, repeated names and broken quotes are a {@link Fault}.
 */
export async function readTable(file: InputFile, options: ReadTableOptions = {}): Promise<Table> {
  return parseTable(await file.bytes(), file.name, options);
}

/** {@link readTable} on bytes that are already in memory; `file` stands for the file in faults. */
export function parseTable(source: Uint8Array, file: string, options: ReadTableOptions = {}): Table {
  const layout = layOut(source, file, options);
  const { bytes, names } = layout;
  const spans = findCells(layout, file);
  const columns = new Map<string, readonly string[] | Float64Array>();
  const lineOfRow = (row: number) => lineOf(bytes, spans.start[row * names.length]!);
  for (const [column, name] of names.entries()) {
    if (options.omit?.includes(name)) continue;
    const required = options.numbers?.includes(name) === true;
    if (options.only !== undefined && !required && !options.only.includes(name)) continue;
    const keepText = (column === 0 || options.text?.includes(name) === true) && !required;
    const numbers = keepText ? undefined : numberColumn(bytes, spans, column, names.length);
    if (typeof numbers === 'number' && required) {
      const at = numbers * names.length + column;
      throw notANumber(file, lineOfRow(numbers), column, name, cellText(bytes, spans, at));
    }
    columns.set(
      name,
      numbers instanceof Float64Array ? numbers : decodeCells(bytes, spans, column, names.length, spans.rows),
    );
  }
  const table: Table = { file, rows: spans.rows, columns, lineOfRow };
  for (const name of options.numbers ?? []) if (!columns.has(name)) throw absentColumn(table, name, names);
  return table;
}

/** The numbers of a column; a {@link Fault} if it is absent or holds text. */
export function numbersOf(table: Table, name: string): Float64Array {
  const column = table.columns.get(name);
  if (column === undefined) throw absentColumn(table, name, [...table.columns.keys()]);
  if (column instanceof Float64Array) return column;
  const row = column.findIndex((cell) => cell !== '' && cell !== 'NA' && Number.isNaN(Number(cell)));
  throw notANumber(table.file, table.lineOfRow(Math.max(row, 0)), undefined, name, column[row] ?? '');
}

/** The text of a column; numbers are written as {@link formatTable} would. A {@link Fault} if it is absent. */
export function textOf(table: Table, name: string): readonly string[] {
  const column = table.columns.get(name);
  if (column === undefined) throw absentColumn(table, name, [...table.columns.keys()]);
  return column instanceof Float64Array ? Array.from(column, (x) => (Number.isNaN(x) ? 'NA' : String(x))) : column;
}

interface Layout {
  readonly bytes: Uint8Array;
  readonly delimiter: number;
  readonly names: readonly string[];
  readonly from: number;
}

interface Spans {
  readonly rows: number;
  /** `[rows x columns]` */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly escaped: ReadonlySet<number>;
}

function layOut(source: Uint8Array, file: string, options: ReadTableOptions): Layout {
  const text = plainText(source);
  const { next } = skipComments(text);
  const delimiter = detectDelimiter(text, next) ?? 9;
  const bytes = delimiter === 32 ? squeezeSpaces(text) : text;
  const from = delimiter === 32 ? skipComments(bytes).next : next;
  const [header, row] = readHead(bytes, delimiter, 2, from);
  if (header === undefined) {
    const hint = 'Check that this is the file you meant.';
    throw new Fault({
      code: 'FILE_EMPTY',
      message: 'the file is empty',
      file,
      expected: 'a table with a header',
      hint,
    });
  }
  if (options.header !== undefined) return { bytes, delimiter, names: options.header, from };
  const oneShort = row !== undefined && row.fields.length === header.fields.length + 1 && header.fields[0] !== '';
  const names = oneShort ? ['', ...header.fields] : header.fields;
  const twice = names.findIndex((name, column) => names.indexOf(name) < column);
  if (twice >= 0) {
    throw new Fault({
      code: 'TABLE_DUPLICATE_COLUMN',
      message: `two columns are named '${names[twice]}'`,
      file,
      line: lineOf(bytes, header.offset),
      column: twice + 1,
      hint: 'Give each column a name of its own.',
    });
  }
  return { bytes, delimiter, names, from: header.next };
}

function findCells({ bytes, delimiter, names, from }: Layout, file: string): Spans {
  const width = names.length;
  const maxRows = countLines(bytes, from);
  const start = new Uint32Array(maxRows * width);
  const end = new Uint32Array(maxRows * width);
  const escaped = new Set<number>();
  const field = newField();
  let rows = 0;
  for (let p = from; p < bytes.length; ) {
    if (isLineEnd(bytes, p)) {
      p = afterLineEnd(bytes, p);
      continue;
    }
    const rowStart = p;
    for (let column = 0; column < width; column++) {
      if (!readField(bytes, p, delimiter, field)) throw brokenQuote(file, lineOf(bytes, p), column);
      const at = rows * width + column;
      start[at] = field.start;
      end[at] = field.end;
      if (field.escaped) escaped.add(at);
      p = field.next;
      const last = column === width - 1;
      if (last ? !isLineEnd(bytes, p) : bytes[p] !== delimiter)
        throw ragged(file, lineOf(bytes, rowStart), column, width, last);
      if (!last) p++;
    }
    p = afterLineEnd(bytes, p);
    rows++;
  }
  return { rows, start, end, escaped };
}

/** The column as numbers, or the first row whose cell is none. */
function numberColumn(bytes: Uint8Array, spans: Spans, column: number, width: number): Float64Array | number {
  const values = new Float64Array(spans.rows);
  for (let row = 0, at = column; row < spans.rows; row++, at += width) {
    const start = spans.start[at]!;
    const end = spans.end[at]!;
    const value = parseDecimal(bytes, start, end);
    values[row] = value;
    if (!Number.isNaN(value) || isMissing(bytes, start, end)) continue;
    const text = cellText(bytes, spans, at);
    if (text === 'Inf' || text === 'Infinity') values[row] = Number.POSITIVE_INFINITY;
    else if (text === '-Inf' || text === '-Infinity') values[row] = Number.NEGATIVE_INFINITY;
    else if (text !== 'NaN' && text !== 'nan') return row;
  }
  return values;
}

/** Empty or `NA`, by far the most frequent of what is no decimal. */
function isMissing(bytes: Uint8Array, start: number, end: number): boolean {
  return end === start || (end - start === 2 && bytes[start] === 78 && bytes[start + 1] === 65);
}

function cellText(bytes: Uint8Array, spans: Spans, at: number): string {
  return fieldText(bytes, spans.start[at]!, spans.end[at]!, spans.escaped.has(at));
}

function absentColumn(table: Table, name: string, names: readonly string[]): Fault {
  return new Fault({
    code: 'TABLE_COLUMN_ABSENT',
    message: `the table has no column '${name}'`,
    file: table.file,
    line: 1,
    found: names.join(', '),
    hint: didYouMean(name, names) || 'Check that this is the table you meant.',
  });
}

function notANumber(file: string, line: number, column: number | undefined, name: string, found: string): Fault {
  return new Fault({
    code: 'TABLE_NOT_A_NUMBER',
    message: `column '${name}' holds something that is not a number`,
    file,
    line,
    column: column === undefined ? undefined : column + 1,
    found,
    expected: 'a decimal number, Inf or NA',
    hint: 'Correct the cell. Decimal commas are not understood.',
  });
}

function brokenQuote(file: string, line: number, column: number): Fault {
  return new Fault({
    code: 'TABLE_BROKEN_QUOTE',
    message: 'a quoted field is not closed, or text follows its closing quote',
    file,
    line,
    column: column + 1,
    hint: 'Close the quote, or double the quotes that belong to the text.',
  });
}

function ragged(file: string, line: number, column: number, width: number, tooLong: boolean): Fault {
  return new Fault({
    code: 'TABLE_RAGGED_ROW',
    message: tooLong ? 'a row has too many fields' : 'a row has too few fields',
    file,
    line,
    column: tooLong ? width + 1 : column + 1,
    found: tooLong ? `more than ${width} fields` : `${column + 1} fields`,
    expected: `${width} fields`,
    hint: 'Write the table again from its source.',
  });
}
