import { Fault } from '../../fault.ts';
import { didYouMean } from '../../text/nearest-names.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { type DelimitedTable, parseDelimited, readDelimited } from '../delimited/delimited.ts';

/** What is known of the samples. */
export interface SampleSheet {
  readonly file: string;
  /** In the order of the sheet, each once, never empty. */
  readonly sampleIds: readonly string[];
  /** All columns but the one of the ids, by name; one text a sample, '' where a cell was empty. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** 1-based line of each sample in the file. */
  readonly lines: readonly number[];
  /** The name of the column the ids came from ('' if it has none). */
  readonly idColumn: string;
  readonly notes: readonly string[];
}

export interface SampleSheetOptions {
  /** The column that names the columns of the count table; default: one named `sample`, else the first. */
  readonly idColumn?: string | undefined;
  /** A sample in several rows (one a sequencing run): refused, or its first row kept and noted. Default: refuse. */
  readonly repeated?: 'refuse' | 'first' | undefined;
}

/** Reads a sample sheet: one row a sample, with a header; see {@link parseDelimited} for the forms of text. */
export async function readSampleSheet(file: InputFile, options: SampleSheetOptions = {}): Promise<SampleSheet> {
  return sampleSheet(await readDelimited(file), options);
}

/** {@link readSampleSheet} on bytes that are already in memory. */
export function parseSampleSheet(bytes: Uint8Array, file: string, options: SampleSheetOptions = {}): SampleSheet {
  return sampleSheet(parseDelimited(bytes, file), options);
}

/** The sample sheet that a delimited table holds. */
function sampleSheet(table: DelimitedTable, options: SampleSheetOptions = {}): SampleSheet {
  const { file, header } = table;
  const notes = [...table.notes];
  const id = findIdColumn(table, options);
  const idColumn = header[id] ?? '';
  if (id > 0) notes.push(`sample names were taken from column '${idColumn}'`);
  const kept = new Map<string, (typeof table.rows)[number]>();
  for (const row of table.rows) {
    const sample = row.fields[id] ?? '';
    const before = kept.get(sample);
    if (sample === '') throw emptyName(file, row.line, id);
    if (before === undefined) kept.set(sample, row);
    else if (options.repeated === 'first') notes.push(`sample '${sample}' is repeated in line ${row.line}: ignored`);
    else throw repeatedName(sample, file, before.line, row.line, id);
  }
  if (kept.size === 0) throw noSamples(file);
  const rows = [...kept.values()];
  const columns = new Map<string, readonly string[]>();
  header.forEach((name, column) => {
    if (column !== id)
      columns.set(
        name,
        rows.map((row) => row.fields[column] ?? ''),
      );
  });
  return { file, sampleIds: [...kept.keys()], columns, lines: rows.map((row) => row.line), idColumn, notes };
}

function findIdColumn(table: DelimitedTable, options: SampleSheetOptions): number {
  const { header } = table;
  if (options.idColumn === undefined) return Math.max(0, header.indexOf('sample'));
  const column = header.indexOf(options.idColumn);
  if (column >= 0) return column;
  throw new Fault({
    code: 'SHEET_ID_COLUMN',
    message: `the sample sheet has no column '${options.idColumn}'`,
    file: table.file,
    line: 1,
    found: header.join(', '),
    hint: didYouMean(options.idColumn, header) || 'Name the column that holds the sample names.',
  });
}

function emptyName(file: string, line: number, column: number): Fault {
  return new Fault({
    code: 'SHEET_EMPTY_SAMPLE',
    message: 'a row has no sample name',
    file,
    line,
    column: column + 1,
    hint: 'Name the sample as in the count table, or delete the row.',
  });
}

function repeatedName(sample: string, file: string, first: number, second: number, column: number): Fault {
  return new Fault({
    code: 'SHEET_DUPLICATE_SAMPLE',
    message: `the sample '${sample}' stands in two rows`,
    file,
    line: second,
    column: column + 1,
    found: `lines ${first} and ${second}`,
    expected: 'each sample once',
    hint: 'Delete one of the rows, or correct the name of one; if they are sequencing runs whose counts were merged: --repeated-samples first.',
  });
}

function noSamples(file: string): Fault {
  return new Fault({
    code: 'SHEET_NO_ROWS',
    message: 'the sample sheet has a header but no rows',
    file,
    line: 1,
    hint: 'Add one row for each sample.',
  });
}
