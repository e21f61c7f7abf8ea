import { z } from 'zod';
import type { Reading } from '../../../src/formats/counts/dialects/reading.ts';
import { describeOption } from '../options/describe-option.ts';
import { optionOf, readingKeys, type StudyKey, studyKeys } from '../options/option-table.ts';
import type { ValueOf } from '../options/option-values.ts';
import { backgroundSchema } from './background-schema.ts';
import { cohortSchema } from './cohort-schema.ts';
import { contrastSchema } from './contrast-schema.ts';
import { schemaOf, text } from './option-schema.ts';

type Shape<Keys extends StudyKey> = { readonly [Key in Keys]: z.ZodType<ValueOf<Key>> };

function shapeOf<Key extends StudyKey>(keys: readonly Key[]): Shape<Key> {
  return Object.fromEntries(keys.map((key) => [key, schemaOf(key)])) as unknown as Shape<Key>;
}

/** The keys that say how counts and samples are read, which `seedrank de` knows too. */
export const readingForm = z.object(shapeOf(readingKeys));
type ReadingForm = z.output<typeof readingForm>;

/** The two keys that exclude samples need one another. */
function refineReading({ value, issues }: z.core.ParsePayload<ReadingForm>): void {
  const { exclude_samples_col: column, exclude_samples_values: values } = value;
  if ((column === undefined) === (values === undefined)) return;
  const [given, missing] = column === undefined ? ['values', 'col'] : ['col', 'values'];
  issues.push({
    code: 'custom',
    path: [`exclude_samples_${given}`],
    message: `exclude_samples_${missing} beside it`,
    input: value,
  });
}

/** The keys of a study as the reader of counts and samples takes them. */
export function toReading(given: ReadingForm): Reading {
  const { exclude_samples_col: column, exclude_samples_values: values } = given;
  return {
    format: given.format ?? null,
    fractions: given.fractions,
    duplicates: given.duplicates,
    strandedness: given.strandedness ?? null,
    countsFromAbundance: given.counts_from_abundance,
    idColumn: given.id_column ?? null,
    countColumns: given.count_columns ?? null,
    sampleColumn: given.sample_column ?? null,
    repeatedSamples: given.repeated_samples,
    extraSamples: given.extra_samples,
    exclude: column === undefined || values === undefined ? null : { column, values },
  };
}

function described<T extends z.ZodType>(key: StudyKey, type: T): T {
  return type.describe(describeOption(optionOf(key)));
}

/** The form of a study file; `seedrank schema` prints it as JSON Schema. */
export const studySchema = z
  .strictObject({
    ...shapeOf(studyKeys),
    contrasts: described('contrasts', z.array(contrastSchema).min(1).optional()),
    background: described('background', z.array(backgroundSchema).min(1).optional()),
    cohorts: described('cohorts', z.array(cohortSchema).min(1).optional()),
    differential: described(
      'differential',
      z
        .union([text, z.strictObject({ table: text })])
        .transform((given) => (typeof given === 'string' ? given : given.table))
        .optional(),
    ),
  })
  .describe('A seedrank study: count tables, samples, contrasts and the perturbed microRNA')
  .refine(({ contrasts, contrasts_file }) => contrasts === undefined || contrasts_file === undefined, {
    path: ['contrasts_file'],
    error: '`contrasts` or a contrasts file, not both',
  })
  .refine(({ counts, differential }) => counts === undefined || differential === undefined, {
    path: ['differential'],
    error: '`counts` or a finished result table, not both',
  })
  .refine(
    ({ contrasts, contrasts_file, differential }) =>
      differential === undefined || (contrasts_file === undefined && (contrasts?.length ?? 1) === 1),
    {
      path: ['differential'],
      error: 'one contrast beside it, which is that of the table',
    },
  )
  .refine(({ utrs, genome }) => utrs === undefined || genome === undefined, {
    path: ['genome'],
    error: "`utrs` or `genome` as the source of 3' UTRs, not both",
  })
  .refine(({ genome, annotation }) => genome === undefined || annotation !== undefined, {
    path: ['genome'],
    error: "an `annotation` (GTF or GFF3) beside it, which says where the 3' UTRs are",
  })
  .refine(({ engine, differential }) => differential === undefined || engine.join() === 'deseq2', {
    path: ['engine'],
    error: 'counts to test: a finished result table has been tested already',
  })
  .refine(({ dispersion, estimate_dispersions }) => dispersion === undefined || !estimate_dispersions, {
    path: ['estimate_dispersions'],
    error: '`dispersion` or `estimate_dispersions`, not both',
  })
  .refine(({ block, sample_weights }) => block === undefined || !sample_weights, {
    path: ['sample_weights'],
    error: '`block` or `sample_weights`, not both: they are not estimated together',
  })
  .check(refineReading)
  .refine(({ use_t, test }) => !use_t || test === 'wald', {
    path: ['use_t'],
    error: "the Wald test: Student's t is no likelihood ratio",
  })
  .refine(({ normalization_factors, size_factors }) => !(normalization_factors && size_factors), {
    path: ['normalization_factors'],
    error: '`size_factors` or `normalization_factors`, not both',
  })
  .refine(({ test, reduced }) => (test === 'lrt') === (reduced !== undefined), {
    path: ['reduced'],
    error: 'the likelihood ratio test needs `test: lrt` and the smaller design `reduced`, both or neither',
  })
  .refine(({ alternative, lfc_threshold }) => alternative !== 'lessAbs' || lfc_threshold > 0, {
    path: ['lfc_threshold'],
    error: 'a number above 0, as the alternative lessAbs asks for changes smaller than it',
  })
  .refine(
    ({ test, alternative, lfc_threshold }) => test === 'wald' || (alternative === 'greaterAbs' && lfc_threshold === 0),
    {
      path: ['test'],
      error: 'wald, as lfc_threshold and alternative belong to the Wald test',
    },
  );

export type StudyFile = z.output<typeof studySchema>;

/** The JSON Schema of a study file, for editors that complete and check YAML. */
export function studyJsonSchema(): object {
  return z.toJSONSchema(studySchema, { io: 'input' });
}
