import type { Command } from 'commander';
import { describeOption } from './describe-option.ts';
import { everydayFlags } from './everyday-flags.ts';
import type { CommandName } from './option.ts';
import { flagOf, optionOf, optionsOf } from './option-table.ts';

/** Groups that the short help lists as one. */
const joined: Readonly<Record<string, string>> = {
  'Counts and samples': 'Study',
  'Design and contrasts': 'Study',
  'Differential expression': 'Study',
  Running: 'Output',
};

const shortened = new WeakSet<Command>();

/** Whether the help of a command, as it would be printed now, leaves flags out. */
export function isShort(command: Command): boolean {
  return shortened.has(command);
}

/**
 * Lets the help of a command with many options fit on a screen: flags for everyday, each with the first part of what it means.
 * `--help-all` shows the others, all that is known of each, and the texts of {@link addLongHelp}. Called when the command has
 * all its options.
 */
export function shortenHelp(command: Command): void {
  const everyday = everydayFlags[command.name()];
  if (everyday === undefined) return;
  const name = command.name() as CommandName;
  const keys = new Map(optionsOf(name).map((key) => [flagOf(key), key]));
  const whole: (() => void)[] = [];
  for (const flag of command.options.filter(({ hidden }) => !hidden)) {
    const { description, helpGroupHeading: heading } = flag;
    const key = keys.get(flag.long ?? '');
    if (!everyday.includes(flag.long ?? '')) flag.hideHelp();
    else if (key !== undefined) {
      const option = optionOf(key);
      const help = firstPart(option.helpIn?.[name] ?? option.help);
      flag.description = describeOption({ ...option, help, helpIn: {} });
      flag.helpGroup(`${joined[option.group] ?? option.group}:`);
    }
    whole.push(() => {
      flag.hideHelp(false);
      flag.description = description;
      if (heading !== undefined) flag.helpGroup(heading);
    });
  }
  shortened.add(command);
  const hidden = command.options.filter((flag) => flag.hidden && !flag.negate).length;
  command.option('--help-all', `explain all options, ${hidden} more`);
  command.on('option:help-all', () => {
    for (const show of whole) show();
    shortened.delete(command);
    command.help();
  });
}

/** Adds a text that only the whole help of a command shows. */
export function addLongHelp(command: Command, text: string): Command {
  return command.addHelpText('after', () => (isShort(command) ? '' : text));
}

function firstPart(help: string): string {
  return help.split(/[;:]|, for example|\. /, 1)[0]!;
}
