import type { Command } from 'commander';
import { optionOf } from '../../study/options/option-table.ts';
import type { CleanOptions } from './run-clean.ts';

export function registerClean(program: Command): void {
  program
    .command('clean')
    .summary('remove kept results that no study needs')
    .description(
      'Removes from the work folder the results of earlier settings and inputs: all that is neither published nor would be ' +
        'published by a run now. Published files stay. Studies that share the work folder keep what they need.',
    )
    .argument('[studies...]', 'study files (default: study.yml)')
    .option('--dry-run', 'only say what would be removed')
    .option('--out <DIR>', 'results folder (default: what the study says)')
    .option('--work <DIR>', 'where finished stages are kept (default: work, in the results folder)')
    .option('--unlock <HOST>', optionOf('unlock').help)
    .option('--json', 'print what was removed as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  seedrank clean study.yml --dry-run\n  seedrank clean studies/*.yml --work cache',
    )
    .action(async (files: string[], options: CleanOptions) => {
      const { clean } = await import('./run-clean.ts');
      process.exitCode = await clean(files, options);
    });
}
