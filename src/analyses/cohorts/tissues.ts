import { Fault } from '../../fault.ts';
import { type ClinicalTable, clinicalColumn } from '../../formats/clinical/clinical-columns.ts';
import { parseBarcode } from '../../formats/clinical/tcga-barcode.ts';

/** What the samples of a matrix are of. */
export interface Tissues {
  /** `[samples]`; undefined for samples that are neither, which are left out. */
  readonly tissue: readonly ('tumor' | 'normal' | undefined)[];
  /** `[samples]`; undefined where it is not known. */
  readonly patient: readonly (string | undefined)[];
  readonly notes: readonly string[];
}

export interface TissueOptions {
  /** `barcode`, or a column of `clinical`. */
  readonly groups: string;
  readonly tumor?: string | undefined;
  readonly normal?: string | undefined;
  readonly patientColumn?: string | undefined;
  readonly clinical?: ClinicalTable | undefined;
}

const TUMOR = /^(primary[ _-]?)?(solid[ _-]?)?(tumou?r|cancer|carcinoma|malignant|t|case)$/i;
const NORMAL =
  /^((solid[ _-]?)?(tissue[ _-]?)?normal|normal[ _-]?(tissue|adjacent)?|adjacent([ _-]normal)?|healthy|control|non-?tumou?r|n)$/i;

/** Tells tumors from normal tissue, by TCGA's barcodes or by a column; values that do not say which is which are a `Fault` that asks. */
export function tellTissues(sampleIds: readonly string[], file: string, options: TissueOptions): Tissues {
  const told = options.groups === 'barcode' ? byBarcode(sampleIds) : byColumn(sampleIds, file, options);
  const count = (wanted: 'tumor' | 'normal') => told.tissue.filter((tissue) => tissue === wanted).length;
  const [tumors, normals] = [count('tumor'), count('normal')];
  if (tumors === 0 || normals === 0) throw oneTissue(sampleIds, file, options.groups, tumors, normals);
  const others = sampleIds.length - tumors - normals;
  const left = others > 0 ? `; ${others} samples are neither and were left out` : '';
  return { ...told, notes: [`${tumors} tumor and ${normals} normal samples, told by ${options.groups}${left}`] };
}

function byBarcode(sampleIds: readonly string[]): Omit<Tissues, 'notes'> {
  const barcodes = sampleIds.map(parseBarcode);
  return {
    tissue: barcodes.map((barcode) => barcode?.tissue),
    patient: barcodes.map((barcode) => barcode?.patient),
  };
}

function byColumn(sampleIds: readonly string[], file: string, options: TissueOptions): Omit<Tissues, 'notes'> {
  const { groups, clinical, patientColumn } = options;
  if (clinical === undefined) {
    throw new Fault({
      code: 'CLINICAL_NONE',
      message: 'the column of the tissues is named, but no table that has it',
      option: 'groups',
      file,
      found: `--groups ${groups}`,
      hint: 'Name the table of the samples with --clinical.',
    });
  }
  const cells = clinicalColumn(clinical, groups, 'groups');
  const patients = patientColumn === undefined ? undefined : clinicalColumn(clinical, patientColumn, 'patient_column');
  const meaning = meaningsOf(cells, options, clinical.file);
  const rowOf = new Map(clinical.ids.map((id, row) => [id, row]));
  const rows = sampleIds.map((id) => rowOf.get(id));
  return {
    tissue: rows.map((row) => (row === undefined ? undefined : meaning.get(cells[row]!))),
    patient: rows.map((row, at) =>
      row === undefined ? undefined : (patients?.[row] ?? parseBarcode(sampleIds[at]!)?.patient),
    ),
  };
}

function meaningsOf(
  cells: readonly string[],
  { groups, tumor, normal }: TissueOptions,
  file: string,
): ReadonlyMap<string, 'tumor' | 'normal'> {
  const values = [...new Set(cells)].filter((value) => value !== '');
  const meaning = new Map<string, 'tumor' | 'normal'>();
  for (const value of values) {
    if (value === tumor || (tumor === undefined && TUMOR.test(value))) meaning.set(value, 'tumor');
    else if (value === normal || (normal === undefined && NORMAL.test(value))) meaning.set(value, 'normal');
  }
  const kinds = new Set(meaning.values());
  if (kinds.size === 2) return meaning;
  throw new Fault({
    code: 'TISSUE_UNCLEAR',
    message: `the values of '${groups}' do not say which is tumor and which normal tissue`,
    option: 'groups',
    file,
    found: values.slice(0, 8).join(', '),
    expected: 'values such as tumor and normal',
    hint: 'Name them with --tumor VALUE and --normal VALUE.',
  });
}

function oneTissue(sampleIds: readonly string[], file: string, groups: string, tumors: number, normals: number): Fault {
  return new Fault({
    code: 'TISSUE_ONE',
    message: 'there are not both tumors and normal samples',
    option: 'groups',
    file,
    found: `${tumors} tumor and ${normals} normal samples of ${sampleIds.length} (${sampleIds.slice(0, 3).join(', ')}, ...)`,
    expected: groups === 'barcode' ? 'TCGA barcodes with types 01 to 09 and 10 to 14' : 'samples of both kinds',
    hint: 'Name the column that tells them apart with --groups COLUMN and its table with --clinical.',
  });
}
