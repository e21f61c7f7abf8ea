import type { Command } from 'commander';
import type { StudyOptions } from '../inputs/open-study.ts';
import { addStudyOptions } from '../inputs/study-options.ts';

export function registerStatus(program: Command): void {
  const command = program
    .command('status')
    .summary('say what is done and what is stale')
    .description('Says for each stage whether its result is there and belongs to the present inputs and parameters.')
    .option('--check', 'read every byte again, and exit with 3 unless everything is done')
    .option('--json', 'print the status as JSON');
  addStudyOptions(command, 'status')
    .addHelpText(
      'after',
      '\nExamples:\n  seedrank status study.yml\n  seedrank status study.yml --check && echo up to date',
    )
    .action(async (file: string | undefined, options: StudyOptions) => {
      const { status } = await import('./run-status.ts');
      process.exitCode = await status(file, options);
    });
}
