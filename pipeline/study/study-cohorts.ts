import { Fault } from '../../src/fault.ts';
import { isSameFile } from './contrast-ids.ts';
import type { GivenCohort } from './schema/cohort-schema.ts';
import type { StudyCohort } from './study.ts';
import type { Place } from './yaml-source.ts';

/** The cohorts of a study file with absolute paths. */
export function toCohorts(given: readonly GivenCohort[] = [], pathOf: (path: string) => string): StudyCohort[] {
  return given.map((cohort) => ({
    id: cohort.name,
    expression: pathOf(cohort.expression),
    clinical: cohort.clinical === undefined ? undefined : pathOf(cohort.clinical),
    question: {
      idColumn: cohort.id_column,
      endpoints: Object.entries(cohort.endpoints ?? {}).map(([name, { time, event, event_value, unit }]) => ({
        name,
        time,
        event,
        eventValues: event_value,
        unit,
        strata: cohort.strata,
      })),
      covariates: cohort.covariates ?? [],
      tissues:
        cohort.groups === undefined
          ? undefined
          : {
              groups: cohort.groups,
              tumor: cohort.tumor,
              normal: cohort.normal,
              patientColumn: cohort.patient_column,
            },
    },
  }));
}

/** Names of cohorts are names of files. */
export function checkCohorts(cohorts: readonly StudyCohort[], placeOf: (at: number) => Place): void {
  const ids = cohorts.map(({ id }) => id);
  const twice = ids.findIndex((id, at) => ids.findIndex((other) => isSameFile(id, other)) < at);
  if (twice < 0) return;
  throw new Fault({
    code: 'COHORT_TWICE',
    message: 'two cohorts have the same name',
    ...placeOf(twice),
    found: ids[twice],
    hint: 'give each cohort a `name` of its own',
  });
}
