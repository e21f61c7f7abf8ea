import { Fault } from '../../../src/fault.ts';
import { didYouMean } from '../../../src/text/nearest-names.ts';
import { expectedOf } from './describe-option.ts';
import type { CommandName, Option } from './option.ts';
import { flagOf, isStudyKey, type OptionKey, optionOf, optionsOf, type StudyKey } from './option-table.ts';
import type { KeyedValues, OptionValues } from './option-values.ts';
import { parseOption } from './parse-option.ts';

/** Flags as commander parsed them. */
export type ParsedFlags = { readonly [name: string]: unknown };

/** What was given on the command line, under the keys of a study file and in its types. */
export type Flags = { readonly [Key in StudyKey]?: unknown };

/** The options of a command with their values, before it reads any file; one that cannot be used is a Fault with its flag. */
export function readOptions<Command extends CommandName>(command: Command, given: ParsedFlags): OptionValues<Command> {
  const values = Object.entries(readByKey(command, given));
  return Object.fromEntries(
    values.map(([key, value]) => [attributeOf(key as OptionKey), value]),
  ) as OptionValues<Command>;
}

/** The same under their keys. */
export function readByKey<Command extends CommandName>(command: Command, given: ParsedFlags): KeyedValues<Command> {
  const values = optionsOf(command).map((key) => [
    key,
    readFlag(key, command, given[attributeOf(key)]) ?? defaultOf(optionOf(key), command),
  ]);
  return Object.fromEntries(values) as KeyedValues<Command>;
}

/** The keys of a study file among the flags of a command. */
export function readStudyFlags(command: CommandName, given: ParsedFlags): Flags {
  const flags: { [Key in StudyKey]?: unknown } = {};
  for (const key of optionsOf(command)) {
    const value = readFlag(key, command, given[attributeOf(key)]);
    if (isStudyKey(key) && value !== undefined) flags[key] = value;
  }
  return flags;
}

/** The name that commander gives a flag: `lfcThreshold`. */
export function attributeOf(key: OptionKey): string {
  return flagOf(key)
    .slice(2)
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function readFlag(key: OptionKey, command: CommandName, given: unknown): unknown {
  if (given === undefined || typeof given === 'boolean') return given;
  const option = optionOf(key);
  const values = [given].flat().map((text) => {
    const value = parseOption(option, String(text));
    if (value === undefined) throw unusable(key, option, String(text));
    return value;
  });
  return option.repeats?.includes(command) ? values : values[0];
}

function defaultOf(option: Option, command: CommandName): unknown {
  const value = option.type === 'switch' ? (option.default ?? false) : option.default;
  const isList = option.type === 'choices' || option.repeats?.includes(command);
  return value !== undefined && isList ? [value] : value;
}

function unusable(key: OptionKey, option: Option, text: string): Fault {
  const near = 'choices' in option ? didYouMean(text, option.choices) : '';
  return new Fault({
    code: 'FLAG_VALUE',
    message: `the value of ${flagOf(key)} cannot be used`,
    option: key,
    file: flagOf(key),
    found: text,
    expected: expectedOf(option),
    hint: near || `${flagOf(key)}: ${option.help}`,
  });
}
