import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerRank(program: Command): void {
  const command = program
    .command('rank')
    .summary('rank direct targets from a table of differential expression')
    .description(
      'From a result table of DESeq2, edgeR, limma or the like and sites to a ranked, explained list of direct targets: for ' +
        'each gene the posterior probability of being one, and candidates at a chosen false discovery rate.',
    );
  addOptions(command, 'rank')
    .addHelpText(
      'after',
      `
Examples:
  seedrank rank --de results.tsv --utrs utrs.fa.gz --mirna hsa-miR-9-5p --out ranking
  seedrank rank --de edger.tsv.gz --sites Summary_Counts.txt.gz --mirna miR-124-3p --out ranking
  seedrank rank --de mimic.tsv --de inhibitor.tsv --effect overexpression --effect inhibition \\
    --sites sites.tsv --mirna hsa-miR-21-5p --fdr 0.05 --out ranking
  seedrank rank --de anti21.tsv --effect inhibition --background anti10b.tsv:hsa-miR-10b-5p \\
    --utrs utrs.fa.gz --mirna hsa-miR-21-5p --out ranking`,
    )
    .action(async (flags: GivenFlags<'rank'>) => {
      const { rank } = await import('./run-rank.ts');
      await rank(flags);
    });
}
