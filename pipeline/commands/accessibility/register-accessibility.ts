import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerAccessibility(program: Command): void {
  const command = program
    .command('accessibility')
    .summary('fold RNA locally and say how likely each stretch is unpaired')
    .description(
      'For each sequence the table NAME_lunp that RNAplfold -L 40 -W 80 -u 20 of ViennaRNA writes, to the last character: how ' +
        'likely 1, 2, ... 20 nt that end at a position are unpaired. Scores of sites do not need them: they fold by themselves.',
    );
  addOptions(command, 'accessibility')
    .addHelpText(
      'after',
      `
Examples:
  seedrank accessibility --utrs utrs.fa.gz --out unpaired
  seedrank accessibility --utrs UTR_Sequences.txt --all-species --out RNAplfold_in_out
  seedrank accessibility --utrs utrs.fa --convention viennarna-2.7 --window 150 --span 100 --stretch 8 --out unpaired`,
    )
    .action(async (flags: GivenFlags<'accessibility'>) => {
      const { accessibility } = await import('./run-accessibility.ts');
      await accessibility(flags);
    });
}
