import { Fault } from '../../fault.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { parseTable, type Table } from '../delimited/read-table.ts';
import { parseSeriesMatrix, seriesMatrixStart } from './series-matrix.ts';
import { parseBarcode } from './tcga-barcode.ts';

/** Expression of genes in the samples of a cohort. */
export interface ExpressionMatrix {
  readonly file: string;
  readonly geneIds: readonly string[];
  readonly sampleIds: readonly string[];
  /** `[genes x samples]`, row-major, in the unit of the file; NaN where missing. */
  readonly values: Float64Array;
  /** A sample a row, so that not every column of numbers need be a gene. */
  readonly hasSamplesInRows: boolean;
  /** Columns of text and numbers that a table with a sample a row has beside the genes; empty otherwise. */
  readonly clinical: ReadonlyMap<string, readonly string[]>;
  readonly notes: readonly string[];
}

export interface ExpressionOptions {
  /** Ids by which samples are known from elsewhere, such as a clinical table; they tell rows from columns. */
  readonly samples?: ReadonlySet<string> | undefined;
  /** Columns that are no genes, in a table with a sample a row: times, events, covariates. */
  readonly clinical?: readonly string[] | undefined;
  /** There is no other table, so that patients stand in rows beside their clinical columns. */
  readonly hasPatientsInRows?: boolean | undefined;
}

/** Columns that describe genes in downloads of cBioPortal, UCSC Xena, the GDC and GEO. */
const GENE_COLUMNS = [
  'Hugo_Symbol',
  'Entrez_Gene_Id',
  'gene_id',
  'gene_name',
  'gene_type',
  'Gene',
  'gene',
  'symbol',
  'ID_REF',
];

/**
 * Reads the expression of a cohort: genes in rows and samples in columns as cBioPortal, UCSC Xena and GEO give them, or a
 * sample a row with clinical columns beside the genes. Which it is, is told by the ids that `samples` knows, or by barcodes of
 * TCGA; where neither tells it is a {@link Fault}.
 */
export async function readExpressionMatrix(
  file: InputFile,
  options: ExpressionOptions = {},
): Promise<ExpressionMatrix> {
  return parseExpressionMatrix(await file.bytes(), file.name, options);
}

/** {@link readExpressionMatrix} on bytes that are already in memory. */
export function parseExpressionMatrix(
  bytes: Uint8Array,
  file: string,
  options: ExpressionOptions = {},
): ExpressionMatrix {
  const isSeries = seriesMatrixStart(bytes) !== undefined;
  const table = parseTable(isSeries ? parseSeriesMatrix(bytes, file).matrix : bytes, file, { text: GENE_COLUMNS });
  const names = [...table.columns.keys()];
  const ids = table.columns.get(names[0] ?? '') as readonly string[];
  if (options.hasPatientsInRows) return samplesInRows(table, names, ids, options.clinical ?? []);
  const known = sampleTest(options.samples);
  const inColumns = names.slice(1).filter(known).length;
  const inRows = ids.filter(known).length;
  if (inColumns === 0 && inRows === 0) throw noSamples(file, names, ids, options.samples);
  return inColumns >= inRows
    ? genesInRows(table, names, ids)
    : samplesInRows(table, names, ids, options.clinical ?? []);
}

function sampleTest(samples: ReadonlySet<string> | undefined): (id: string) => boolean {
  if (samples === undefined || samples.size === 0) return (id) => parseBarcode(id) !== undefined;
  const patients = new Set([...samples].map((id) => parseBarcode(id)?.patient ?? id));
  return (id) => samples.has(id) || patients.has(parseBarcode(id)?.patient ?? id);
}

function genesInRows(table: Table, names: readonly string[], rows: readonly string[]): ExpressionMatrix {
  const { columns, file } = table;
  const samples = names.slice(1).filter((name) => !GENE_COLUMNS.includes(name));
  const matrix = samples.map((sample) => {
    const column = columns.get(sample)!;
    if (column instanceof Float64Array) return column;
    throw notANumber(table, sample, column);
  });
  const entrez = columns.get('Entrez_Gene_Id');
  const geneIds = rows.map((id, row) => (id === '' || id === 'NA' ? String(entrez?.[row] ?? '') : id));
  const { kept, notes } = oneRowAGene(geneIds, matrix);
  const values = new Float64Array(kept.length * samples.length);
  for (const [j, column] of matrix.entries()) {
    for (let k = 0; k < kept.length; k++) values[k * samples.length + j] = column[kept[k]!]!;
  }
  const ids = kept.map((row) => geneIds[row]!);
  return { file, geneIds: ids, sampleIds: samples, values, hasSamplesInRows: false, clinical: new Map(), notes };
}

/** Of rows with one id that of the highest mean, as is custom for probes of a gene; rows without an id are left out. */
function oneRowAGene(
  geneIds: readonly string[],
  matrix: readonly Float64Array[],
): { readonly kept: readonly number[]; readonly notes: readonly string[] } {
  const mean = (row: number) => {
    let sum = 0;
    let n = 0;
    for (const column of matrix) {
      const value = column[row]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      n++;
    }
    return n === 0 ? Number.NEGATIVE_INFINITY : sum / n;
  };
  const best = new Map<string, number>();
  let nameless = 0;
  let repeated = 0;
  for (const [row, id] of geneIds.entries()) {
    if (id === '' || id === '?') {
      nameless++;
      continue;
    }
    const before = best.get(id);
    if (before === undefined) best.set(id, row);
    else {
      repeated++;
      if (mean(row) > mean(before)) best.set(id, row);
    }
  }
  const notes = ['genes in rows, samples in columns'];
  if (repeated > 0)
    notes.push(`${repeated} rows name a gene that has another: of each gene the row of the highest mean was taken`);
  if (nameless > 0) notes.push(`${nameless} rows name no gene and were left out`);
  return { kept: [...best.values()].sort((a, b) => a - b), notes };
}

function samplesInRows(
  table: Table,
  names: readonly string[],
  rows: readonly string[],
  notGenes: readonly string[],
): ExpressionMatrix {
  const { columns, file, rows: n } = table;
  const twice = rows.findIndex((id, row) => rows.indexOf(id) < row);
  if (twice >= 0) throw repeatedSample(table, rows[twice]!, twice);
  const genes: string[] = [];
  const clinical = new Map<string, readonly string[]>();
  for (const name of names.slice(1)) {
    const column = columns.get(name)!;
    if (column instanceof Float64Array && !notGenes.includes(name)) genes.push(name);
    else
      clinical.set(
        name,
        column instanceof Float64Array ? Array.from(column, (x) => (Number.isNaN(x) ? '' : String(x))) : column,
      );
  }
  const values = new Float64Array(genes.length * n);
  for (const [g, gene] of genes.entries()) values.set(columns.get(gene) as Float64Array, g * n);
  const notes = ['samples in rows'];
  return { file, geneIds: genes, sampleIds: rows, values, hasSamplesInRows: true, clinical, notes };
}

function noSamples(
  file: string,
  names: readonly string[],
  ids: readonly string[],
  samples: ReadonlySet<string> | undefined,
): Fault {
  const three = (list: Iterable<string>) => [...list].slice(0, 3).join(', ');
  return new Fault({
    code: 'EXPRESSION_NO_SAMPLES',
    message: 'neither the rows nor the columns of the matrix are samples that are known',
    file,
    found: `columns ${three(names.slice(1))}, ...; rows ${three(ids)}, ...`,
    expected: samples === undefined ? 'barcodes of TCGA' : `ids of the clinical table, such as ${three(samples)}`,
    hint: 'Name samples alike in both files, or name the column of the clinical table that has the ids of the matrix.',
  });
}

function notANumber(table: Table, sample: string, column: readonly string[]): Fault {
  const row = column.findIndex((cell) => cell !== '' && cell !== 'NA' && Number.isNaN(Number(cell)));
  return new Fault({
    code: 'EXPRESSION_NOT_A_NUMBER',
    message: `the column '${sample}' holds something that is no number`,
    file: table.file,
    line: table.lineOfRow(Math.max(row, 0)),
    found: column[row],
    expected: 'numbers, or NA where a value is missing',
    hint: 'Correct the cell, or delete the column if it is no sample.',
  });
}

function repeatedSample(table: Table, id: string, row: number): Fault {
  return new Fault({
    code: 'EXPRESSION_DUPLICATE_SAMPLE',
    message: `the sample '${id}' stands in two rows`,
    file: table.file,
    line: table.lineOfRow(row),
    expected: 'each sample once',
    hint: 'Delete one of the rows.',
  });
}
