import type { Command } from 'commander';
import type { SeedsFlags } from './actions/seeds.ts';

export function registerSeeds(program: Command): void {
  program
    .command('seeds')
    .summary('ask which miRNA explains a table of differential expression')
    .description(
      'Ranks all seed families by how well their sites explain the changes, down and up, among genes alike in expression, ' +
        "length and base composition of the 3' UTR; and all words of 6, 7 and 8 bases along the ranked genes.",
    )
    .requiredOption('--de <FILE>', 'result table of DESeq2, edgeR, limma or the like; columns are detected')
    .option('--utrs <FILE>', "3' UTRs to search for sites: FASTA, or TargetScan's UTR_Sequences.txt (.gz)")
    .option('--sites <FILE>', 'or a table of sites of many miRNAs (no words are scanned then)')
    .option(
      '--mirnas <FILE>',
      'miRNAs whose families are tried: FASTA, or a table (default: the conserved ones of the species of --mirna, else human)',
    )
    .option('--mirna <NAME,...>', 'the miRNA that was perturbed, or several: says whether it is found')
    .option('--effect <overexpression|inhibition>', 'what was done to it (default: overexpression)')
    .option('--top <N>', 'families and words to print (default: 10)')
    .option('--out <DIR>', 'folder for families.tsv, words.tsv, landscape.tsv and verdict.json')
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
    .action(async (flags: SeedsFlags) => {
      const { seeds } = await import('./actions/seeds.ts');
      await seeds(flags);
    });
}
