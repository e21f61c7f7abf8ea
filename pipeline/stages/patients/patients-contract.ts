import type { StageContext } from '../../engine/stage.ts';
import type { StudyCohort } from '../../study/study.ts';
import type { WithTwin } from '../typed-twin.ts';

export type PatientsParams = {
  readonly cohort: string;
  readonly question: StudyCohort['question'];
  /** Of the draw of the controls. */
  readonly seed: number;
};
export type PatientsInput = 'ranking' | 'expression' | 'clinical';
export type PatientsOutput = WithTwin<'survival' | 'tumorNormal'> | 'curves' | 'notes';
export type PatientsContext = StageContext<PatientsParams, PatientsInput, PatientsOutput>;
