import type { Command } from 'commander';
import type { DuplexFlags } from './actions/duplex.ts';
import { tablePath } from './table-path.ts';

export function registerDuplex(program: Command): void {
  program
    .command('duplex')
    .summary('hybridize miRNAs with target sequences')
    .description(
      'Minimum free energy hybridizations of miRNAs and targets, with the energies, p-values, positions and structures of ' +
        'RNAhybrid 2.1.2. The nth best hit of a pair is its nth row.',
    )
    .requiredOption('--utrs <FILE>', 'target sequences (FASTA, .gz)')
    .option('--mirnas <FILE>', 'miRNAs: FASTA, or a miRNA table of TargetScan; names are looked up there first')
    .option('--mirna <NAME,...>', 'only these, by name, accession or sequence (default: all of --mirnas)')
    .option('--set <NAME>', 'target set of the p-values: 3utr_human, 3utr_fly or 3utr_worm')
    .option('--evd <XI,THETA>', 'location and scale of the extreme value distribution, in place of --set')
    .option('--calibrate', 'fit that distribution to random human targets instead, under the rules of this search')
    .option('--helix <FROM,TO>', 'these positions of the miRNA must form one helix, for example 2,7; G:U allowed')
    .option('--hits <N>', 'most hits of a pair (default: 1)')
    .option('--max-energy <X>', 'report hits of at most this energy (kcal/mol)')
    .option('--max-p <X>', 'report hits of at most this p-value')
    .option('--max-internal-loop <U>', 'most unpaired bases on one side of an internal loop (default: 15)')
    .option('--max-bulge <V>', 'most unpaired bases in a bulge (default: 15)')
    .option('--compat <rnahybrid>', 'also lose the letters of long FASTA lines that RNAhybrid loses')
    .requiredOption('--out <FILE>', 'table of hits; - is standard output', tablePath)
    .option('--draw', 'draw each hit as text, in FILE.drawings.txt')
    .option('--threads <N>', 'threads (default: all cores); the result does not depend on it')
    .addHelpText(
      'after',
      `
Examples:
  seedrank duplex --utrs utrs.fa.gz --mirna hsa-miR-9-5p --set 3utr_human --max-energy -20 --out duplex.tsv
  seedrank duplex --utrs utrs.fa --mirnas mirnas.fa --set 3utr_human --helix 2,7 --hits 3 --max-p 0.1 --out duplex.tsv --draw`,
    )
    .action(async (flags: DuplexFlags) => {
      const { duplex } = await import('./actions/duplex.ts');
      await duplex(flags);
    });
}
