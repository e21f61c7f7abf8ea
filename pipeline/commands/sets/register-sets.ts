import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerSets(program: Command): void {
  const command = program
    .command('sets')
    .summary("make gene sets from the Gene Ontology's own downloads")
    .description(
      'Makes a GMT file of annotations (GAF) and the ontology (OBO): the genes of each term and of all that is a kind or a ' +
        'part of it. Annotations with NOT are left out.',
    );
  addOptions(command, 'sets')
    .addHelpText(
      'after',
      `
Examples:
  seedrank sets --gaf goa_human.gaf.gz --obo go-basic.obo --out go.gmt
  seedrank sets --gaf mgi.gaf.gz --obo go-basic.obo --aspects BP --out mouse_bp.gmt
  seedrank enrich --de results.tsv --sets go.gmt --out pathways`,
    )
    .action(async (flags: GivenFlags<'sets'>) => {
      const { sets } = await import('./run-sets.ts');
      await sets(flags);
    });
}
