import type { EngineName } from '../../../src/engines/engine-name.ts';

/** The subcommands whose options stand in the table. */
export type CommandName =
  | 'run'
  | 'plan'
  | 'status'
  | 'init'
  | 'batch'
  | 'de'
  | 'rank'
  | 'seeds'
  | 'sites'
  | 'duplex'
  | 'accessibility'
  | 'genes'
  | 'survive'
  | 'tumor-normal'
  | 'verdict'
  | 'enrich'
  | 'sets'
  | 'utrs';

/** The commands that name a study, by its file or by flags: they have the keys of a study file as flags. */
export const studyCommands = ['run', 'plan', 'status', 'init'] as const satisfies readonly CommandName[];

/** What numbers are allowed: between bounds that belong to them (`min`, `max`) or do not (`above`, `below`). */
export interface NumberRange {
  readonly min?: number;
  readonly above?: number;
  readonly max?: number;
  readonly below?: number;
  readonly whole?: true;
}

/**
 * What values an option has. `switch`: a flag without a value, on or off in a study file. `output`: a file to write, `-` being
 * standard output. `cohorts`: objects that only a study file can hold. `background`: result tables of other miRNAs. `sources`: files to read together, and what is built in as `builtin:NAME`. `number` may have words beside its numbers, and a path in place of a choice is one of `choice` with `orFile`.
 */
export type OptionType =
  | {
      readonly type:
        | 'text'
        | 'file'
        | 'folder'
        | 'output'
        | 'onOff'
        | 'switch'
        | 'list'
        | 'levels'
        | 'contrasts'
        | 'cohorts'
        | 'background';
    }
  | ({ readonly type: 'number'; readonly words?: readonly string[] } & NumberRange)
  | ({ readonly type: 'numbers'; readonly length?: number } & NumberRange)
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly orFile?: true }
  | { readonly type: 'choices'; readonly choices: readonly string[] }
  | { readonly type: 'sources'; readonly builtIn: readonly string[] };

/** One option: a key of a study file, a flag of commands, or both. */
export type Option = OptionType & {
  /** What it means, in a line; types, choices and the default are added by who shows it. */
  readonly help: string;
  /** The heading under which help lists it. */
  readonly group: string;
  /** Stands after the flag in the help; by default after its type. */
  readonly placeholder?: string;
  /** Without its hyphens, where it is not the name with hyphens. */
  readonly flag?: string;
  readonly default?: string | number | boolean;
  /** What happens without it, where that is no value. */
  readonly otherwise?: string;
  /** A key of study files. */
  readonly key?: true;
  /** Which commands have it as a flag. */
  readonly commands: readonly CommandName[];
  /** Commands that do nothing without it. */
  readonly required?: readonly CommandName[];
  /** Commands in which the flag may be repeated. */
  readonly repeats?: readonly CommandName[];
  /** Engines that it applies to, where that is not all of them; with others it is refused. */
  readonly engines?: readonly EngineName[];
  /** What it means in a command, where that must be said in other words. */
  readonly helpIn?: { readonly [Command in CommandName]?: string };
};
