import type { KeptCurves } from '../../artifacts/curve-file.ts';
import { compareTissues, type TissueComparison } from './compare-tissues.ts';
import { keptCurves } from './curve-values.ts';
import { cutCurves } from './cut-curves.ts';
import { findCohortGenes, keepGenes, renameGenes } from './find-cohort-genes.ts';
import { type EndpointColumns, joinCohort, readCovariates, readEndpoint } from './join-cohort.ts';
import { type CohortFiles, openCohort } from './open-cohort.ts';
import type { SurvivalResult } from './survival-values.ts';
import { surviveGenes } from './survive-genes.ts';
import { type TissueOptions, tellTissues } from './tissues.ts';

/** What is asked of a cohort, and what its columns are. */
export type CohortQuestion = {
  readonly idColumn?: string | undefined;
  readonly endpoints: readonly Pick<EndpointColumns, 'name' | 'time' | 'event' | 'eventValues' | 'unit' | 'strata'>[];
  /** Beside the gene in adjusted models. */
  readonly covariates: readonly string[];
  /** Undefined: tumors are not compared with normal tissue. */
  readonly tissues?: Omit<TissueOptions, 'clinical'> | undefined;
};

export interface CohortAnswer {
  /** Undefined where it was not asked, or the matrix has none of the genes. */
  readonly comparison: TissueComparison | undefined;
  /** One an endpoint, in the order of the question. */
  readonly survival: readonly SurvivalResult[];
  /** By the median of expression, a rule that is fixed before looking. */
  readonly curves: readonly KeptCurves[];
  readonly notes: readonly string[];
}

/** The cut of the curves is the median, which needs no permutations. */
const NO_SEED = 0;

/**
 * Asks a cohort all that is to be asked of some genes: tumor against normal tissue, and each endpoint alone and adjusted.
 *
 * `genes`: names, found in the matrix under this or another name of the same human gene; those that it lacks are left out of the
 * tables. `drawn`: how many of the first ones get curves.
 */
export async function askCohort(
  files: CohortFiles,
  question: CohortQuestion,
  genes: readonly string[],
  drawn: number,
): Promise<CohortAnswer> {
  const { name } = files;
  const { clinical, matrix: read } = await openCohort(files, {
    idColumn: question.idColumn,
    others: [
      ...question.endpoints.flatMap(({ time, event, strata = [] }) => [time, event, ...strata]),
      ...question.covariates,
      question.tissues?.groups,
      question.tissues?.patientColumn,
    ],
    needsPatients: question.endpoints.length > 0,
  });
  const wanted = [...new Set(genes)];
  const kept = await keepGenes(read, wanted);
  const found = await findCohortGenes(kept.geneIds, wanted);
  const nameOf = new Map(wanted.flatMap((gene, at) => (found.rows[at]! < 0 ? [] : [[found.rows[at]!, gene] as const])));
  const rows = [...nameOf.keys()];
  if (rows.length === 0) {
    const none =
      wanted.length === 0
        ? `${name}: there are no candidates to look up`
        : `${name}: none of the ${wanted.length} genes is in the matrix; are its names of another species or kind?`;
    return { comparison: undefined, survival: [], curves: [], notes: [none] };
  }
  const matrix = { ...kept, geneIds: renameGenes(kept.geneIds, rows, [...nameOf.values()]) };
  const notes = [...matrix.notes, ...found.notes];
  let comparison: TissueComparison | undefined;
  if (question.tissues !== undefined) {
    const tissues = tellTissues(matrix.sampleIds, matrix.file, { ...question.tissues, clinical });
    comparison = compareTissues(name, matrix, tissues, rows);
    notes.push(...comparison.notes);
  }
  const survival: SurvivalResult[] = [];
  const curves: KeptCurves[] = [];
  if (question.endpoints.length > 0) {
    const cohort = joinCohort(name, matrix, clinical);
    const { terms, notes: said } = readCovariates(cohort, question.covariates);
    notes.push(...cohort.notes, ...said);
    for (const columns of question.endpoints) {
      const endpoint = readEndpoint(cohort, columns);
      notes.push(...endpoint.notes);
      const models = surviveGenes({ cohort, endpoint, genes: rows, covariates: terms });
      survival.push({ cohort: name, endpoint: endpoint.name, models });
      for (const row of rows.slice(0, drawn)) {
        const cut = cutCurves(cohort, endpoint, row, 'median', NO_SEED);
        if (cut !== undefined) curves.push(keptCurves(cut, cohort, endpoint));
      }
    }
  }
  return { comparison, survival, curves, notes: [...new Set(notes)].map((note) => `${name}: ${note}`) };
}
