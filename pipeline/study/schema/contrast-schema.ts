import { z } from 'zod';
import type { contrastKeys } from '../options/contrast-keys.ts';
import { optionTable } from '../options/option-table.ts';
import { text } from './option-schema.ts';

const names = z.array(text).min(1);

/** What a contrast of a study may say; two levels of a variable, or coefficients in one of three ways. */
const contrastShape = {
  id: text
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'an id is made of letters, digits, and . _ - after the first')
    .describe('name of the comparison in files and tables (default: TARGET_vs_REFERENCE, or the coefficient)')
    .optional(),
  variable: text.describe('column of the sample sheet').optional(),
  target: text.describe('level whose fold changes are positive when higher').optional(),
  reference: text.describe('level that it is compared with').optional(),
  coef: text.describe('one coefficient of the design, in place of levels').optional(),
  coef_list: names.describe('coefficients that are added, in place of levels').optional(),
  coef_list_less: names.describe('coefficients that are taken away from those of coef_list').optional(),
  list_weights: z
    .tuple([z.number(), z.number()])
    .describe('what a coefficient of coef_list and of coef_list_less counts (default: 1, -1)')
    .optional(),
  weights: z.array(z.number()).min(1).describe('a weight for each coefficient, in place of levels').optional(),
  effect: z
    .enum(optionTable.effect.choices)
    .describe('what was done to the microRNA in it, where that differs')
    .optional(),
  mirna: z
    .union([names, text.transform((one) => one.split(/[,;]/).map((part) => part.trim()))])
    .describe('the microRNA that was perturbed in it, where that differs; several as a list')
    .optional(),
} satisfies Readonly<Record<(typeof contrastKeys)[number], z.ZodType>>;

export const contrastSchema = z.strictObject(contrastShape).check(({ value, issues }) => {
  const ways = (['coef', 'coef_list', 'weights'] as const).filter((way) => value[way] !== undefined);
  const levels = (['variable', 'target', 'reference'] as const).filter((part) => value[part] !== undefined);
  const refuse = (key: string, message: string): void => {
    issues.push({ code: 'custom', path: [key], message, input: value });
  };
  const named = [...levels.slice(0, 1), ...ways];
  if (named.length > 1)
    refuse(named[1] as string, 'levels (variable, target, reference), coef, coef_list or weights, one of them');
  else if (ways.length === 0) {
    const missing = (['variable', 'target', 'reference'] as const).find((part) => value[part] === undefined);
    if (missing !== undefined) {
      issues.push({ code: 'invalid_type', expected: 'string', path: [missing], message: 'missing', input: undefined });
    }
  } else if (value.id === undefined && value.coef === undefined) {
    issues.push({ code: 'invalid_type', expected: 'string', path: ['id'], message: 'missing', input: undefined });
  }
  if (value.coef_list === undefined) {
    if (value.coef_list_less !== undefined) refuse('coef_list_less', 'coef_list beside it');
    if (value.list_weights !== undefined) refuse('list_weights', 'coef_list beside it');
  }
});

export type GivenContrast = z.output<typeof contrastSchema>;
