import { Fault } from '../../fault.ts';
import { type ClinicalTable, clinicalColumn } from '../../formats/clinical/clinical-columns.ts';
import { type EventOptions, readEvents } from '../../formats/clinical/event-coding.ts';
import type { ExpressionMatrix } from '../../formats/clinical/expression-matrix.ts';
import { type ExpressionScale, tellScale } from '../../formats/clinical/expression-scale.ts';
import { linkPatients } from '../../formats/clinical/link-patients.ts';
import { readTimes, type TimeUnit } from '../../formats/clinical/survival-times.ts';
import type { CoxTerm } from '../../survival/cox/model-columns.ts';
import type { SurvivalQuestion } from '../../survival/survival-rows.ts';
import { logExpression } from './log-expression.ts';

/** Expression of genes in patients of whom more is known, patient by patient. */
export interface Cohort {
  readonly name: string;
  readonly geneIds: readonly string[];
  /** Of the patients that both files have, in the order of the clinical table. */
  readonly patientIds: readonly string[];
  /** `[genes x patients]` on a log2 scale, or z-scores; NaN where missing. */
  readonly values: Float64Array;
  readonly scale: ExpressionScale;
  /** The clinical table of these patients. */
  readonly clinical: ClinicalTable;
  /** What was understood of the files: orientation, scale, who was joined to whom. */
  readonly notes: readonly string[];
}

/** Joins a matrix to a clinical table, or to the clinical columns that it holds itself. */
export function joinCohort(name: string, matrix: ExpressionMatrix, table?: ClinicalTable): Cohort {
  const clinical = table ?? clinicalOfMatrix(matrix);
  const { sampleIds, geneIds, file } = matrix;
  const links = linkPatients(sampleIds, clinical.ids, { matrix: file, clinical: clinical.file });
  const told = tellScale(matrix.values, geneIds.length, sampleIds.length);
  const onLog2 = logExpression(matrix.values, geneIds.length, sampleIds.length, told.scale);
  const n = links.rows.length;
  const values = new Float64Array(geneIds.length * n);
  for (let g = 0; g < geneIds.length; g++) {
    for (let i = 0; i < n; i++) values[g * n + i] = onLog2[g * sampleIds.length + links.samples[i]!]!;
  }
  const notes = [...matrix.notes, `read as ${told.scale}: ${told.because}`, ...clinical.notes, ...links.notes];
  return {
    name,
    geneIds,
    patientIds: links.rows.map((row) => clinical.ids[row]!),
    values,
    scale: told.scale,
    clinical: rowsOf(clinical, links.rows),
    notes: [...new Set(notes)],
  };
}

/** Which columns say what of a patient's survival. */
export interface EndpointColumns {
  /** OS, RFS, ... */
  readonly name: string;
  readonly time: string;
  readonly event: string;
  readonly eventValues?: EventOptions['event'];
  readonly unit?: TimeUnit | undefined;
  readonly strata?: readonly string[] | undefined;
  readonly cluster?: string | undefined;
  readonly weights?: string | undefined;
}

/** An endpoint of a cohort, read. */
export interface Endpoint {
  readonly name: string;
  readonly unit: TimeUnit | undefined;
  readonly question: SurvivalQuestion;
  readonly notes: readonly string[];
}

/** Reads times, events, strata, clusters and weights; columns that are absent and cells that cannot be used are Faults. */
export function readEndpoint({ clinical }: Cohort, columns: EndpointColumns): Endpoint {
  const { name, time, event, eventValues, unit, strata = [], cluster, weights } = columns;
  const { file, lines } = clinical;
  const times = readTimes(clinicalColumn(clinical, time, 'time'), time, lines, { file, option: 'time' }, unit);
  const events = readEvents(
    clinicalColumn(clinical, event, 'event'),
    event,
    { file, option: 'event' },
    { event: eventValues },
  );
  const question: SurvivalQuestion = {
    time: times.times,
    event: events.events,
    strata: strata.map((column) => clinicalColumn(clinical, column, 'strata')),
    cluster: cluster === undefined ? undefined : clinicalColumn(clinical, cluster, 'cluster'),
    weights: weights === undefined ? undefined : numbersOf(clinical, weights, 'case_weights'),
  };
  return { name, unit: times.unit, question, notes: [`${name}: ${times.note}; ${events.meaning}`] };
}

/** Columns as terms of a model: numbers where every cell is one, else factors in alphabetical order, the first the reference. */
export function readCovariates(
  { clinical }: Cohort,
  names: readonly string[],
): { readonly terms: readonly CoxTerm[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const terms = names.map((name): CoxTerm => {
    const cells = clinicalColumn(clinical, name, 'covariates');
    if (cells.every((cell) => cell === '' || !Number.isNaN(Number(cell)))) {
      return { name, kind: 'number', values: numbersOf(clinical, name, 'covariates') };
    }
    const levels = [...new Set(cells.filter((cell) => cell !== ''))].sort();
    if (levels.length > MOST_LEVELS) throw manyLevels(clinical, name, levels);
    notes.push(`${name} is a factor: ${levels.join(', ')}, of which ${levels[0]} is the reference`);
    return { name, kind: 'factor', values: cells, levels };
  });
  return { terms, notes };
}

/** More are an id or free text, which no model can hold. */
const MOST_LEVELS = 20;

function manyLevels({ file }: ClinicalTable, name: string, levels: readonly string[]): Fault {
  return new Fault({
    code: 'COVARIATE_LEVELS',
    message: `'${name}' has too many values for a factor`,
    option: 'covariates',
    file,
    found: `${levels.length} values: ${levels.slice(0, 3).join(', ')}, ...`,
    expected: `numbers, or at most ${MOST_LEVELS} groups`,
    hint: 'Leave it out, join its values into groups, or correct the cells that are no numbers.',
  });
}

function numbersOf(clinical: ClinicalTable, name: string, option: string): Float64Array {
  return Float64Array.from(clinicalColumn(clinical, name, option), (cell, row) => {
    const value = cell === '' ? Number.NaN : Number(cell);
    if (cell === '' || Number.isFinite(value)) return value;
    throw new Fault({
      code: 'CLINICAL_NOT_A_NUMBER',
      message: `a cell of '${name}' is no number`,
      option,
      file: clinical.file,
      line: clinical.lines[row],
      found: cell,
      expected: 'numbers, or empty cells',
      hint: 'Correct the cell, or empty it.',
    });
  });
}

function clinicalOfMatrix({ file, sampleIds, clinical }: ExpressionMatrix): ClinicalTable {
  if (clinical.size > 0) {
    return {
      file,
      ids: sampleIds,
      idColumn: '',
      columns: clinical,
      lines: sampleIds.map((_, row) => row + 2),
      notes: [],
    };
  }
  throw new Fault({
    code: 'CLINICAL_NONE',
    message: 'nothing is known of the patients',
    file,
    expected: 'a clinical table, or clinical columns beside the genes in the matrix',
    hint: 'Name the table with --clinical.',
  });
}

function rowsOf(clinical: ClinicalTable, rows: readonly number[]): ClinicalTable {
  const columns = new Map<string, readonly string[]>();
  for (const [name, cells] of clinical.columns) {
    columns.set(
      name,
      rows.map((row) => cells[row]!),
    );
  }
  return {
    ...clinical,
    ids: rows.map((row) => clinical.ids[row]!),
    lines: rows.map((row) => clinical.lines[row]!),
    columns,
  };
}
