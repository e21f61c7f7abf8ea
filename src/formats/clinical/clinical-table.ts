import { Fault } from '../../fault.ts';
import { didYouMean } from '../../text/nearest-names.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { lineOf } from '../bytes/plain-text.ts';
import { parseDelimited } from '../delimited/delimited.ts';
import type { ClinicalTable } from './clinical-columns.ts';
import { parseSeriesMatrix, seriesMatrixStart } from './series-matrix.ts';

export interface ClinicalOptions {
  /** The column that names patients or samples; by default the first of the names that the known sources give it, else the first column. */
  readonly idColumn?: string | undefined;
}

/** How cBioPortal, UCSC Xena, the GDC and GEO call the column of the ids, in the order in which they are looked for. */
const ID_COLUMNS = [
  'SAMPLE_ID',
  'PATIENT_ID',
  'sample',
  'sampleID',
  '_PATIENT',
  'submitter_id',
  'case_submitter_id',
  'cases.submitter_id',
  'bcr_patient_barcode',
  'patient_id',
  'case_id',
  'patient',
  'geo_accession',
];

/** What stands for a missing value in downloads: the GDC's `'--`, cBioPortal's words, R's NA. */
const MISSING =
  /^(na|n\/a|nan|null|'?--|\[not available\]|\[not applicable\]|\[unknown\]|\[discrepancy\]|not reported)$/i;

/**
 * Reads a clinical table as downloaded: cBioPortal's (`#` lines in front), UCSC Xena's, the GDC's clinical TSV, the samples of
 * a GEO series matrix, or a plain table with a header. A patient in two rows that differ is a {@link Fault}; rows that are
 * alike (the GDC repeats them) count once.
 */
export async function readClinicalTable(file: InputFile, options: ClinicalOptions = {}): Promise<ClinicalTable> {
  return parseClinicalTable(await file.bytes(), file.name, options);
}

/** {@link readClinicalTable} on bytes that are already in memory. */
export function parseClinicalTable(bytes: Uint8Array, file: string, options: ClinicalOptions = {}): ClinicalTable {
  if (seriesMatrixStart(bytes) !== undefined) return parseSeriesMatrix(bytes, file).clinical;
  const from = afterComments(bytes);
  const before = from === 0 ? 0 : lineOf(bytes, from) - 1;
  const table = parseDelimited(bytes.subarray(from), file);
  const id = findIdColumn(table.header, file, options.idColumn);
  const kept = new Map<string, { readonly fields: readonly string[]; readonly line: number }>();
  let repeated = 0;
  for (const row of table.rows) {
    const fields = row.fields.map((field) => (MISSING.test(field) ? '' : field));
    const line = row.line + before;
    const name = fields[id] ?? '';
    if (name === '') throw emptyId(file, line, id);
    const other = kept.get(name);
    if (other === undefined) kept.set(name, { fields, line });
    else if (other.fields.every((field, column) => field === fields[column])) repeated++;
    else throw repeatedId(name, file, other, { fields, line }, table.header, id);
  }
  if (kept.size === 0) throw noRows(file);
  const rows = [...kept.values()];
  const columns = new Map<string, readonly string[]>();
  for (const [column, name] of table.header.entries()) {
    if (column === id) continue;
    columns.set(
      name,
      rows.map(({ fields }) => fields[column] ?? ''),
    );
  }
  const notes = [...table.notes, `patients are named by the column '${table.header[id]}'`];
  if (from > 0) notes.push(`${before} lines in front of the header begin with # and were left out`);
  if (repeated > 0) notes.push(`${repeated} rows repeat another in every field and count once`);
  return {
    file,
    ids: [...kept.keys()],
    idColumn: table.header[id] ?? '',
    columns,
    lines: rows.map(({ line }) => line),
    notes,
  };
}

const HASH = 35;
const LF = 10;

function afterComments(bytes: Uint8Array): number {
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (bytes[from] !== HASH) return 0;
  while (bytes[from] === HASH) {
    const end = bytes.indexOf(LF, from);
    if (end < 0) return bytes.length;
    from = end + 1;
  }
  return from;
}

function findIdColumn(header: readonly string[], file: string, wanted: string | undefined): number {
  if (wanted === undefined) {
    const known = ID_COLUMNS.map((name) => header.indexOf(name)).find((column) => column >= 0);
    return known ?? 0;
  }
  const column = header.indexOf(wanted);
  if (column >= 0) return column;
  throw new Fault({
    code: 'CLINICAL_ID_COLUMN',
    message: `the clinical table has no column '${wanted}'`,
    file,
    line: 1,
    found: header.slice(0, 30).join(', '),
    hint: didYouMean(wanted, header) || 'Name the column that holds the ids of the patients.',
  });
}

function emptyId(file: string, line: number, column: number): Fault {
  return new Fault({
    code: 'CLINICAL_EMPTY_ID',
    message: 'a row names no patient',
    file,
    line,
    column: column + 1,
    hint: 'Fill in the id, or delete the row.',
  });
}

interface Row {
  readonly fields: readonly string[];
  readonly line: number;
}

function repeatedId(
  id: string,
  file: string,
  first: Row,
  second: Row,
  header: readonly string[],
  column: number,
): Fault {
  const differing = header.findIndex((_, at) => first.fields[at] !== second.fields[at]);
  return new Fault({
    code: 'CLINICAL_DUPLICATE_ID',
    message: `the patient '${id}' stands in two rows that differ`,
    file,
    line: second.line,
    column: column + 1,
    found: `lines ${first.line} and ${second.line}; ${header[differing]}: '${first.fields[differing]}' and '${second.fields[differing]}'`,
    expected: 'each patient once',
    hint: 'Delete one of the rows, or name the column of the samples as the one of the ids.',
  });
}

function noRows(file: string): Fault {
  return new Fault({
    code: 'CLINICAL_NO_ROWS',
    message: 'the clinical table has no rows',
    file,
    expected: 'a header and a row for each patient',
    hint: 'Check that this is the file you meant.',
  });
}
