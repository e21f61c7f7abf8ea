/** Cells of the full table as the reader sees, filters and exports them. Runs in the page, before the table. */
import type { PageColumns } from '../page-events.ts';
import type { TableColumn } from '../tables/table-columns.ts';

/** The global `tableCells`. */
export interface TableCells {
  readonly testOf: typeof testOf;
  readonly cellsOf: typeof cellsOf;
  readonly compareCells: typeof compareCells;
  readonly isMissing: typeof isMissing;
  readonly save: typeof save;
  readonly formatCell: typeof formatCell;
  readonly groupDigits: typeof groupDigits;
  readonly words: typeof words;
  readonly asTsv: typeof asTsv;
  readonly asCsv: typeof asCsv;
}

/** Text, or numbers as they are compared: those of a p column by their log10. */
export type Cells = Float64Array | readonly string[];

type Test = (value: number | string) => boolean;
const tests = new Map<string, Test | undefined>();

/** `< 0.05`, `>= 1`, `-1..1`, `|x| > 1`, `3`; undefined for what is none of these. Text: what the cell contains. */
function testOf(wanted: string, { name, kind, digits = 0 }: TableColumn): Test | undefined {
  const key = `${name}\n${kind}\n${wanted}`;
  if (tests.has(key)) return tests.get(key);
  let test: Test | undefined;
  const lower = wanted.trim().toLowerCase();
  if (kind === 'text') test = (value) => String(value).toLowerCase().includes(lower);
  else if (kind === 'choice') test = (value) => value === wanted;
  else {
    const measure = kind === 'p' ? Math.log10 : (x: number) => x;
    const slack = kind === 'p' ? 0.005 : 0.5 * 10 ** -digits;
    test = numberTest(lower, measure, slack);
  }
  tests.set(key, test);
  return test;
}

const NUMBER = String.raw`([-−+]?(?:\d+\.?\d*|\.\d+)(?:e[-−+]?\d+)?)`;
const COMPARISON = new RegExp(String.raw`^(\|x?\|)?\s*(<=|>=|≤|≥|<|>|=|!=)?\s*${NUMBER}$`);
const RANGE = new RegExp(String.raw`^${NUMBER}\s*(?:\.\.|…|to)\s*${NUMBER}$`);

function numberTest(wanted: string, measure: (x: number) => number, slack: number): Test | undefined {
  const read = (text: string | undefined) => measure(Number(text?.replaceAll('−', '-')));
  const [, from, to] = RANGE.exec(wanted) ?? [];
  if (to !== undefined) return (value) => Number(value) >= read(from) && Number(value) <= read(to);
  const [, absolute, operator = '=', number] = COMPARISON.exec(wanted) ?? [];
  if (number === undefined) return undefined;
  const limit = read(number);
  return (cell) => {
    const value = absolute ? Math.abs(Number(cell)) : Number(cell);
    if (operator === '<') return value < limit;
    if (operator === '>') return value > limit;
    if (operator === '<=' || operator === '≤') return value <= limit;
    if (operator === '>=' || operator === '≥') return value >= limit;
    return Math.abs(value - limit) <= slack === (operator === '=');
  };
}

function formatCell(value: number | string, { kind, digits = 0 }: TableColumn): string | Node {
  if (typeof value === 'string') return document.createTextNode(kind === 'choice' ? words(value) : value);
  if (Number.isNaN(value)) return '–';
  if (kind === 'p') return formatP(value);
  const text = groupDigits(Math.abs(value), digits);
  if (value < 0 && Number(value.toFixed(digits)) !== 0) return `−${text}`;
  return kind === 'signed' && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}

/** From the logarithm, so that no p-value is 0. */
function formatP(log10: number): string {
  if (log10 === Number.NEGATIVE_INFINITY) return '< 1e−300';
  if (log10 >= -3) return (10 ** log10).toPrecision(2);
  const [mantissa, exponent] = decimalOf(log10, 1);
  return `${mantissa}e−${-exponent}`;
}

/** Mantissa with as many digits after the point, and exponent. */
function decimalOf(log10: number, digits: number): [string, number] {
  const exponent = Math.floor(log10);
  const mantissa = (10 ** (log10 - exponent)).toFixed(digits);
  return Number(mantissa) >= 10 ? [(1).toFixed(digits), exponent + 1] : [mantissa, exponent];
}

function groupDigits(value: number, digits = 0): string {
  return value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
}

const words = (text: string) => text.replaceAll('_', ' ');

/** For programs: numbers plain, missing ones `NA`. */
function asTsv(rows: readonly number[], columns: readonly TableColumn[], cells: ReadonlyMap<string, Cells>): string {
  const line = (texts: readonly string[]) => `${texts.join('\t')}\n`;
  const plain = (text: string) => (/[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const body = rows.map((row) => line(columns.map((column) => plain(exported(cells, column, row) || 'NA'))));
  return [line(columns.map(({ name }) => plain(name))), ...body].join('');
}

/** For Excel, as `src/tables/excel-csv` writes it: a byte order mark, and no cell that becomes a date, a number or a formula. */
function asCsv(rows: readonly number[], columns: readonly TableColumn[], cells: ReadonlyMap<string, Cells>): string {
  const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const line = (texts: readonly string[]) => `${texts.map(quoted).join(',')}\r\n`;
  const isText = ({ kind }: TableColumn) => kind === 'text' || kind === 'choice';
  const body = rows.map((row) =>
    line(columns.map((column) => (isText(column) ? safe(exported(cells, column, row)) : exported(cells, column, row)))),
  );
  return ['\ufeff', line(columns.map(({ name }) => safe(name))), ...body].join('');
}

/** As in `src/tables/excel-csv`. */
const MONTHS =
  'jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?';
const CHANGED_BY_EXCEL = new RegExp(
  String.raw`^\s*[=+\-@]|[\t\r\n]|^(?!(0|[1-9]\d{0,14})$)[\d.,:/%$€£\s-]+$|^[\d.]+e[+-]?\d+$|^(${MONTHS})[-./ ]?\d+$|^\d+[-./ ]?(${MONTHS})([-./ ]?\d+)?$|^(true|false)$`,
  'i',
);

function safe(text: string): string {
  if (!CHANGED_BY_EXCEL.test(text)) return text;
  return text.length <= 255 ? `="${text.replaceAll('"', '""')}"` : `'${text}`;
}

/** The cell as a file holds it; empty where missing. */
function exported(cells: ReadonlyMap<string, Cells>, { name, kind }: TableColumn, row: number): string {
  const value = cells.get(name)?.[row];
  if (value === undefined || Number.isNaN(value)) return '';
  if (typeof value === 'string' || kind !== 'p') return String(value);
  if (value === Number.NEGATIVE_INFINITY) return '0';
  const [mantissa, exponent] = decimalOf(value, 2);
  return exponent > -5 ? String(Number(`${mantissa}e${exponent}`)) : `${Number(mantissa)}e${exponent}`;
}

/** Numbers as they are compared: those of a p column by their logarithm. */
function cellsOf(page: PageColumns, { name, kind }: TableColumn): Cells {
  if (kind === 'text' || kind === 'choice') return page.text(name);
  return kind === 'p' ? page.log10(name) : page.numbers(name);
}

const collator = new Intl.Collator('en', { numeric: true });
const isMissing = (value: unknown) => value === '' || Number.isNaN(value);

/** Ascending, missing ones last. */
function compareCells(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  const [x, y] = [a as number, b as number];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return x < y ? -1 : Number(x > y);
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const tableCellsInPage: TableCells = {
  testOf,
  cellsOf,
  compareCells,
  isMissing,
  save,
  formatCell,
  groupDigits,
  words,
  asTsv,
  asCsv,
};
Object.assign(globalThis, { tableCells: tableCellsInPage });
