import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerSeeds(program: Command): void {
  const command = program
    .command('seeds')
    .summary('ask which miRNA explains a table of differential expression')
    .description(
      'Ranks all seed families by how well their sites explain the changes, down and up, among genes alike in expression, ' +
        "length and base composition of the 3' UTR; and all words of 6, 7 and 8 bases along the ranked genes.",
    );
  addOptions(command, 'seeds')
    .addHelpText(
      'after',
      `
Families: z is the excess of change over alike genes, score the same in units of what families without effect show, padj
over all families and both directions, unmatched z a plain rank-sum test. Words: the running sum needs no threshold, padj over
all words of the length; Sylamer is its highest hypergeometric -log10 p (negative: depleted). The last line is the verdict.

Examples:
  seedrank seeds --de results.tsv --utrs utrs.fa.gz
  seedrank seeds --de results.tsv --sites Summary_Counts.txt.gz --mirna hsa-miR-9-5p --out seeds`,
    )
    .action(async (flags: GivenFlags<'seeds'>) => {
      const { seeds } = await import('./run-seeds.ts');
      await seeds(flags);
    });
}
