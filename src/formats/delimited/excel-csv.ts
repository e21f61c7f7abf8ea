import type { Column } from './read-table.ts';
import { type RowWords, writeRows } from './row-writer.ts';

const MONTHS =
  'jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?';

/**
 * Text that Excel would take for something else when it opens a CSV file: a formula, a date (`SEPT2`, `1-2`), a number in
 * scientific form (`2310009E13`), with leading zeros or more digits than it keeps, a truth value.
 */
const CHANGED_BY_EXCEL = new RegExp(
  String.raw`^\s*[=+\-@]|[\t\r\n]|^(?!(0|[1-9]\d{0,14})$)[\d.,:/%$€£\s-]+$|^[\d.]+e[+-]?\d+$|^(${MONTHS})[-./ ]?\d+$|^\d+[-./ ]?(${MONTHS})([-./ ]?\d+)?$|^(true|false)$`,
  'i',
);
/** Longer text cannot stand in a formula. */
const LONGEST_LITERAL = 255;

const EXCEL: RowWords = { separator: ',', lineEnd: '\r\n', missing: '', infinite: 'Inf', minusInfinite: '"=""-Inf"""' };

/**
 * Columns of equal length as a CSV file that Excel opens unchanged, in pieces to be written one after the other: byte order
 * mark, CRLF, empty cells for missing numbers, and text that Excel would change written as `="SEPT2"`, which it shows as
 * SEPT2. Programs should read the TSV beside it.
 */
export function* excelCsv(columns: ReadonlyMap<string, Column>): Generator<Uint8Array> {
  const cells = [...columns.values()].map((column) => (isText(column) ? textCells(column) : column));
  yield new TextEncoder().encode(`\ufeff${[...columns.keys()].map(textCell).join(',')}\r\n`);
  yield* writeRows(cells, cells[0]?.length ?? 0, EXCEL);
}

function isText(column: Column): column is readonly string[] {
  return Array.isArray(column);
}

function textCells(column: readonly string[]): readonly string[] {
  return column.some((text) => textCell(text) !== text) ? column.map(textCell) : column;
}

function textCell(text: string): string {
  const safe = protectFromExcel(text.replaceAll('\0', ''));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text so that Excel shows it as it is: within a formula that says nothing but the text. */
export function protectFromExcel(text: string): string {
  if (!CHANGED_BY_EXCEL.test(text)) return text;
  return text.length <= LONGEST_LITERAL ? `="${text.replaceAll('"', '""')}"` : `'${text}`;
}
