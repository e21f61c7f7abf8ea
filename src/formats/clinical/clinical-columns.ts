import { Fault } from '../../fault.ts';
import { didYouMean } from '../../text/nearest-names.ts';

/** What is known of the patients (or samples) of a cohort. */
export interface ClinicalTable {
  readonly file: string;
  /** In the order of the file, each once. */
  readonly ids: readonly string[];
  /** The column that the ids came from. */
  readonly idColumn: string;
  /** All columns but that of the ids; one text a patient, '' where the file has one of its marks of a missing value. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** 1-based line of each patient. */
  readonly lines: readonly number[];
  readonly notes: readonly string[];
}

/** The texts of a column; a {@link Fault} that names the nearest ones where there is none of this name. */
export function clinicalColumn(
  { file, columns, idColumn }: ClinicalTable,
  name: string,
  option: string,
): readonly string[] {
  const column = columns.get(name);
  if (column !== undefined) return column;
  const names = [...columns.keys()];
  throw new Fault({
    code: 'CLINICAL_COLUMN',
    message: name === idColumn ? `'${name}' names the patients` : `the clinical table has no column '${name}'`,
    option,
    file,
    line: 1,
    found: names.slice(0, 30).join(', ') + (names.length > 30 ? `, and ${names.length - 30} more` : ''),
    hint: didYouMean(name, names) || 'Name a column of the table.',
  });
}
