import { CONTROL_SEED } from '../../../src/analyses/cohorts/shared-choices.ts';
import type { Stage } from '../../engine/stage.ts';
import type { Study, StudyCohort, StudyContrast } from '../../study/study.ts';
import { byCohort, byContrast } from '../dimensions.ts';
import { withTwin } from '../typed-twin.ts';
import type { PatientsInput, PatientsOutput, PatientsParams } from './patients-contract.ts';

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
  version: 2,
  effort: 10,
  over: [byContrast, byCohort],
  inputs: { ranking: 'required', expression: 'required', clinical: 'optional' },
  outputs: {
    ...withTwin('survival', published('survival.tsv')),
    ...withTwin('tumorNormal', published('tumor_normal.tsv')),
    curves: published('curves.json'),
    notes: { file: 'notes.json' },
  },
  selectParams: (_, __, { id, question }) => ({ cohort: id, question, seed: CONTROL_SEED }),
  async run(context) {
    const { keepNotes } = await import('../noted-stage.ts');
    const { lookUpCandidates } = await import('./look-up-candidates.ts');
    await keepNotes(context, lookUpCandidates);
  },
};
