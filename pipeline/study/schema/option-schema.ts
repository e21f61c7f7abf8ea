import { z } from 'zod';
import { describeOption, expectedOf } from '../options/describe-option.ts';
import type { NumberRange, Option } from '../options/option.ts';
import { optionOf, type StudyKey } from '../options/option-table.ts';
import type { ValueOf } from '../options/option-values.ts';
import { readSources } from '../options/parse-option.ts';

export const text = z.string().trim().min(1);

/** A cell of a sample sheet, which YAML may take for a number. */
export const cell = z.union([z.string().trim().min(1), z.number(), z.boolean()]).transform(String);

/** A list, or one text with commas or (as nf-core writes lists) semicolons between. */
const list = z.union([
  z.array(cell).min(1),
  cell.transform((given) =>
    given
      .split(/[,;]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]);

/** The schema of a key of a study file, by its entry in the table. */
export function schemaOf<Key extends StudyKey>(key: Key): z.ZodType<ValueOf<Key>> {
  const option = optionOf(key);
  const typed = typeSchema(option) as z.ZodType<unknown>;
  const complete = option.default === undefined ? typed.optional() : typed.prefault(option.default);
  return complete.describe(describeOption(option)) as unknown as z.ZodType<ValueOf<Key>>;
}

function typeSchema(option: Option): z.ZodType {
  switch (option.type) {
    case 'number':
      return option.words === undefined ? numberSchema(option) : numberOrWord(option, option.words);
    case 'numbers': {
      const numbers = z.array(numberSchema(option));
      return option.length === undefined ? numbers.min(1) : numbers.length(option.length);
    }
    case 'choice':
      return option.orFile ? text : z.enum(option.choices);
    case 'choices':
      return z.union([z.array(z.enum(option.choices)).min(1), z.enum(option.choices).transform((one) => [one])]);
    case 'onOff':
    case 'switch':
      return z.union([z.boolean(), z.enum(['on', 'off'])]).transform((value) => value === true || value === 'on');
    case 'list':
      return list;
    case 'sources':
      return list.refine((given) => readSources(given, option.builtIn) !== undefined, { error: expectedOf(option) });
    case 'levels':
      return z.record(text, cell);
    case 'text':
      return cell;
    default:
      return text;
  }
}

function numberSchema({ min, above, max, below, whole }: NumberRange): z.ZodNumber {
  let schema: z.ZodNumber = whole ? z.int() : z.number();
  if (min !== undefined) schema = schema.gte(min);
  if (above !== undefined) schema = schema.gt(above);
  if (max !== undefined) schema = schema.lte(max);
  if (below !== undefined) schema = schema.lt(below);
  return schema;
}

/** A number or a word; YAML 1.1 takes the words on and off for true and false. */
function numberOrWord(range: NumberRange, words: readonly string[]): z.ZodType {
  const logical = [true, false]
    .filter((value) => words.includes(value ? 'on' : 'off'))
    .map((value) => z.literal(value));
  return z
    .union([numberSchema(range), z.enum(words), ...logical])
    .transform((value) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : value));
}
