import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { InitOptions } from './run-init.ts';

export function registerInit(program: Command): void {
  const command = program
    .command('init')
    .summary('write a commented study.yml')
    .description(
      'Reads a count table and a sample sheet, guesses design and contrasts, and writes a study file that says what was ' +
        'guessed. Look at it before you run it. Every key can be given as a flag instead of being guessed.',
    )
    .argument('[counts]', 'count table, or a folder or pattern of files a sample')
    .argument('[samples]', 'sample sheet')
    .option('--overwrite', 'replace a study file that is there');
  addOptions(command, 'init')
    .addHelpText(
      'after',
      '\nExample:\n  seedrank init --counts counts.tsv.gz --samples samples.csv --mirna hsa-miR-9-5p --utrs utrs.fa.gz',
    )
    .action(async (counts: string | undefined, samples: string | undefined, options: InitOptions) => {
      const { init } = await import('./run-init.ts');
      await init(counts, samples, options);
    });
}
