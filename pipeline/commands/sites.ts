import type { Command } from 'commander';
import type { SiteFlags } from './actions/sites.ts';
import { tablePath } from './table-path.ts';

export function registerSites(program: Command): void {
  program
    .command('sites')
    .summary("find miRNA sites in 3' UTRs")
    .description(
      "Sites of miRNAs in 3' UTRs with TargetScan's types, coordinates and rules; with an alignment their conservation, and " +
        'on request context++ scores.',
    )
    .requiredOption('--utrs <FILE>', "3' UTRs: FASTA, or aligned over species as TargetScan's UTR_Sequences.txt (.gz)")
    .option('--mirna <NAME,...>', 'miRNAs by name, accession or sequence')
    .option('--all-families', 'all families of --mirnas, else all conserved human families')
    .option(
      '--mirnas <FILE>',
      'miRNAs: FASTA, or a miRNA table of TargetScan; names are looked up there first (all families: conserved human ones)',
    )
    .option('--families <FILE>', 'families as TargetScan searches them: name, seed, species ids joined by ;')
    .option(
      '--site-types <TYPE,...>',
      "8mer, 7mer-m8, 7mer-A1, 6mer, offset 6mer (default: these), 6mer-A1, 3'-compensatory, centered, bulged",
    )
    .option('--species <ID>', 'taxonomy id of the reference species of an alignment (default: 9606)')
    .option('--all-species', 'report the sites of all species of an alignment')
    .option('--conserved <human|mouse>', 'branch lengths from which a site counts as conserved (default: human)')
    .option('--scores', 'context++ scores')
    .option('--params <DIR>', "folder with TargetScan's TA_SPS_by_seed_region.txt and PCT_parameters")
    .option('--airs <FILE>', 'affected isoform ratios: gene, start, end, percent of transcripts')
    .option('--orfs <FILE>', 'coding sequences: FASTA, or aligned like --utrs')
    .option('--orf-lengths <FILE>', 'lengths of coding sequences: gene, species, length')
    .option('--orf-8mers <FILE>', '8mer sites in coding sequences: gene, species, seed, count')
    .option('--accessibility <DIR>', 'folder with the _lunp files of RNAplfold -L 40 -W 80 -u 20')
    .option('--compat <targetscan70>', 'follow the public TargetScan 7.0 programs also where they slip')
    .requiredOption('--out <FILE>', 'table of sites (.tsv, .tsv.gz); - is standard output', tablePath)
    .option('--genes <FILE>', 'table of counts and scores by gene and miRNA')
    .option('--targetscan-tables <DIR>', "also write the tables of TargetScan 7's programs into this folder")
    .addHelpText(
      'after',
      `
Examples:
  seedrank sites --utrs utrs.fa.gz --mirna hsa-miR-9-5p --out sites.tsv
  seedrank sites --utrs utrs.fa.gz --all-families --scores --out sites.tsv.gz --genes genes.tsv
  seedrank sites --utrs UTR_Sequences.txt --mirnas miR_for_context_scores.txt --families miR_Family_info.txt --all-families \\
    --params TargetScan7 --airs All_cell_lines.AIRs.txt --orfs ORF_Sequences.txt --scores --out sites.tsv`,
    )
    .action(async (flags: SiteFlags) => {
      const { sites } = await import('./actions/sites.ts');
      await sites(flags);
    });
}
