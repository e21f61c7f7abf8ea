import { z } from 'zod';
import { type StudyKey, studyKeys } from './keys.ts';

const text = z.string().trim().min(1);
const describe = <T extends z.ZodType>(key: StudyKey, type: T): T => type.describe(studyKeys[key].description);
const onOff = z.union([z.boolean(), z.enum(['on', 'off'])]).transform((value) => value === true || value === 'on');

const contrast = z.strictObject({
  id: text
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'an id is made of letters, digits, and . _ - after the first')
    .describe('name of the comparison in files and tables (default: TARGET_vs_REFERENCE)')
    .optional(),
  variable: text.describe('column of the sample sheet'),
  target: text.describe('level whose fold changes are positive when higher'),
  reference: text.describe('level that it is compared with'),
});

/** The form of a study file; `seedrank schema` prints it as JSON Schema. */
export const studySchema = z
  .strictObject({
    name: describe('name', text.optional()),
    counts: describe('counts', text),
    samples: describe('samples', text),
    design: describe('design', text),
    contrasts: describe('contrasts', z.array(contrast).min(1)),
    mirna: describe('mirna', text.optional()),
    mirnas: describe('mirnas', text.optional()),
    effect: describe('effect', z.enum(['overexpression', 'inhibition']).default('overexpression')),
    utrs: describe('utrs', text.optional()),
    out: describe('out', text.default('results')),
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
