import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import { lineOf } from '../bytes/plain-text.ts';
import {
  DELIMITER_NAMES,
  detectDelimiter,
  type HeadLine,
  readHead,
  skipComments,
  squeezeSpaces,
} from '../delimited/delimiter.ts';
import { assignColumns } from './count-columns.ts';
import type { ReadCountOptions } from './count-options.ts';
import { findHeader } from './header-lines.ts';
import { countLines } from './plain-rows.ts';
import { findSampleColumns } from './sample-columns.ts';
import type { ScanInput } from './scan-input.ts';
import { transposeTable } from './transpose-table.ts';

/** A table whose layout is known, with a name for each field of a row. */
export interface CountLayout {
  readonly input: ScanInput;
  readonly names: readonly string[];
  readonly notes: readonly string[];
}

/** Rows that are looked at before the meaning of each column is decided. */
const SAMPLE_ROWS = 200;

/** Finds delimiter, header and the role of each column. A table with samples in its rows is turned. */
export function layOutCounts(text: Uint8Array, file: string, options: ReadCountOptions): CountLayout {
  const { next, comments } = skipComments(text);
  const delimiter = detectDelimiter(text, next);
  if (delimiter === undefined) throw notATable(text, next, file);
  const bytes = delimiter === 32 ? squeezeSpaces(text) : text;
  const bodyStart = delimiter === 32 ? skipComments(bytes).next : next;
  const lines = readHead(bytes, delimiter, SAMPLE_ROWS + 1, bodyStart);
  const { header: position, firstRow, notes: skipped } = findHeader(lines, options.samples);
  const header = lines[position];
  if (header === undefined) throw notATable(text, next, file);
  const sample = lines.slice(firstRow);
  const place = { file, line: lineOf(bytes, header.offset) };
  const from = sample[0]?.offset ?? header.next;
  if (sample.length === 0 && countLines(bytes, header.next) === 0) {
    throw new Fault({
      code: 'COUNTS_NO_ROWS',
      message: 'the table has a header but no rows',
      ...place,
      hint: 'Check that the file was written to its end.',
    });
  }
  if (hasSamplesInRows(header, sample, options.samples)) {
    const turned = transposeTable(bytes, delimiter, header.offset);
    if (turned !== undefined) {
      const layout = layOutCounts(turned, `${file} (transposed)`, options);
      return { ...layout, notes: [...skipped, 'samples are in the rows: the table was transposed', ...layout.notes] };
    }
  }
  const columns = assignColumns(header, sample, place, options);
  const notes = [`${DELIMITER_NAMES.get(delimiter)}-separated`, ...skipped, ...columns.notes];
  if (comments.length > 0) notes.push(`${comments.length} comment lines were skipped`);
  const { roles } = columns;
  const fractions = options.fractions ?? 'refuse';
  return { input: { bytes, file, from, delimiter, roles, fractions }, names: columns.names, notes };
}

/** No column is of a sample, but all samples stand in the first cells of the rows. */
function hasSamplesInRows(header: HeadLine, sample: readonly HeadLine[], samples: readonly string[] = []): boolean {
  if (samples.length < 2) return false;
  const isFound = (position: number | undefined) => position !== undefined;
  if (findSampleColumns(samples, header.fields).positions.some(isFound)) return false;
  const first = sample.map(({ fields }) => fields[0] ?? '');
  return findSampleColumns(samples, first).positions.every(isFound);
}

function notATable(text: Uint8Array, from: number, file: string): Fault {
  const empty = countLines(text, from) === 0;
  return new Fault({
    code: empty ? 'FILE_EMPTY' : 'COUNTS_NOT_A_TABLE',
    message: empty ? 'the file is empty' : 'the first lines do not split into columns',
    file,
    line: empty ? undefined : lineOf(text, from),
    found: empty ? `${text.length} bytes` : decodeText(text, from, from + 60).split('\n')[0],
    expected: 'gene ids and counts separated by tab, comma, semicolon or space',
    hint: 'Check that this is the count table.',
  });
}
