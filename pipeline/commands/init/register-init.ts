import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { InitOptions } from './run-init.ts';

export function registerInit(program: Command): void {
  const command = program
    .command('init')
    .summary('write a study.yml, asking what is open')
    .description(
      'Reads a count table and a sample sheet, or with --de a result table, and writes a short study file. On a terminal it asks ' +
        "what is compared with what, for the microRNA and the 3' UTRs, and shows the samples by group; elsewhere it guesses " +
        'from names, and says so. Every key can be given as a flag. What a run would refuse is refused here.',
    )
    .argument('[counts]', 'count table, or a folder or pattern of files a sample')
    .argument('[samples]', 'sample sheet')
    .option('--overwrite', 'replace a study file that is there')
    .option('--no-ask', 'ask nothing, also on a terminal');
  addOptions(command, 'init')
    .addHelpText(
      'after',
      '\nExample:\n  seedrank init --counts counts.tsv.gz --samples samples.csv --mirna hsa-miR-9-5p --utrs utrs.fa.gz\n' +
        '  seedrank init --de deseq2_results.csv --mirna hsa-miR-9-5p --utrs utrs.fa.gz',
    )
    .action(async (counts: string | undefined, samples: string | undefined, options: InitOptions) => {
      const { init } = await import('./run-init.ts');
      await init(counts, samples, options);
    });
}
