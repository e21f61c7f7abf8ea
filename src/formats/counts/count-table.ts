import { Fault } from '../../fault.ts';
import { findDamagedSymbols } from '../annotation/gene-identifiers.ts';
import { decodeCells, decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { lineOf, plainTable } from '../bytes/plain-text.ts';
import { DELIMITER_NAMES, detectDelimiter, readHead, skipComments, squeezeSpaces } from '../delimited/delimiter.ts';
import { assignColumns, type ColumnChoice, ROLE } from './count-columns.ts';
import { type Scanned, scanCounts } from './count-scan.ts';
import type { CountTable } from './counts.ts';
import { countLines } from './plain-rows.ts';
import type { ScanInput } from './scan-input.ts';
import { dropSummaryRows } from './summary-rows.ts';

export interface ReadCountOptions extends ColumnChoice {
  /**
   * Provides the memory of the matrix, for example a view on shared WebAssembly memory, of at least
   * `maxGenes * samples` elements; `counts` is a view on its beginning. Called once. `maxGenes` is the number of lines
   * below the header that are not blank, which is the number of genes unless a quoted field holds a line end.
   */
  readonly allocate?: ((maxGenes: number, samples: number) => Int32Array) | undefined;
  /** Counts with a fraction are refused, or rounded half to even as R does and noted. Default: refuse. */
  readonly fractions?: 'refuse' | 'round' | undefined;
}

/** Rows that are looked at before the meaning of each column is decided. */
const SAMPLE_ROWS = 200;

/**
 * Reads a table of counts (genes x samples) from a text file, plain or gzip-compressed: tab, comma, semicolon or space
 * between fields, any line ends, quoted fields, a header with or without a name for the first column.
 * Everything that is not exactly such a table is a {@link Fault} that names file, line and column.
 */
export async function readCountMatrix(file: InputFile, options: ReadCountOptions = {}): Promise<CountTable> {
  return parseCountMatrix(await file.bytes(), file.name, options);
}

/** {@link readCountMatrix} on bytes that are already in memory; `name` stands for the file in faults. */
export function parseCountMatrix(bytes: Uint8Array, name: string, options: ReadCountOptions = {}): CountTable {
  const { text, notes: encoding } = plainTable(bytes);
  const { input, names, notes } = layOut(text, name, options);
  return buildCountTable(input, names, [...notes, ...encoding], options);
}

/**
 * Reads the rows of a table whose layout is known, with a name for each field of a row. Rows that sum up what was not
 * counted (HTSeq's `__no_feature`, STAR's `N_unmapped`) are dropped and noted.
 */
export function buildCountTable(
  input: ScanInput,
  names: readonly string[],
  layoutNotes: readonly string[],
  options: Pick<ReadCountOptions, 'allocate'> = {},
): CountTable {
  const named = (role: number) => names.filter((_, column) => input.roles[column] === role);
  const sampleIds = named(ROLE.count);
  const maxRows = countLines(input.bytes, input.from);
  const memory = (options.allocate ?? newMatrix)(maxRows, sampleIds.length);
  const scanned = scanCounts(input, maxRows, memory);
  const texts = textColumns(input, scanned);
  const geneIds = texts.shift() ?? [];
  refuseDuplicates(geneIds, input, scanned);
  const notes = [...layoutNotes];
  if (scanned.disguised > 0) notes.push(`${scanned.disguised} whole numbers were written with a fraction or exponent`);
  if (scanned.rounded > 0) notes.push(`${scanned.rounded} counts with a fraction were rounded, half to even`);
  if (scanned.rounded > 0) refuseScaled(memory, scanned.rows, sampleIds, input.file);
  return dropSummaryRows({
    file: input.file,
    geneIds,
    sampleIds,
    counts: memory.subarray(0, scanned.rows * sampleIds.length),
    annotation: new Map(named(ROLE.text).map((column, i) => [column, texts[i] ?? []])),
    notes,
  });
}

const newMatrix = (genes: number, samples: number): Int32Array => new Int32Array(genes * samples);

/** Finds delimiter, header and the role of each column. */
function layOut(
  text: Uint8Array,
  file: string,
  options: ReadCountOptions,
): { readonly input: ScanInput; readonly names: readonly string[]; readonly notes: string[] } {
  const { next, comments } = skipComments(text);
  const delimiter = detectDelimiter(text, next);
  if (delimiter === undefined) throw notATable(text, next, file);
  const bytes = delimiter === 32 ? squeezeSpaces(text) : text;
  const bodyStart = delimiter === 32 ? skipComments(bytes).next : next;
  const [header, ...sample] = readHead(bytes, delimiter, SAMPLE_ROWS + 1, bodyStart);
  if (header === undefined) throw notATable(text, next, file);
  const place = { file, line: lineOf(bytes, header.offset) };
  if (sample.length === 0 && countLines(bytes, header.next) === 0) {
    throw new Fault({
      code: 'COUNTS_NO_ROWS',
      message: 'the table has a header but no rows',
      ...place,
      hint: 'Check that the file was written to its end.',
    });
  }
  const columns = assignColumns(header, sample, place, options);
  const notes = [`${DELIMITER_NAMES.get(delimiter)}-separated`, ...columns.notes];
  if (comments.length > 0) notes.push(`${comments.length} comment lines were skipped`);
  const { roles } = columns;
  const fractions = options.fractions ?? 'refuse';
  return { input: { bytes, file, from: header.next, delimiter, roles, fractions }, names: columns.names, notes };
}

/** The text columns, the id column first, each decoded to strings. */
function textColumns(input: ScanInput, scanned: Scanned): string[][] {
  const { rows, textStart, textEnd, escaped } = scanned;
  const columns = input.roles.filter((role) => role === ROLE.id || role === ROLE.text).length;
  const spans = { start: textStart, end: textEnd, escaped };
  return Array.from({ length: columns }, (_, column) => decodeCells(input.bytes, spans, column, columns, rows));
}

function refuseDuplicates(geneIds: readonly string[], input: ScanInput, scanned: Scanned): void {
  if (new Set(geneIds).size === geneIds.length) return;
  const stride =
    scanned.textStart.length === 0 ? 1 : input.roles.filter((r) => r === ROLE.id || r === ROLE.text).length;
  const lineOfRow = (row: number) => lineOf(input.bytes, scanned.textStart[row * stride] ?? 0);
  const seen = new Map<string, number>();
  for (const [row, id] of geneIds.entries()) {
    const before = seen.get(id);
    if (before !== undefined) {
      throw new Fault({
        code: 'COUNTS_DUPLICATE_GENE',
        message: `the gene id '${id}' stands in two rows`,
        file: input.file,
        line: lineOfRow(row),
        column: input.roles.indexOf(ROLE.id) + 1,
        found: `lines ${lineOfRow(before)} and ${lineOfRow(row)}`,
        expected: 'each gene id once',
        hint:
          findDamagedSymbols([id]).length > 0
            ? 'A spreadsheet turned gene symbols into dates: take the table from before it was opened there.'
            : 'Use ids that are unique (Ensembl rather than symbols), or sum the rows that belong together.',
      });
    }
    seen.set(id, row);
  }
}

/** Abundances that sum to one million in each sample are no counts; rounding them would hide it. */
function refuseScaled(counts: Int32Array, rows: number, sampleIds: readonly string[], file: string): void {
  const samples = sampleIds.length;
  const sums = new Float64Array(samples);
  for (let cell = 0; cell < rows * samples; cell++) sums[cell % samples]! += counts[cell]!;
  // Rounding loses the abundances below one half, a few percent of the sum.
  if (!sums.every((sum) => Math.abs(sum / 1e6 - 1) < 0.05)) return;
  throw new Fault({
    code: 'COUNTS_PER_MILLION',
    message: 'the values are TPM or CPM, not counts',
    file,
    found: `every sample sums to one million (${sampleIds[0]}: ${sums[0]} after rounding)`,
    expected: 'raw or estimated counts',
    hint: 'Take the table of counts: nf-core/rnaseq writes salmon.merged.gene_counts.tsv beside gene_tpm.tsv.',
  });
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
