import type { Effect } from '../../../src/ranking/changes/effect.ts';
import type { CommandName } from './option.ts';
import type { KeyOf, OptionKey, optionTable } from './option-table.ts';

type OptionTable = typeof optionTable;

/** Two levels of a variable, as `--contrast` names them. */
export interface LevelContrast {
  readonly variable: string;
  readonly target: string;
  readonly reference: string;
}

/** A result table of other miRNAs, as `--background` names it. */
export interface BackgroundTable {
  readonly table: string;
  readonly mirna: readonly string[];
  readonly effect?: Effect | undefined;
}

/** The values of an option that is given. */
type Given<O> = O extends { type: 'number'; words: readonly (infer Word)[] }
  ? number | Word
  : O extends { type: 'number' }
    ? number
    : O extends { type: 'numbers'; length: 2 }
      ? readonly [number, number]
      : O extends { type: 'numbers' }
        ? readonly number[]
        : O extends { type: 'choice'; orFile: true }
          ? string
          : O extends { type: 'choice'; choices: readonly (infer Choice)[] }
            ? Choice
            : O extends { type: 'choices'; choices: readonly (infer Choice)[] }
              ? readonly Choice[]
              : O extends { type: 'switch' | 'onOff' }
                ? boolean
                : O extends { type: 'list' | 'sources' }
                  ? readonly string[]
                  : O extends { type: 'levels' }
                    ? Readonly<Record<string, string>>
                    : O extends { type: 'contrasts' }
                      ? LevelContrast
                      : O extends { type: 'cohorts' }
                        ? never
                        : O extends { type: 'background' }
                          ? BackgroundTable
                          : string;

type Always<O> = O extends { default: unknown } | { type: 'switch' } ? true : false;

/** The value of an option: that of its default where it is not given. */
export type ValueOf<Key extends OptionKey> =
  Always<OptionTable[Key]> extends true ? Given<OptionTable[Key]> : Given<OptionTable[Key]> | undefined;

/** `lfc_threshold` and `lfc-threshold` as commander calls them: `lfcThreshold`. */
type CamelCase<Text extends string> = Text extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Text extends `${infer First}-${infer Rest}`
    ? `${First}${Capitalize<CamelCase<Rest>>}`
    : Text;

type Attribute<Key extends OptionKey> = CamelCase<
  OptionTable[Key] extends { flag: infer Flag extends string } ? Flag : Key
>;

type IsIn<Command extends CommandName, Commands> = Commands extends readonly (infer Name)[]
  ? Command extends Name
    ? true
    : false
  : false;
type Fields<Key extends OptionKey, Name extends 'required' | 'repeats'> =
  OptionTable[Key] extends Record<Name, infer Commands> ? Commands : undefined;

type InCommand<Command extends CommandName, Key extends OptionKey> =
  IsIn<Command, Fields<Key, 'repeats'>> extends true
    ? IsIn<Command, Fields<Key, 'required'>> extends true
      ? readonly Given<OptionTable[Key]>[]
      : Always<OptionTable[Key]> extends true
        ? readonly Given<OptionTable[Key]>[]
        : readonly Given<OptionTable[Key]>[] | undefined
    : IsIn<Command, Fields<Key, 'required'>> extends true
      ? Given<OptionTable[Key]>
      : ValueOf<Key>;

/** The options of a command with their values and defaults, under the names that commander gives their flags. */
export type OptionValues<Command extends CommandName> = {
  readonly [Key in KeyOf<Command> as Attribute<Key>]: InCommand<Command, Key>;
};

/** The options of a command with their values and defaults, under their keys. */
export type KeyedValues<Command extends CommandName> = {
  readonly [Key in KeyOf<Command>]: InCommand<Command, Key>;
};

/** A flag as commander parsed it: a text, a list of texts where it repeats, true or false for a switch. */
type Parsed<Command extends CommandName, Key extends OptionKey> = OptionTable[Key] extends { type: 'switch' }
  ? boolean
  : IsIn<Command, Fields<Key, 'repeats'>> extends true
    ? readonly string[]
    : string;

/** The flags of a command as commander parsed them. */
export type GivenFlags<Command extends CommandName> = {
  readonly [Key in KeyOf<Command> as IsIn<Command, Fields<Key, 'required'>> extends true
    ? Attribute<Key>
    : never]: Parsed<Command, Key>;
} & {
  readonly [Key in KeyOf<Command> as IsIn<Command, Fields<Key, 'required'>> extends true ? never : Attribute<Key>]?:
    | Parsed<Command, Key>
    | undefined;
};
