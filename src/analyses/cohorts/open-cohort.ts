import type { InputFile } from '../../formats/bytes/input-file.ts';
import type { ClinicalTable } from '../../formats/clinical/clinical-columns.ts';
import { readClinicalTable } from '../../formats/clinical/clinical-table.ts';
import { type ExpressionMatrix, readExpressionMatrix } from '../../formats/clinical/expression-matrix.ts';

export interface CohortFiles {
  readonly name: string;
  readonly expression: InputFile;
  /** Undefined where the matrix holds what is known of patients. */
  readonly clinical?: InputFile | undefined;
}

export interface CohortColumns {
  /** Of the clinical table, that names patients or samples. */
  readonly idColumn?: string | undefined;
  /** Columns that are no genes: times, events, covariates, groups; undefined ones are passed over. */
  readonly others: readonly (string | undefined)[];
  /** Patients are needed with what is known of them, so that without a clinical table they stand in the rows of the matrix. */
  readonly needsPatients: boolean;
}

/** Reads the matrix of a cohort and, where there is one, its clinical table, whose ids tell rows from columns. */
export async function openCohort(
  { expression, clinical }: CohortFiles,
  { idColumn, others, needsPatients }: CohortColumns,
): Promise<{ readonly clinical: ClinicalTable | undefined; readonly matrix: ExpressionMatrix }> {
  const table = clinical === undefined ? undefined : await readClinicalTable(clinical, { idColumn });
  const matrix = await readExpressionMatrix(expression, {
    samples: table === undefined ? undefined : new Set(table.ids),
    clinical: others.filter((column) => column !== undefined),
    hasPatientsInRows: table === undefined && needsPatients,
  });
  return { clinical: table, matrix };
}
