import type { Command, Option as Flag } from 'commander';
import type { CommandName } from '../../study/options/option.ts';
import { builtInSource, flagOf, optionOf, optionsOf } from '../../study/options/option-table.ts';

/** What may stand behind a flag. */
export type FlagValue =
  | { readonly kind: 'none' | 'file' | 'folder' | 'other' }
  /** Those words that a shell takes as they are: without blanks and quotes. */
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly orFile: boolean };

export interface FlagOfTree {
  /** `--lfc-threshold` */
  readonly long: string;
  /** As help shows it: `--lfc-threshold <X>`. */
  readonly shown: string;
  readonly description: string;
  /** Heading in the help. */
  readonly group: string;
  readonly value: FlagValue;
}

export interface CommandOfTree {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** `<studies>` */
  readonly arguments: readonly string[];
  readonly flags: readonly FlagOfTree[];
  readonly commands: readonly CommandOfTree[];
}

/** All that a command and those below it take, for shells and the manual; what is hidden stays so. */
export function describeTree(command: Command): CommandOfTree {
  const options = command.options.filter(({ hidden, long }) => !hidden && long);
  const name = command.name();
  return {
    name,
    summary: command.summary(),
    description: command.description(),
    arguments: command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)),
    flags: [...options.map((flag) => describeFlag(name, flag)), helpFlag],
    commands: command
      .createHelp()
      .visibleCommands(command)
      .filter((one) => one.name() !== 'help')
      .map(describeTree),
  };
}

const helpFlag: FlagOfTree = {
  long: '--help',
  shown: '--help',
  description: 'explain the command',
  group: 'Options:',
  value: { kind: 'none' },
};

function describeFlag(command: string, flag: Flag): FlagOfTree {
  return {
    long: flag.long!,
    shown: flag.flags,
    description: flag.description,
    group: flag.helpGroupHeading ?? 'Options:',
    value: readValue(command, flag),
  };
}

function readValue(command: string, { long, flags, required, optional }: Flag): FlagValue {
  if (!required && !optional) return { kind: 'none' };
  const key = optionsOf(command as CommandName).find((name) => flagOf(name) === long);
  const option = key && optionOf(key);
  switch (option?.type) {
    case 'choice':
    case 'choices':
      return {
        kind: 'words',
        words: option.choices.filter((word) => /^[\w.-]+$/.test(word)),
        orFile: 'orFile' in option,
      };
    case 'number':
      return option.words ? { kind: 'words', words: option.words, orFile: false } : { kind: 'other' };
    case 'onOff':
      return { kind: 'words', words: ['on', 'off'], orFile: false };
    case 'sources':
      return { kind: 'words', words: option.builtIn.map(builtInSource), orFile: true };
    case 'file':
    case 'output':
      return { kind: 'file' };
    case 'folder':
      return { kind: 'folder' };
    case undefined:
      return { kind: flags.includes('<FILE') ? 'file' : flags.includes('<DIR') ? 'folder' : 'other' };
    default:
      return { kind: 'other' };
  }
}
