import { z } from 'zod';
import type { cohortKeys, endpointKeys } from '../options/cohort-keys.ts';
import { cell, text } from './option-schema.ts';

const listOf = (one: z.ZodType<string>) => z.union([z.array(one).min(1), one.transform((value) => [value])]);

const endpointSchema = z.strictObject({
  time: text.describe('column of the times of follow-up'),
  event: text.describe('column that says whether the event happened'),
  event_value: listOf(cell).describe('values that are the event, where they do not say it themselves').optional(),
  unit: z.enum(['days', 'weeks', 'months', 'years']).describe('unit of the times').optional(),
} satisfies Readonly<Record<(typeof endpointKeys)[number], z.ZodType>>);

/** Names become parts of file names and of columns. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const name = text.regex(NAME, 'a name is made of letters, digits, and . _ - after the first');

/** What a cohort of a study may say: survival, tumor against normal tissue, or both. */
const cohortShape = {
  name: name.describe('name of the cohort in files and tables'),
  expression: text.describe('expression matrix as downloaded, genes or patients in rows'),
  clinical: text.describe('clinical table, where the matrix does not hold its columns itself').optional(),
  id_column: text.describe('column of the clinical table that names patients or samples').optional(),
  endpoints: z.record(name, endpointSchema).describe('endpoints by name: OS, RFS, ...').optional(),
  covariates: listOf(text).describe('columns beside the gene in an adjusted model').optional(),
  strata: listOf(text).describe('columns whose combinations are strata').optional(),
  groups: text.describe("column that tells tumors from normal tissue, or 'barcode'").optional(),
  tumor: cell.describe('value of groups that is a tumor').optional(),
  normal: cell.describe('value of groups that is normal tissue').optional(),
  patient_column: text.describe('column that names the patient of a sample').optional(),
} satisfies Readonly<Record<(typeof cohortKeys)[number], z.ZodType>>;

export const cohortSchema = z.strictObject(cohortShape).check(({ value, issues }) => {
  const refuse = (key: string, message: string): void => {
    issues.push({ code: 'custom', path: [key], message, input: value });
  };
  const { endpoints, groups } = value;
  const hasEndpoints = endpoints !== undefined && Object.keys(endpoints).length > 0;
  if (!hasEndpoints && groups === undefined) refuse('endpoints', '`endpoints`, `groups`, or both');
  if (Object.hasOwn(endpoints ?? {}, 'tumor_normal'))
    refuse('endpoints', 'an endpoint of another name: `tumor_normal` is tumors against normal tissue in tables');
  for (const key of ['covariates', 'strata'] as const)
    if (value[key] !== undefined && !hasEndpoints) refuse(key, '`endpoints` beside it');
  for (const key of ['tumor', 'normal', 'patient_column'] as const)
    if (value[key] !== undefined && (groups === undefined || groups === 'barcode'))
      refuse(key, '`groups: COLUMN` beside it');
});

export type GivenCohort = z.output<typeof cohortSchema>;

/** What of a study file says of cohorts; other keys may stand beside it. */
export const cohortsFileSchema = z.object({
  cohorts: z.array(cohortSchema).min(1).optional(),
  targets_in_tumors: z.enum(['lower', 'higher']).optional(),
});
