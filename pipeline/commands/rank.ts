import type { Command } from 'commander';
import type { RankFlags } from './actions/rank.ts';

export function registerRank(program: Command): void {
  program
    .command('rank')
    .summary('rank direct targets from a table of differential expression')
    .description(
      'From a result table of DESeq2, edgeR, limma or the like and sites to a ranked, explained list of direct targets: for ' +
        'each gene the posterior probability of being one, and candidates at a chosen false discovery rate.',
    )
    .requiredOption(
      '--de <FILE>',
      'result table; columns are detected. Repeat it for several contrasts of one miRNA',
      collect,
    )
    .requiredOption('--mirna <NAME,...>', 'the miRNA by name, accession or sequence; several of a cluster by commas')
    .option('--utrs <FILE>', "3' UTRs to search for sites: FASTA, or TargetScan's UTR_Sequences.txt (.gz)")
    .option(
      '--sites <FILE>',
      "or a table of sites: of 'seedrank sites', or a TargetScan download; repeat it for conserved and other sites",
      collect,
    )
    .option(
      '--mirnas <FILE>',
      'FASTA of miRNAs to look names up in first (built in: human, mouse, rat, zebrafish, fly, worm)',
    )
    .option(
      '--effect <overexpression|inhibition>',
      'what was done to the miRNA (default: overexpression); once for all tables, or once for each',
      collect,
    )
    .option('--fdr <X>', 'false discovery rate of the candidates (default: 0.1)')
    .option('--alpha <X>', 'adjusted p-value below which a gene counts as changed in explanations (default: 0.1)')
    .option(
      '--ranker <NAME>',
      'what orders the genes: posterior (default); soft, rra, rank-sum, signed-p, fold-change, filter, sites to compare',
    )
    .requiredOption('--out <DIR>', 'folder for ranking.tsv, candidates.tsv and site_shifts.tsv')
    .addHelpText(
      'after',
      `
Examples:
  seedrank rank --de results.tsv --utrs utrs.fa.gz --mirna hsa-miR-9-5p --out ranking
  seedrank rank --de edger.tsv.gz --sites Summary_Counts.txt.gz --mirna miR-124-3p --out ranking
  seedrank rank --de mimic.tsv --de inhibitor.tsv --effect overexpression --effect inhibition \\
    --sites sites.tsv --mirna hsa-miR-21-5p --fdr 0.05 --out ranking`,
    )
    .action(async (flags: RankFlags) => {
      const { rank } = await import('./actions/rank.ts');
      await rank(flags);
    });
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
