import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { studyCommands } from '../../study/options/option.ts';

/** Lets a command name a study by its file or by flags. */
export function addStudyOptions(command: Command, name: (typeof studyCommands)[number]): Command {
  command.argument('[study]', 'study file (default: study.yml, unless --counts is given)');
  command.option('--work <DIR>', 'where finished stages are kept (default: work, in the results folder)');
  return addOptions(command, name);
}

/** The options that say what of a study to run. */
export function addPlanOptions(command: Command): Command {
  return command
    .option('--until <STAGE>', 'stop after this stage')
    .option('--force <STAGE>', 'run this stage even if nothing has changed; repeat for more', collect)
    .option('--fresh', 'run everything even if nothing has changed')
    .option('--check', 'read every byte of inputs and results again instead of trusting sizes and times');
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
