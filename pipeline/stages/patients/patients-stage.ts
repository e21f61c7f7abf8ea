import type { CohortQuestion } from '../../../src/analyses/cohorts/ask-cohort.ts';
import type { Stage, StageContext } from '../../engine/stage.ts';
import type { Study, StudyCohort, StudyContrast } from '../../study/study.ts';
import { byCohort, byContrast } from '../dimensions.ts';
import { type WithTwin, withTwin } from '../typed-twin.ts';

export type PatientsParams = { readonly cohort: string; readonly question: CohortQuestion };
export type PatientsInput = 'ranking' | 'expression' | 'clinical';
export type PatientsOutput = WithTwin<'survival' | 'tumorNormal'> | 'curves' | 'notes';
export type PatientsContext = StageContext<PatientsParams, PatientsInput, PatientsOutput>;

const published = (file: string) => ({ file, publish: `tables/patients/{contrast}.{cohort}.${file}` });

/** Looks the candidates of a contrast up in a cohort of patients, with random genes of like expression beside them. */
export const patients: Stage<
  Study,
  PatientsParams,
  PatientsInput,
  PatientsOutput,
  readonly [StudyContrast, StudyCohort]
> = {
  id: 'patients',
  version: 1,
  over: [byContrast, byCohort],
  inputs: { ranking: 'required', expression: 'required', clinical: 'optional' },
  outputs: {
    ...withTwin('survival', published('survival.tsv')),
    ...withTwin('tumorNormal', published('tumor_normal.tsv')),
    curves: published('curves.json'),
    notes: { file: 'notes.json' },
  },
  selectParams: (_, __, { id, question }) => ({ cohort: id, question }),
  async run(context) {
    const { keepNotes } = await import('../noted-stage.ts');
    const { lookUpCandidates } = await import('./look-up-candidates.ts');
    await keepNotes(context, lookUpCandidates);
  },
};
