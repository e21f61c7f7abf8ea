/** The keys of a cohort in a study file. */
export const cohortKeys = [
  'name',
  'expression',
  'clinical',
  'id_column',
  'endpoints',
  'covariates',
  'strata',
  'groups',
  'tumor',
  'normal',
  'patient_column',
] as const;

/** The keys of an endpoint of a cohort. */
export const endpointKeys = ['time', 'event', 'event_value', 'unit'] as const;
