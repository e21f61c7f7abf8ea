import type { z } from 'zod';
import { Fault } from '../../src/fault.ts';
import { didYouMean } from '../../src/text/nearest-names.ts';
import { backgroundKeys } from './options/background-keys.ts';
import { cohortKeys, endpointKeys } from './options/cohort-keys.ts';
import { contrastKeys } from './options/contrast-keys.ts';
import { describeOption, expectedOf } from './options/describe-option.ts';
import type { Option } from './options/option.ts';
import { flagOf, isStudyKey, optionOf, type StudyKey, studyKeys } from './options/option-table.ts';
import type { Flags } from './options/read-options.ts';
import type { Place, YamlSource } from './yaml-source.ts';

/** Where the values of a study were given. */
export interface Given {
  readonly file: string | undefined;
  readonly source: YamlSource | undefined;
  readonly flags: Flags;
  /** Where the values among `flags` were given, where that is no flag. */
  readonly flagPlace?: ((key: StudyKey) => Place) | undefined;
}

/** What the schema found wrong, as a Fault that names the line or the flag and the cure. */
export function explainIssue(issue: z.core.$ZodIssue, values: unknown, given: Given): Fault {
  const [key] = issue.path as [StudyKey?];
  const option = key !== undefined && isStudyKey(key) ? optionOf(key) : undefined;
  const found = valueAt(values, issue.path);
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0] as string, issue.path, given);
  if (found === undefined && issue.code !== 'custom') return missingKey(issue.path, given);
  return new Fault({
    code: 'STUDY_BAD_VALUE',
    message: `${issue.path.map(String).join('.')} has a value that cannot be used`,
    ...placeOf(issue.path, given),
    found: JSON.stringify(found),
    option: key,
    expected: expectation(issue, issue.path.length === 1 ? option : undefined),
    hint: option === undefined ? 'correct the value' : `${key}: ${describeOption(option)}`,
  });
}

/** What may stand there: of a key, what the table says of its values. */
function expectation(issue: z.core.$ZodIssue, option: Option | undefined): string {
  if (issue.code !== 'custom' && option !== undefined && option.type !== 'contrasts') return expectedOf(option);
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return `a ${issue.expected}`;
    case 'invalid_union':
      return 'a text, or a list of texts';
    case 'too_small':
      return issue.origin === 'number'
        ? `a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`
        : `at least ${issue.minimum} ${issue.origin === 'array' ? 'entry' : 'character'}`;
    case 'too_big':
      return `a number ${issue.inclusive ? 'of at most' : 'below'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function unknownKey(key: string, path: readonly PropertyKey[], given: Given): Fault {
  const [what, known] = keysAt(path);
  return new Fault({
    code: 'STUDY_UNKNOWN_KEY',
    message: `${what} has no key ${key}`,
    ...placeOf([...path, key], given, true),
    found: key,
    expected: known.join(', '),
    hint: didYouMean(key, known) || 'remove the line',
  });
}

/** What stands at a path, and the keys that it may have. */
function keysAt(path: readonly PropertyKey[]): readonly [string, readonly string[]] {
  if (path.length === 0) return ['a study', studyKeys];
  if (path[0] === 'background') return ['a table of background', backgroundKeys];
  if (path[0] !== 'cohorts') return ['a contrast', contrastKeys];
  return path.length === 2 ? ['a cohort', cohortKeys] : ['an endpoint', endpointKeys];
}

/** A key that the study needs and lacks. */
export function missingKey(path: readonly PropertyKey[], given: Given): Fault {
  const [key] = path as [StudyKey];
  const description = describeOption(optionOf(key));
  const name = path.map(String).join('.');
  if (path.length === 1 && given.flagPlace !== undefined) {
    return new Fault({
      code: 'STUDY_MISSING_KEY',
      message: `the study does not say ${name}`,
      option: key,
      ...given.flagPlace(key),
      expected: description,
      hint: `add a column ${name} to the table, or \`${name}: ...\` to the template`,
    });
  }
  const flag = path.length === 1 ? flagOf(key) : undefined;
  return new Fault({
    code: 'STUDY_MISSING_KEY',
    message: `the study does not say ${name}`,
    ...(path.length === 1 ? { file: given.file ?? flag } : placeOf(path, given)),
    expected: description,
    hint: `add \`${String(path.at(-1))}: ...\` to the study file${flag === undefined ? '' : `, or give ${flag}`}`,
  });
}

function placeOf(path: readonly PropertyKey[], { file, source, flags, flagPlace }: Given, key = false): Place {
  const [first] = path as [StudyKey?];
  if (first !== undefined && Object.hasOwn(flags, first)) return flagPlace?.(first) ?? { file: flagOf(first) };
  return source?.placeOf(path, { key }) ?? { file: file ?? 'the command line' };
}

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  let value = values;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[step];
  return value;
}
