import type { Command } from 'commander';
import type { StudyOptions } from '../inputs/open-study.ts';
import { addPlanOptions, addStudyOptions } from '../inputs/study-options.ts';

export function registerPlan(program: Command): void {
  const command = program
    .command('plan')
    .summary('say what a run would do, and why')
    .description('Says for each stage whether `run` would run it and what has changed, and does nothing.');
  addPlanOptions(command).option('--json', 'print the plan as JSON');
  addStudyOptions(command, 'plan')
    .addHelpText('after', '\nExamples:\n  seedrank plan study.yml\n  seedrank plan study.yml --alpha 0.05')
    .action(async (file: string | undefined, options: StudyOptions) => {
      const { plan } = await import('./run-plan.ts');
      process.exitCode = await plan(file, options);
    });
}
