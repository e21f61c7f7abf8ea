import { Fault } from '../../fault.ts';
import { parseBarcode } from './tcga-barcode.ts';

/** Samples of a matrix beside rows of a clinical table. */
export interface PatientLinks {
  /** Pairs, in the order of the clinical table. */
  readonly rows: readonly number[];
  /** The column of the matrix that belongs to `rows[i]`. */
  readonly samples: readonly number[];
  readonly notes: readonly string[];
}

/**
 * Joins samples to patients: by equal ids, else by the patient of a TCGA barcode, of which the primary tumor (type 01, the first
 * vial) stands for the patient. What stands on one side only is counted with three ids; nothing in common is a {@link Fault}.
 */
export function linkPatients(
  sampleIds: readonly string[],
  patientIds: readonly string[],
  files: { readonly matrix: string; readonly clinical: string },
): PatientLinks {
  const bySample = new Map(sampleIds.map((id, at) => [id, at]));
  const exact = patientIds.filter((id) => bySample.has(id)).length;
  const byPatient = exact === 0 ? primaryTumors(sampleIds) : undefined;
  const find = (id: string) => bySample.get(id) ?? byPatient?.get(parseBarcode(id)?.patient ?? id);
  const rows: number[] = [];
  const samples: number[] = [];
  const alone: string[] = [];
  for (const [row, id] of patientIds.entries()) {
    const sample = find(id);
    if (sample === undefined) alone.push(id);
    else {
      rows.push(row);
      samples.push(sample);
    }
  }
  if (rows.length === 0) throw nothingShared(sampleIds, patientIds, files);
  const used = new Set(samples);
  const unused = sampleIds.filter((_, at) => !used.has(at));
  const notes: string[] = [];
  if (byPatient !== undefined)
    notes.push("samples were joined to patients by TCGA's barcodes, of each patient the primary tumor");
  if (alone.length > 0)
    notes.push(`${alone.length} of ${patientIds.length} patients have no expression (${three(alone)})`);
  if (unused.length > 0)
    notes.push(`${unused.length} of ${sampleIds.length} samples have no clinical row (${three(unused)})`);
  return { rows, samples, notes };
}

/** The sample of each patient's primary tumor, the first by barcode where there are several. */
function primaryTumors(sampleIds: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [at, id] of sampleIds.entries()) {
    const barcode = parseBarcode(id);
    if (barcode === undefined || (barcode.type !== undefined && barcode.type !== '01')) continue;
    const before = found.get(barcode.patient);
    if (before === undefined || id < sampleIds[before]!) found.set(barcode.patient, at);
  }
  return found;
}

function three(ids: readonly string[]): string {
  return ids.slice(0, 3).join(', ') + (ids.length > 3 ? ', ...' : '');
}

function nothingShared(
  sampleIds: readonly string[],
  patientIds: readonly string[],
  files: { readonly matrix: string; readonly clinical: string },
): Fault {
  return new Fault({
    code: 'COHORT_NO_PATIENTS',
    message: 'no patient of the clinical table has a sample in the matrix',
    file: files.clinical,
    found: `patients ${three(patientIds)}`,
    expected: `ids as in ${files.matrix}: ${three(sampleIds)}`,
    hint: 'Name the column of the clinical table that has the ids of the matrix.',
  });
}
