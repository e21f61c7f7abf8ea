import type { EngineName } from '../../../src/engines/engine-name.ts';
import { cohortOptions } from './cohort-options.ts';
import { commandOptions } from './command-options.ts';
import { designOptions } from './design-options.ts';
import { engineOptions } from './engine-options.ts';
import { inputOptions } from './input-options.ts';
import type { CommandName, Option } from './option.ts';
import { readingOptions } from './reading-options.ts';
import { runOptions } from './run-options.ts';
import { setOptions } from './set-options.ts';
import { targetOptions } from './target-options.ts';
import { testOptions } from './test-options.ts';

/**
 * Every option there is, by its key: what it means, which values it has, its default, which commands have it as a flag and
 * whether study files have it. Flags, help, the schema of study files, what `de` and the other commands accept, and the places
 * named in errors all come from here. It loads no library, so that describing a command stays cheap.
 */
export const optionTable = {
  ...inputOptions,
  ...readingOptions,
  ...designOptions,
  ...testOptions,
  ...engineOptions,
  ...targetOptions,
  ...setOptions,
  ...runOptions,
  ...commandOptions,
  ...cohortOptions,
} as const;

type OptionTable = typeof optionTable;
export type OptionKey = keyof OptionTable;

/** The keys of a study file. */
export type StudyKey = { [Key in OptionKey]: OptionTable[Key] extends { key: true } ? Key : never }[OptionKey];

/** The options of a command. */
export type KeyOf<Command extends CommandName> = {
  [Key in OptionKey]: Command extends OptionTable[Key]['commands'][number] ? Key : never;
}[OptionKey];

export const optionKeys = Object.keys(optionTable) as readonly OptionKey[];
export const studyKeys = optionKeys.filter((key): key is StudyKey => optionOf(key).key === true);
export const readingKeys = Object.keys(readingOptions) as readonly (keyof typeof readingOptions)[];

export function optionOf(key: OptionKey): Option {
  return optionTable[key];
}

export function optionsOf(command: CommandName): readonly OptionKey[] {
  return optionKeys.filter((key) => optionOf(key).commands.includes(command));
}

/** Whether an engine knows an option. */
export function appliesTo(engine: EngineName, key: OptionKey): boolean {
  return optionOf(key).engines?.includes(engine) ?? true;
}

/** The flag of an option: `--lfc-threshold`. */
export function flagOf(key: OptionKey): string {
  return `--${optionOf(key).flag ?? key.replaceAll('_', '-')}`;
}

/** The key of an option if it is one of a study file. */
export function isStudyKey(key: string): key is StudyKey {
  return Object.hasOwn(optionTable, key) && optionOf(key as OptionKey).key === true;
}

/** In front of what is built in, where files may stand too. */
export const BUILT_IN = 'builtin:';

export function builtInSource(name: string): string {
  return `${BUILT_IN}${name}`;
}

interface GivenPaths {
  readonly expression: string;
  readonly clinical?: string;
}

/** The values of an option with its paths mapped; values that are no paths stay. */
export function mapPaths(key: OptionKey, value: unknown, map: (path: string) => string): unknown {
  if (optionOf(key).type === 'sources' && Array.isArray(value))
    return value.map((source: string) => (source.startsWith(BUILT_IN) ? source : map(source)));
  if (optionOf(key).type === 'cohorts' && Array.isArray(value))
    return value.map((cohort: GivenPaths) => ({
      ...cohort,
      expression: map(cohort.expression),
      ...(cohort.clinical !== undefined && { clinical: map(cohort.clinical) }),
    }));
  if (optionOf(key).type === 'background' && Array.isArray(value))
    return value.map((one: { readonly table: string }) => ({ ...one, table: map(one.table) }));
  return isPath(key, value) ? map(value) : value;
}

/** Whether a value of an option is the path of something to read or write. */
export function isPath(key: OptionKey, value: unknown): value is string {
  const option = optionOf(key);
  if (typeof value !== 'string') return false;
  return option.type === 'choice'
    ? option.orFile === true && !option.choices.includes(value)
    : /^(file|folder)$/.test(option.type);
}
