import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import type { ClinicalTable } from './clinical-columns.ts';

/** The two parts of a series matrix of GEO. */
export interface SeriesMatrix {
  readonly clinical: ClinicalTable;
  /** The bytes between the marks of the matrix: a table with a header, `ID_REF` and one column a sample. */
  readonly matrix: Uint8Array;
}

const START = '!series_matrix_table_begin';
const END = '!series_matrix_table_end';

/** The byte after the line that the matrix begins with, undefined where the file is no series matrix of GEO. */
export function seriesMatrixStart(bytes: Uint8Array): number | undefined {
  if (bytes[0] !== 0x21) return undefined; // !
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, Math.min(bytes.length, 1 << 24)));
  const at = head.search(/^!series_matrix_table_begin[ \t]*\r?$/m);
  return at < 0 ? undefined : head.indexOf('\n', at) + 1;
}

/**
 * Splits a series matrix of GEO (`GSE..._series_matrix.txt`) into what is said of the samples and the table of values.
 * `!Sample_characteristics_ch1` lines of the form `name: value` become columns by that name, wherever in the lines of a sample they stand.
 */
export function parseSeriesMatrix(bytes: Uint8Array, file: string): SeriesMatrix {
  const start = seriesMatrixStart(bytes);
  if (start === undefined) throw notSeries(file);
  const head = decodeText(bytes.subarray(0, start));
  let ids: readonly string[] | undefined;
  const columns = new Map<string, string[]>();
  let line = 0;
  const set = (name: string, sample: number, value: string, n: number) => {
    const column = columns.get(name) ?? new Array<string>(n).fill('');
    column[sample] = value;
    columns.set(name, column);
  };
  for (const text of head.split(/\r?\n/)) {
    line++;
    if (!text.startsWith('!Sample_')) continue;
    const [key = '', ...cells] = text.split('\t').map((cell) => cell.trim().replace(/^"|"$/g, ''));
    const name = key.slice('!Sample_'.length);
    if (ids !== undefined && cells.length !== ids.length) throw raggedSamples(file, line, cells.length, ids.length);
    if (name === 'geo_accession') ids = cells;
    for (const [sample, cell] of cells.entries()) {
      const named = name.startsWith('characteristics_ch') ? /^([^:]{1,80}):\s*(.*)$/.exec(cell) : null;
      if (named !== null) set(named[1]!.trim(), sample, named[2]!, cells.length);
      else if (cell !== '' && !name.startsWith('characteristics_ch')) set(name, sample, cell, cells.length);
    }
  }
  if (ids === undefined) throw notSeries(file);
  columns.delete('geo_accession');
  const clinical: ClinicalTable = {
    file,
    ids,
    idColumn: 'geo_accession',
    columns,
    lines: ids.map(() => 1),
    notes: ['a series matrix of GEO: samples are named by their accessions'],
  };
  const tail = new TextDecoder('latin1').decode(bytes.subarray(Math.max(start, bytes.length - 4096)));
  const end = tail.lastIndexOf(END);
  if (end < 0) {
    throw new Fault({
      code: 'SERIES_CUT',
      message: 'the series matrix does not end with its mark',
      file,
      expected: END,
      hint: 'The file seems to be cut short: download it again.',
    });
  }
  return { clinical, matrix: bytes.subarray(start, Math.max(start, bytes.length - 4096) + end) };
}

function notSeries(file: string): Fault {
  return new Fault({
    code: 'SERIES_FORM',
    message: 'this is not a series matrix of GEO',
    file,
    expected: `lines !Sample_geo_accession and ${START}`,
    hint: 'Download GSE..._series_matrix.txt.gz from the page of the series.',
  });
}

function raggedSamples(file: string, line: number, found: number, expected: number): Fault {
  return new Fault({
    code: 'SERIES_RAGGED',
    message: 'a line says something of more or fewer samples than there are',
    file,
    line,
    found: String(found),
    expected: String(expected),
    hint: 'The file seems to be damaged: download it again.',
  });
}
