import type { Command } from 'commander';
import { describeOption, placeholderOf } from './describe-option.ts';
import type { CommandName } from './option.ts';
import { flagOf, type OptionKey, optionOf, optionsOf } from './option-table.ts';

/** Lets a command take its options of the table as flags, under the headings of their groups. */
export function addOptions(command: Command, name: CommandName): Command {
  for (const key of optionsOf(name)) addOption(command, name, key);
  return command;
}

function addOption(command: Command, name: CommandName, key: OptionKey): void {
  const option = optionOf(key);
  const isSwitch = option.type === 'switch';
  const flag = isSwitch ? flagOf(key) : `${flagOf(key)} <${placeholderOf(option)}>`;
  const made = command.createOption(flag, describeOption(option, name)).helpGroup(`${option.group}:`);
  if (option.required?.includes(name)) made.makeOptionMandatory();
  if (option.repeats?.includes(name))
    made.argParser((text: string, before: readonly string[] = []) => [...before, text]);
  command.addOption(made);
  // Else a flag could not go before a study file that has it on.
  if (isSwitch && option.key) {
    const off = command.createOption(`--no-${flagOf(key).slice(2)}`).helpGroup(`${option.group}:`);
    command.addOption(off.hideHelp());
  }
}
