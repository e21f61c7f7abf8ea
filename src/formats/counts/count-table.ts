import { Fault } from '../../fault.ts';
import { decodeCells } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { lineOf, plainTable } from '../bytes/plain-text.ts';
import { ROLE } from './count-columns.ts';
import { layOutCounts } from './count-layout.ts';
import type { ReadCountOptions } from './count-options.ts';
import { type Scanned, scanCounts } from './count-scan.ts';
import type { CountTable } from './counts.ts';
import { uniteDuplicates } from './duplicate-genes.ts';
import { countLines } from './plain-rows.ts';
import { refuseImplausible, refuseNotation } from './refuse-no-counts.ts';
import type { ScanInput } from './scan-input.ts';
import { dropSummaryRows } from './summary-rows.ts';
import { surveyCells } from './survey-cells.ts';

/**
 * Reads a table of counts (genes x samples) from a text file, plain or gzip-compressed: tab, comma, semicolon or space
 * between fields, any line ends, quoted fields, a header with or without a name for the first column.
 * Everything that is not exactly such a table is a {@link Fault} that names file, line and column.
 */
export async function readCountMatrix(file: InputFile, options: ReadCountOptions = {}): Promise<CountTable> {
  return parseCountMatrix(await file.bytes(), file.name, options);
}

/**
 * {@link readCountMatrix} on bytes that are already in memory; `name` stands for the file in faults. What by all its values
 * is no table of counts is refused (see `findImplausible`).
 */
export function parseCountMatrix(bytes: Uint8Array, name: string, options: ReadCountOptions = {}): CountTable {
  const { text, notes: encoding } = plainTable(bytes);
  const { input, names, notes } = layOutCounts(text, name, options);
  const table = buildCountTable(input, names, [...notes, ...encoding], options);
  if (options.isKnown !== true) refuseImplausible(table.counts, table.sampleIds.length, table.file);
  return table;
}

/**
 * Reads the rows of a table whose layout is known, with a name for each field of a row. Rows that sum up what was not
 * counted (HTSeq's `__no_feature`, STAR's `N_unmapped`), or all genes, are dropped and noted.
 */
export function buildCountTable(
  input: ScanInput,
  names: readonly string[],
  layoutNotes: readonly string[],
  options: Pick<ReadCountOptions, 'allocate' | 'duplicates' | 'estimated'> = {},
): CountTable {
  const named = (role: number) => names.filter((_, column) => input.roles[column] === role);
  const sampleIds = named(ROLE.count);
  const maxRows = countLines(input.bytes, input.from);
  const memory = (options.allocate ?? newMatrix)(maxRows, sampleIds.length);
  const scanned = scanNumbers(input, maxRows, memory, options);
  const texts = textColumns(input, scanned);
  const stride = texts.length;
  const geneIds = texts.shift() ?? [];
  const notes = [...layoutNotes];
  if (scanned.disguised > 0) notes.push(`${scanned.disguised} whole numbers were written with a fraction or exponent`);
  if (scanned.rounded > 0) notes.push(`${scanned.rounded} counts with a fraction were rounded, half to even`);
  const table: CountTable = {
    file: input.file,
    geneIds,
    sampleIds,
    counts: memory.subarray(0, scanned.rows * sampleIds.length),
    annotation: new Map(named(ROLE.text).map((column, i) => [column, texts[i] ?? []])),
    notes,
  };
  const lineOfRow = (row: number) => lineOf(input.bytes, scanned.textStart[row * stride] ?? 0);
  const idColumn = input.roles.indexOf(ROLE.id) + 1;
  return dropSummaryRows(uniteDuplicates(table, options.duplicates ?? 'refuse', lineOfRow, idColumn));
}

/** Faults of cells that a look at all cells explains better. */
const EXPLAINED = new Set(['COUNTS_FRACTIONAL', 'COUNTS_NOT_A_NUMBER']);

/** Numbers that are not all plain digits are looked at as a whole: how they are written, and what they may be. */
function scanNumbers(
  input: ScanInput,
  maxRows: number,
  memory: Int32Array,
  { estimated }: Pick<ReadCountOptions, 'estimated'>,
): Scanned {
  const explain = () => {
    const survey = surveyCells(input);
    refuseNotation(survey, input.file);
    refuseImplausible(survey.values, input.roles.filter((role) => role === ROLE.count).length, input.file, estimated);
  };
  try {
    const scanned = scanCounts(input, maxRows, memory);
    if (scanned.rounded + scanned.disguised > 0) explain();
    return scanned;
  } catch (error) {
    if (error instanceof Fault && EXPLAINED.has(error.code)) explain();
    throw error;
  }
}

const newMatrix = (genes: number, samples: number): Int32Array => new Int32Array(genes * samples);

/** The text columns, the id column first, each decoded to strings. */
function textColumns(input: ScanInput, scanned: Scanned): string[][] {
  const { rows, textStart, textEnd, escaped } = scanned;
  const columns = input.roles.filter((role) => role === ROLE.id || role === ROLE.text).length;
  const spans = { start: textStart, end: textEnd, escaped };
  return Array.from({ length: columns }, (_, column) => decodeCells(input.bytes, spans, column, columns, rows));
}
