import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerDuplex(program: Command): void {
  const command = program
    .command('duplex')
    .summary('hybridize miRNAs with target sequences')
    .description(
      'Minimum free energy hybridizations of miRNAs and targets, with the energies, p-values, positions and structures of ' +
        'RNAhybrid 2.1.2. The nth best hit of a pair is its nth row.',
    );
  addOptions(command, 'duplex')
    .addHelpText(
      'after',
      `
Examples:
  seedrank duplex --utrs utrs.fa.gz --mirna hsa-miR-9-5p --set 3utr_human --max-energy -20 --out duplex.tsv
  seedrank duplex --utrs utrs.fa --mirnas mirnas.fa --set 3utr_human --helix 2,7 --hits 3 --max-p 0.1 --out duplex.tsv --draw`,
    )
    .action(async (flags: GivenFlags<'duplex'>) => {
      const { duplex } = await import('./run-duplex.ts');
      await duplex(flags);
    });
}
