import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerEnrich(program: Command): void {
  const command = program
    .command('enrich')
    .summary('ask which gene sets a table of differential expression moves')
    .description(
      'Tests gene sets on a result table or a ranked list: camera (competitive, by the statistic), over-representation among ' +
        'the tested genes, and preranked GSEA with the multilevel p-value; all adjusted within a collection.',
    );
  addOptions(command, 'enrich')
    .addHelpText(
      'after',
      `
Genes are found by the names of the table, else by their present symbol, unique former names, Ensembl and Entrez ids (human).
With --ranking, candidates are tested too, and sets are told apart: direct (their sites move them) or downstream.
Camera and fry on the counts themselves are part of a study (gene_sets: in the study file).

Examples:
  seedrank enrich --de results.tsv --sets builtin:go,builtin:hippo --out pathways
  seedrank enrich --ranks genes.rnk --sets h.all.symbols.gmt --tests gsea --seed 7 --out pathways
  seedrank enrich --de results.tsv --ranking ranking/ranking.tsv --sets a.gmt,b.gmt --out pathways`,
    )
    .action(async (flags: GivenFlags<'enrich'>) => {
      const { enrich } = await import('./run-enrich.ts');
      await enrich(flags);
    });
}
