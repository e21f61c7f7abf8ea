import type { Dimension, Place } from '../engine/stage.ts';
import type { Study, StudyCohort, StudyContrast } from '../study/study.ts';

/** Stages that are run once for each contrast of a study. */
export const byContrast: Dimension<Study, StudyContrast> = { name: 'contrast', places: ({ contrasts }) => contrasts };

/** Stages that are run once for each cohort of patients. */
export const byCohort: Dimension<Study, StudyCohort> = { name: 'cohort', places: ({ cohorts }) => cohorts };

/** Results of another program, whatever that was. */
const GIVEN: readonly Place[] = [{ id: 'given' }];

/** Stages that are run once for each engine that tests the contrasts; the first is the one that later stages rank by. */
export const byEngine: Dimension<Study> = {
  name: 'engine',
  places: ({ table, engines }) => (table === undefined ? engines.map((id) => ({ id })) : GIVEN),
};
