import { Fault } from '../../src/fault.ts';
import { decodeText } from '../../src/formats/bytes/decode-text.ts';
import { plainText } from '../../src/formats/bytes/plain-text.ts';
import { parseBarcode } from '../../src/formats/clinical/tcga-barcode.ts';
import { readTableHead } from '../../src/formats/counts/dialects/dialect.ts';
import { findCounts } from '../../src/formats/counts/dialects/read-counts.ts';
import { openInput } from '../files/open-input.ts';
import type { Role } from './roles.ts';
import { tellSequences } from './tell-sequences.ts';
import { tellTable } from './tell-table.ts';

/** One sample a row: a sheet or a clinical table; its cells by column. */
interface TableLook {
  readonly kind: 'table';
  readonly columns: readonly (readonly [name: string, cells: readonly string[]])[];
}

/** What one file is by itself. */
export type Look =
  | { readonly kind: 'told'; readonly role: Role; readonly because: string }
  /** Numbers of genes in samples: counts, or the expression of a cohort. */
  | {
      readonly kind: 'matrix';
      readonly samples: readonly string[];
      readonly isLog: boolean;
      readonly isBarcoded: boolean;
      /** The same as a table with a sample a row, which it is where these name the samples of another. */
      readonly columns: TableLook['columns'];
    }
  | TableLook
  | { readonly kind: 'unknown'; readonly because: string };

const HEAD = 1 << 17;

/** Looks at the beginning of a file, decompressed and decoded as a run will read it, and at its name where both would do. */
export async function lookAtFile(path: string): Promise<Look> {
  try {
    return await look(path, path.slice(path.lastIndexOf('/') + 1));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { message, found, hint } = error.details;
    return { kind: 'unknown', because: `${message}${found === undefined ? '' : ` (${found})`}. ${hint}` };
  }
}

/** Files of TargetScan and RNAplfold that are named by their folder. */
const PARAMETERS = /^(TA_SPS_by_seed_region|Tree\..+|.+_PCT_parameters)\.txt(\.gz)?$/;

async function look(path: string, name: string): Promise<Look> {
  const told = (role: Role, because: string): Look => ({ kind: 'told', role, because });
  if (PARAMETERS.test(name)) return told('targetscan_params', "TargetScan's parameters");
  if (/_lunp(\.gz)?$/.test(name)) return told('accessibility', 'accessibilities by RNAplfold');
  const input = openInput(path);
  const head = plainText(await input.head(HEAD));
  const text = decodeText(head);
  if (text.trim() === '') return { kind: 'unknown', because: 'the file is empty' };
  if (/^\s*\{?\s*"?(counts|differential|samples)"?\s*:/m.test(text) && !text.startsWith('>'))
    return told('study', 'a study file');
  if (text.trimStart().startsWith('>')) return told(...tellSequences(name, text.trimStart()));
  if (/^!(Series|Sample)_/m.test(text)) return told('expression', 'a series matrix of GEO, with its samples');
  const { lines, comments } = await readTableHead(input);
  const plain = tellTable(name, comments, lines, text.includes('\t'));
  if (plain !== undefined) return told(...plain);
  if (/(tpm|fpkm|rpkm|normali[sz]ed_counts)/i.test(name) && isMatrix(lines))
    return told('none', 'by its name no raw counts, but normalized values');
  const counts = await findCounts([{ name: path, searched: true, files: [input] }]).catch((error: unknown) => {
    if (error instanceof Fault && /^COUNTS_(NONE_IN|AMBIGUOUS)_FOLDER$/.test(error.code)) return undefined;
    throw error;
  });
  if (counts !== undefined && counts.dialect !== 'matrix') return told('counts', counts.title);
  if (isMatrix(lines)) return matrixOf(lines);
  if (counts !== undefined) return told('counts', counts.title);
  return tableOf(lines, text.startsWith('#'));
}

const isNumber = (cell: string): boolean => /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cell);
const isNothing = (cell: string): boolean => /^(|na|nan)$/i.test(cell);

/** All but the last line, which may be cut off, without the header. */
function rowsOf(lines: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lines.length > 2 ? lines.slice(1, -1) : lines.slice(1);
}

/** Whether most columns behind the first, which names genes, hold numbers. */
function isMatrix(lines: readonly (readonly string[])[]): boolean {
  const rows = rowsOf(lines);
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const numeric = columnsOfNumbers(rows, width);
  return rows.length >= 3 && numeric.length >= 3 && numeric.length > 0.6 * (width - 1);
}

function columnsOfNumbers(rows: readonly (readonly string[])[], width: number): number[] {
  return Array.from({ length: width - 1 }, (_, before) => before + 1).filter((column) => {
    const cells = rows.map((row) => row[column] ?? '');
    return cells.every((cell) => isNumber(cell) || isNothing(cell)) && cells.some(isNumber);
  });
}

function matrixOf(lines: readonly (readonly string[])[]): Look {
  const rows = rowsOf(lines);
  const width = Math.max(...rows.map(({ length }) => length));
  const numeric = columnsOfNumbers(rows, width);
  // As R writes them, the header lacks a name for the rows.
  const shift = (lines[0]?.length ?? 0) === width - 1 ? 1 : 0;
  const samples = numeric.map((column) => lines[0]?.[column - shift] ?? '');
  const values = rows.flatMap((row) => numeric.map((column) => row[column] ?? '')).filter(isNumber);
  const parts = values.filter((value) => !Number.isInteger(Number(value)));
  const isLog = values.some((value) => Number(value) < 0) || (parts.length > values.length / 2 && most(values) < 40);
  return {
    kind: 'matrix',
    samples,
    isLog,
    isBarcoded: samples.some((sample) => parseBarcode(sample) !== undefined),
    columns: columnsOf(lines[0] ?? [], lines.slice(1)),
  };
}

function most(values: readonly string[]): number {
  return values.reduce((high, value) => Math.max(high, Number(value)), Number.NEGATIVE_INFINITY);
}

/** A table with a header and a sample or patient a row. */
function tableOf(lines: readonly (readonly string[])[], hasComments: boolean): Look {
  const [header = [], ...rows] = lines.filter((fields) => !(hasComments && fields[0]?.startsWith('#')));
  if (header.length < 2 || rows.length < 2) return { kind: 'unknown', because: 'neither a table nor sequences' };
  if (rows.slice(0, -1).some(({ length }) => length !== header.length))
    return { kind: 'unknown', because: 'its lines have different numbers of fields' };
  return { kind: 'table', columns: columnsOf(header, rows) };
}

function columnsOf(header: readonly string[], rows: readonly (readonly string[])[]): TableLook['columns'] {
  return header.map((name, column) => [name, rows.map((row) => row[column] ?? '')]);
}
