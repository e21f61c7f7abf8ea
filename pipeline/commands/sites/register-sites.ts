import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerSites(program: Command): void {
  const command = program
    .command('sites')
    .summary("find miRNA sites in 3' UTRs")
    .description(
      "Sites of miRNAs in 3' UTRs with TargetScan's types, coordinates and rules; with an alignment their conservation, and " +
        'on request context++ scores.',
    );
  addOptions(command, 'sites')
    .addHelpText(
      'after',
      `
Examples:
  seedrank sites --utrs utrs.fa.gz --mirna hsa-miR-9-5p --out sites.tsv
  seedrank sites --utrs utrs.fa.gz --all-families --scores --out sites.tsv.gz --genes genes.tsv
  seedrank sites --utrs UTR_Sequences.txt --mirnas miR_for_context_scores.txt --families miR_Family_info.txt --all-families \\
    --params TargetScan7 --airs All_cell_lines.AIRs.txt --orfs ORF_Sequences.txt --scores --out sites.tsv`,
    )
    .action(async (flags: GivenFlags<'sites'>) => {
      const { sites } = await import('./run-sites.ts');
      await sites(flags);
    });
}
