import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerGenes(program: Command): void {
  const command = program
    .command('genes')
    .summary('say which human gene a name means')
    .description(
      'Looks names up among the human genes that are built in (NCBI Gene of 2022-09 with the Ensembl ids of 2022-06): ' +
        "symbols, aliases, Entrez ids, Ensembl ids with or without version, TCGA's SYMBOL|Entrez id, and dates that a " +
        'spreadsheet made of symbols. A present symbol goes before an alias; an alias counts where it names one gene.',
    )
    .argument('[names...]', 'names of genes');
  addOptions(command, 'genes')
    .option('--json', 'print the answers as JSON')
    .addHelpText(
      'after',
      `
Examples:
  seedrank genes CTGF CCN1 ENSG00000113594.10 3977 2-Sep
  seedrank genes --names symbols.txt --out genes.tsv
  cut -f1 results.tsv | seedrank genes --names - --json`,
    )
    .action(async (names: readonly string[], flags: GivenFlags<'genes'> & { readonly json?: boolean }) => {
      const { genes } = await import('./run-genes.ts');
      await genes(names, flags);
    });
}
