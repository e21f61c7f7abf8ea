import { describe, expect, it } from 'vitest';
import { describeOption } from '../../../pipeline/study/options/describe-option.ts';
import type { Option } from '../../../pipeline/study/options/option.ts';
import { optionOf, studyKeys } from '../../../pipeline/study/options/option-table.ts';
import { contrastSchema } from '../../../pipeline/study/schema/contrast-schema.ts';
import { studyJsonSchema } from '../../../pipeline/study/schema/study-schema.ts';

interface Property {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Property[];
  readonly [bound: string]: unknown;
}

const schema = studyJsonSchema() as {
  readonly properties: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly additionalProperties: boolean;
};

/** The bounds of an option as JSON Schema calls them. */
function boundsOf(option: Extract<Option, { type: 'number' }>): object {
  const { min, above, max, below, whole } = option;
  const bounds = { minimum: min, exclusiveMinimum: above, maximum: max, exclusiveMaximum: below };
  return {
    type: whole ? 'integer' : 'number',
    ...Object.fromEntries(Object.entries(bounds).filter(([, x]) => x !== undefined)),
  };
}

describe('the schema of a study file', () => {
  it('has every key of the table with its description and default, and no other', () => {
    expect(Object.keys(schema.properties)).toEqual([...studyKeys]);
    for (const key of studyKeys) {
      expect(schema.properties[key]?.description, key).toBe(describeOption(optionOf(key)));
      expect(schema.properties[key]?.default, key).toBe(optionOf(key).default);
    }
    expect(schema.additionalProperties).toBe(false);
  });

  it.each(studyKeys.filter((key) => optionOf(key).type === 'number'))('%s has the range of the table', (key) => {
    const option = optionOf(key) as Extract<Option, { type: 'number' }>;
    const property = schema.properties[key] as Property;
    const forms = property.anyOf ?? [property];
    expect(forms).toContainEqual(expect.objectContaining(boundsOf(option)));
    if (option.words) expect(forms).toContainEqual(expect.objectContaining({ enum: option.words }));
  });

  it.each(studyKeys.filter((key) => optionOf(key).type === 'choice'))('%s has the choices of the table', (key) => {
    const option = optionOf(key) as Extract<Option, { type: 'choice' }>;
    if (option.orFile) expect(schema.properties[key]?.type).toBe('string');
    else expect(schema.properties[key]?.enum).toEqual(option.choices);
  });

  it('requires no key of every study: counts and samples give way to a finished result table', () => {
    expect(schema.required ?? []).toEqual([]);
  });
});

describe('a contrast', () => {
  const issueOf = (contrast: object) => {
    const [issue] = contrastSchema.safeParse(contrast).error?.issues ?? [];
    return issue && { code: issue.code, path: issue.path };
  };
  const levels = { variable: 'condition', target: 'mir9', reference: 'control' };

  it.each([
    levels,
    { coef: 'condition_mir9_vs_control' },
    { id: 'sum', coef_list: ['a', 'b'], coef_list_less: ['c'], list_weights: [0.5, -0.5] },
    { id: 'weighted', weights: [0, 1] },
  ])('%j can be used', (contrast) => {
    expect(issueOf(contrast)).toBeUndefined();
  });

  it.each([
    [{ variable: 'a', target: 'b' }, 'invalid_type', 'reference'],
    [{ coef_list: ['a'] }, 'invalid_type', 'id'],
    [{ weights: [1] }, 'invalid_type', 'id'],
    [{ ...levels, coef: 'a' }, 'custom', 'coef'],
    [{ id: 'x', coef: 'a', weights: [1] }, 'custom', 'weights'],
    [{ ...levels, list_weights: [1, -1] }, 'custom', 'list_weights'],
    [{ ...levels, coef_list_less: ['a'] }, 'custom', 'coef_list_less'],
  ])('%j cannot', (contrast, code, key) => {
    expect(issueOf(contrast)).toEqual({ code, path: [key] });
  });
});
