import { basename } from 'node:path';
import { joinCohort, readCovariates, readEndpoint } from '../../src/analyses/cohorts/join-cohort.ts';
import { openCohort } from '../../src/analyses/cohorts/open-cohort.ts';
import { tellTissues } from '../../src/analyses/cohorts/tissues.ts';
import { Fault } from '../../src/fault.ts';
import type { ExpressionMatrix } from '../../src/formats/clinical/expression-matrix.ts';
import { parseBarcode } from '../../src/formats/clinical/tcga-barcode.ts';
import { openInput } from '../files/open-input.ts';
import type { GivenCohort } from '../study/schema/cohort-schema.ts';
import { toCohorts } from '../study/study-cohorts.ts';
import { type CohortColumns, guessCohort } from './guess-cohort.ts';
import type { Remember } from './remember.ts';

/** A cohort of a study that is being written. */
export interface CohortDraft {
  /** What was given, with what its columns say by their names where nothing is asked of it yet. */
  readonly given: GivenCohort;
  readonly columns: CohortColumns;
  /** `guessed: ...` and `found: ...`. */
  readonly remarks: readonly string[];
  /** What a run would refuse, or what has to be said first. */
  readonly problem: Fault | undefined;
}

/** Reads the files of a cohort as a run will, and looks at each endpoint and at tumor and normal. Paths are absolute. */
export async function draftCohort(cohort: GivenCohort, remember: Remember): Promise<CohortDraft> {
  let given = cohort;
  let columns: CohortColumns = new Map();
  const remarks: string[] = [];
  try {
    const { name, expression, clinical, id_column: idColumn } = cohort;
    const key = [expression, clinical, idColumn, clinical === undefined && cohort];
    const { matrix, table } = await remember(`cohort ${name}`, key, async () => {
      const files = { name, expression: openInput(expression), clinical: clinical ? openInput(clinical) : undefined };
      const others = clinical === undefined ? columnsAsked(cohort) : [];
      const opened = await openCohort(files, { idColumn, others, needsPatients: clinical === undefined });
      return { matrix: opened.matrix, table: opened.clinical };
    });
    columns = table?.columns ?? columnsOf(matrix);
    if (given.endpoints === undefined && given.groups === undefined) {
      const isMixed = new Set(matrix.sampleIds.map((id) => parseBarcode(id)?.tissue)).has('normal');
      const guess = { ...(isMixed && { groups: 'barcode' }), ...guessCohort(columns) };
      given = { ...given, ...guess };
      remarks.push(...describeGuess(name, guess));
    }
    if (given.endpoints === undefined && given.groups === undefined) throw nothingAsked(cohort, columns);
    const [{ question }] = toCohorts([given], (path) => path) as [ReturnType<typeof toCohorts>[number]];
    if (question.tissues !== undefined) {
      const tissues = tellTissues(matrix.sampleIds, expression, { ...question.tissues, clinical: table });
      remarks.push(...tissues.notes.map((note) => `found: ${name}: ${note}`));
    }
    if (question.endpoints.length === 0) return { given, columns, remarks, problem: undefined };
    const joined = joinCohort(name, matrix, table);
    remarks.push(...joined.notes.map((note) => `found: ${name}: ${note}`));
    for (const endpoint of question.endpoints)
      remarks.push(...readEndpoint(joined, endpoint).notes.map((note) => `found: ${name}: ${note}`));
    remarks.push(...readCovariates(joined, question.covariates).notes.map((note) => `found: ${name}: ${note}`));
    return { given, columns, remarks, problem: undefined };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { given, columns, remarks, problem: error };
  }
}

/** A matrix with patients in rows holds their columns itself; numbers among them are taken for genes until they are named. */
function columnsOf({ clinical, geneIds, values, sampleIds }: ExpressionMatrix): CohortColumns {
  const n = sampleIds.length;
  const numbers = geneIds.slice(0, MOST_COLUMNS).map((id, at) => {
    const cells = Array.from(values.subarray(at * n, (at + 1) * n), (value) =>
      Number.isNaN(value) ? '' : String(value),
    );
    return [id, cells] as const;
  });
  return new Map([...clinical, ...numbers]);
}

const MOST_COLUMNS = 200;

function columnsAsked({ endpoints = {}, covariates = [], strata = [], groups, patient_column: patient }: GivenCohort) {
  const ofEndpoints = Object.values(endpoints).flatMap(({ time, event }) => [time, event]);
  return [...ofEndpoints, ...covariates, ...strata, groups, patient];
}

function describeGuess(name: string, { endpoints = {}, groups }: Pick<GivenCohort, 'endpoints' | 'groups'>): string[] {
  return [
    ...Object.entries(endpoints).map(
      ([id, { time, event }]) => `guessed: ${name}: ${id} is read from ${time} and ${event}, by their names`,
    ),
    ...(groups === undefined ? [] : [`guessed: ${name}: tumors are told from normal tissue by ${groups}`]),
  ];
}

function nothingAsked({ name, expression, clinical }: GivenCohort, columns: CohortColumns): Fault {
  return new Fault({
    code: 'COHORT_OPEN',
    message: `nothing in cohort ${name} says what is known of its patients`,
    file: basename(clinical ?? expression),
    found: [...columns.keys()].slice(0, 20).join(', '),
    expected: 'columns of a time and an event, or one that tells tumors from normal tissue',
    hint: 'Say which column is the time of follow-up and which the event, or which one tells tumors from normal tissue.',
  });
}
