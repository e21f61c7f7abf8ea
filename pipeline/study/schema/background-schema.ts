import { z } from 'zod';
import type { backgroundKeys } from '../options/background-keys.ts';
import { optionOf, optionTable } from '../options/option-table.ts';
import { parseOption } from '../options/parse-option.ts';
import { text } from './option-schema.ts';

const shape = {
  table: text.describe('result table of DESeq2, edgeR, limma or the like'),
  mirna: z
    .union([z.array(text).min(1), text.transform((one) => one.split(/[,;]/).map((part) => part.trim()))])
    .describe('the microRNA that was perturbed in it; several as a list'),
  effect: z.enum(optionTable.effect.choices).describe('what was done to it, where that differs').optional(),
} satisfies Readonly<Record<(typeof backgroundKeys)[number], z.ZodType>>;

/** A result table of other miRNAs, as an object or as `FILE:MIRNA`. */
export const backgroundSchema = z.union([
  z.strictObject(shape),
  text.transform((given, context) => {
    const value = parseOption(optionOf('background'), given) as z.output<z.ZodObject<typeof shape>> | undefined;
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: 'FILE:MIRNA, or table and mirna' });
    return z.NEVER;
  }),
]);
