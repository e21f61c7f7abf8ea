import { z } from 'zod';
import { dialectNames } from '../../src/formats/counts/dialects/dialect.ts';
import type { Reading } from '../../src/formats/counts/dialects/reading.ts';
import { duplicateRules } from '../../src/formats/counts/duplicate-genes.ts';
import { rankers } from '../../src/ranking/simple-rankers.ts';
import { type StudyKey, studyKeys } from './keys.ts';

const onOff = z.union([z.boolean(), z.enum(['on', 'off'])]).transform((value) => value === true || value === 'on');

const text = z.string().trim().min(1);
const describe = <T extends z.ZodType>(key: StudyKey, type: T): T => type.describe(studyKeys[key].description);

/** A cell of a sample sheet, which YAML may take for a number. */
const cell = z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** nf-core writes lists into one text, with semicolons between. */
const cells = z.union([z.array(cell).min(1), cell.transform((list) => list.split(';').map((part) => part.trim()))]);

/** The keys that say how counts and samples are read, which `seedrank de` knows too. */
const readingShape = {
  format: describe('format', z.enum(dialectNames).optional()),
  fractions: describe('fractions', z.enum(['refuse', 'round']).default('refuse')),
  duplicates: describe('duplicates', z.enum(duplicateRules).default('refuse')),
  strandedness: describe('strandedness', z.enum(['unstranded', 'forward', 'reverse']).optional()),
  lengths: describe('lengths', text.optional()),
  transcript_genes: describe('transcript_genes', text.optional()),
  counts_from_abundance: describe(
    'counts_from_abundance',
    z.enum(['no', 'scaledTPM', 'lengthScaledTPM']).default('no'),
  ),
  id_column: describe('id_column', text.optional()),
  count_columns: describe('count_columns', z.array(cell).min(1).optional()),
  sample_column: describe('sample_column', text.optional()),
  repeated_samples: describe('repeated_samples', z.enum(['refuse', 'first']).default('refuse')),
  extra_samples: describe('extra_samples', z.enum(['refuse', 'drop']).default('refuse')),
  exclude_samples_col: describe('exclude_samples_col', text.optional()),
  exclude_samples_values: describe('exclude_samples_values', cells.optional()),
};

export const readingForm = z.object(readingShape);
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

const effect = z.enum(['overexpression', 'inhibition']);

const contrast = z.strictObject({
  id: text
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'an id is made of letters, digits, and . _ - after the first')
    .describe('name of the comparison in files and tables (default: TARGET_vs_REFERENCE)')
    .optional(),
  variable: text.describe('column of the sample sheet'),
  target: text.describe('level whose fold changes are positive when higher'),
  reference: text.describe('level that it is compared with'),
  effect: effect.describe('what was done to the microRNA in it, where that differs').optional(),
});

/** The form of a study file; `seedrank schema` prints it as JSON Schema. */
export const studySchema = z
  .strictObject({
    name: describe('name', text.optional()),
    counts: describe('counts', text.optional()),
    samples: describe('samples', text.optional()),
    differential: describe(
      'differential',
      z
        .union([text, z.strictObject({ table: text })])
        .transform((given) => (typeof given === 'string' ? given : given.table))
        .optional(),
    ),
    ...readingShape,
    design: describe('design', text.optional()),
    contrasts: describe('contrasts', z.array(contrast).min(1).optional()),
    contrasts_file: describe('contrasts_file', text.optional()),
    mirna: describe(
      'mirna',
      z
        .union([text, z.array(text).min(1)])
        .transform((names) => (typeof names === 'string' ? names.split(',').map((name) => name.trim()) : names))
        .optional(),
    ),
    mirnas: describe('mirnas', text.optional()),
    effect: describe('effect', effect.default('overexpression')),
    combine: describe('combine', z.array(text).min(2).optional()),
    fdr: describe('fdr', z.number().gt(0).lt(1).default(0.1)),
    ranker: describe('ranker', z.enum(rankers).default('posterior')),
    utrs: describe('utrs', text.optional()),
    utr_species: describe('utr_species', z.int().positive().default(9606)),
    orfs: describe('orfs', text.optional()),
    airs: describe('airs', text.optional()),
    targetscan_params: describe('targetscan_params', text.optional()),
    accessibility: describe('accessibility', text.optional()),
    duplex_set: describe('duplex_set', z.enum(['3utr_human', '3utr_fly', '3utr_worm']).default('3utr_human')),
    genome: describe('genome', text.optional()),
    annotation: describe('annotation', text.optional()),
    out: describe('out', text.default('results')),
    slurm_partition: describe('slurm_partition', cell.optional()),
    slurm_account: describe('slurm_account', cell.optional()),
    slurm_time: describe('slurm_time', cell.optional()),
    slurm_memory: describe('slurm_memory', cell.optional()),
    alpha: describe('alpha', z.number().gt(0).lt(1).default(0.1)),
    test: describe('test', z.enum(['wald', 'lrt']).default('wald')),
    reduced: describe('reduced', text.optional()),
    fit_type: describe('fit_type', z.enum(['parametric', 'local', 'mean']).default('parametric')),
    size_factors: describe('size_factors', z.enum(['ratio', 'poscounts', 'iterate']).optional()),
    lfc_threshold: describe('lfc_threshold', z.number().min(0).default(0)),
    alternative: describe('alternative', z.enum(['greaterAbs', 'lessAbs', 'greater', 'less']).default('greaterAbs')),
    shrink: describe('shrink', z.enum(['none', 'apeglm', 'normal']).default('none')),
    cooks: describe('cooks', onOff.default(true)),
    independent_filtering: describe('independent_filtering', onOff.default(true)),
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
  .check(refineReading)
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
