import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerUtrs(program: Command): void {
  const command = program
    .command('utrs')
    .summary("cut 3' UTRs out of a genome by its annotation")
    .description(
      "Makes the 3' UTRs that studies and other commands search, from the genome and the gene annotation of Ensembl, GENCODE, " +
        'RefSeq or UCSC, and says what they are: how many genes, chosen by what, how long, and whether they look right. ' +
        'docs/three-prime-utrs.md names the files of five species.',
    );
  addOptions(command, 'utrs')
    .addHelpText(
      'after',
      `
Examples:
  seedrank utrs --genome genome.fa.gz --annotation genes.gtf.gz --out utrs.fa.gz
  seedrank utrs --genome genome.fa.gz --annotation genes.gff3.gz --transcripts canonical --out utrs.fa.gz --orfs orfs.fa.gz`,
    )
    .action(async (flags: GivenFlags<'utrs'>) => {
      const { utrs } = await import('./run-utrs.ts');
      await utrs(flags);
    });
}
