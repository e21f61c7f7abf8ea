import { Fault } from '../../fault.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';
import { detectDelimiter, readHead, skipComments } from './delimiter.ts';
import { parseTable, type Table } from './read-table.ts';

/** A result table, with what was understood of its form. */
export interface ResultTable extends Table {
  readonly notes: readonly string[];
}

/** The columns of DESeq2's result file in Galaxy, which has no header. */
const GALAXY = ['gene_id', 'baseMean', 'log2FoldChange', 'lfcSE', 'stat', 'pvalue', 'padj'];

const NUMBER = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;
const MISSING = /^(na|nan|null|)$/i;
const COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
const SEPARATED = /^[+-]?\d{1,3}(,\d{3})+$/;

/**
 * Reads a table of results as programs for differential expression leave it: {@link parseTable}, with decimal commas (R's
 * `write.csv2`), and DESeq2's of Galaxy, which has no header. Any other table without a header is a {@link Fault}.
 */
export async function readResultTable(file: InputFile): Promise<ResultTable> {
  return parseResultTable(await file.bytes(), file.name);
}

/** {@link readResultTable} on bytes that are already in memory. */
export function parseResultTable(bytes: Uint8Array, file: string): ResultTable {
  const first = firstLine(bytes);
  const isHeader = first.length < 3 || !first.slice(1).every((name) => NUMBER.test(name) || MISSING.test(name));
  if (isHeader) return withPoints(parseTable(bytes, file));
  const galaxy = first.length === GALAXY.length ? parseTable(bytes, file, { header: GALAXY }) : undefined;
  if (galaxy !== undefined && isOfWaldTests(galaxy)) {
    return { ...galaxy, notes: ["the table has no header: read as DESeq2's of Galaxy (its statistics fit)"] };
  }
  throw new Fault({
    code: 'RESULTS_NO_HEADER',
    message: 'the first line is a row of results, not a header',
    file,
    line: 1,
    found: first.slice(0, 4).join(', '),
    expected: 'a header that names the columns',
    hint: `Add one; DESeq2 in Galaxy writes: ${GALAXY.join(', ')}.`,
  });
}

function firstLine(bytes: Uint8Array): readonly string[] {
  const text = plainText(bytes);
  const { next } = skipComments(text);
  const delimiter = detectDelimiter(text, next) ?? 9;
  return readHead(text, delimiter, 1, next)[0]?.fields ?? [];
}

/** Whether statistics are estimate over error and p-values lie in 0 to 1, in all rows that have them. */
function isOfWaldTests({ columns, rows }: Table): boolean {
  const [, change, error, stat, p] = GALAXY.slice(1).map((name) => columns.get(name));
  if (![change, error, stat, p].every((column) => column instanceof Float64Array)) return false;
  let seen = 0;
  for (let row = 0; row < rows; row++) {
    const [b, se, t, pvalue] = [change, error, stat, p].map((column) => Number(column![row]));
    if (Number.isNaN(t!) || !(se! > 0)) continue;
    if (Math.abs(b! / se! - t!) > 0.01 * (1 + Math.abs(t!)) || pvalue! < 0 || pvalue! > 1) return false;
    seen++;
  }
  return seen > 0;
}

/** Columns of numbers with decimal commas, as numbers; a comma with three digits behind it in every cell may be another's. */
function withPoints(table: Table): ResultTable {
  const columns = new Map(table.columns);
  const changed: string[] = [];
  for (const [position, [name, cells]] of [...table.columns].entries()) {
    if (position === 0 || cells instanceof Float64Array) continue;
    const commas = cells.filter((cell) => COMMA.test(cell));
    if (commas.length === 0 || commas.every((cell) => SEPARATED.test(cell))) continue;
    if (!cells.every((cell) => COMMA.test(cell) || MISSING.test(cell) || /^[+-]?\d+(e[+-]?\d+)?$/i.test(cell)))
      continue;
    const values = cells.map((cell) => (MISSING.test(cell) ? Number.NaN : Number(cell.replace(',', '.'))));
    columns.set(name, Float64Array.from(values));
    changed.push(name);
  }
  const note = `decimal commas were read in ${changed.slice(0, 3).join(', ')}${changed.length > 3 ? ', ...' : ''}`;
  return { ...table, columns, notes: changed.length > 0 ? [note] : [] };
}
