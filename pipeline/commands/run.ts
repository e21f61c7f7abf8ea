import type { Command } from 'commander';
import { addPlanOptions, addStudyOptions, type StudyOptions } from './study-options.ts';

export function registerRun(program: Command): void {
  const command = program
    .command('run')
    .summary('bring the results of a study up to date')
    .description(
      'Runs the stages of a study whose inputs or parameters have changed, and leaves a results folder with report.html.\n' +
        'Stop it whenever you like: run it again and it goes on from the last finished stage.',
    );
  addPlanOptions(command)
    .option('--threads <N>', 'threads to use (default: all cores, or what SLURM grants)')
    .option('--json', 'print one JSON event a line');
  addStudyOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  seedrank run study.yml
  seedrank run study.yml --alpha 0.05 --out results-strict
  seedrank run study.yml --until differential --threads 2
  seedrank run --counts counts.tsv.gz --samples samples.csv --design '~ batch + condition' \\
    --contrast condition,mir9,control --mirna hsa-miR-9-5p --utrs utrs.fa.gz --out results`,
    )
    .action(async (file: string | undefined, options: StudyOptions) => {
      const { run } = await import('./actions/run.ts');
      process.exitCode = await run(file, options);
    });
}
