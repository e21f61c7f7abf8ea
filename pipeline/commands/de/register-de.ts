import type { Command } from 'commander';
import { addStudyFlags } from '../../study/flags.ts';
import { readingKeyNames } from '../../study/keys.ts';
import { tablePath } from '../outputs/table-path.ts';
import type { DeFlags } from './de-options.ts';

export function registerDe(program: Command): void {
  const command = program
    .command('de')
    .summary('test one table of counts for differential expression')
    .description(
      "Differential expression by DESeq2's model, with the defaults and the numbers of R's DESeq() and results().",
    )
    .requiredOption(
      '--counts <PATH>',
      'table of counts (genes x samples), or what a quantifier wrote: a file or folder',
    )
    .requiredOption('--samples <FILE>', 'sample sheet: one row a sample, one column a variable')
    .requiredOption('--design <FORMULA>', "R formula, for example '~ batch + condition'")
    .requiredOption(
      '--out <FILE>',
      'where the result table is written (.tsv, .tsv.gz); - is standard output',
      tablePath,
    );
  addStudyFlags(command, readingKeyNames)
    .option('--reference <VAR=LEVEL,...>', 'reference level of factors (default: first in sorting order)')
    .option('--factor <VAR,...>', 'variables whose numbers are labels')
    .option('--contrast <VAR,TARGET,REFERENCE>', 'compare two levels')
    .option('--coef <NAME>', 'test one coefficient (default: the last)')
    .option('--coef-list <A,B[:C,D]>', 'test the sum of coefficients, less the sum of those after the colon')
    .option('--list-weights <W,W>', 'what a coefficient before and after the colon counts (default: 1,-1)')
    .option('--weights <W,...>', 'test a weighted sum of all coefficients')
    .option('--test <TEST>', 'wald or lrt (default: wald)')
    .option('--reduced <FORMULA>', 'design of the null hypothesis of the likelihood ratio test')
    .option('--use-t', "test by Student's t with samples - coefficients degrees of freedom")
    .option('--fit-type <TYPE>', 'dispersion trend: parametric, local or mean (default: parametric)')
    .option('--size-factors <TYPE|FILE>', 'ratio, poscounts, iterate, or a table with columns sample and sizeFactor')
    .option('--control-genes <FILE>', 'ids of the genes that size factors rest on, one a line')
    .option('--normalization-factors <FILE>', 'table of factors (genes x samples) used in place of size factors')
    .option('--min-replicates <N|off>', 'replace outliers in groups of this many samples (default: 7)')
    .option('--cooks <on|off|CUTOFF>', "take p-values from genes with outliers by Cook's distance (default: on)")
    .option('--lfc-threshold <X>', 'log2 fold change that the alternative is about (default: 0)')
    .option('--alternative <NAME>', 'greaterAbs, lessAbs, greater or less (default: greaterAbs)')
    .option('--alpha <X>', 'significance level that filtering is optimized for (default: 0.1)')
    .option('--independent-filtering <on|off>', 'leave out genes with low means (default: on)')
    .option('--filter <FILE>', 'table of gene ids and a number each, to filter by in place of the mean')
    .option('--p-adjust <METHOD>', 'BH, BY, holm, bonferroni or none (default: BH)')
    .option('--shrink <TYPE>', 'shrink fold changes: none, apeglm or normal (default: none)')
    .option('--rows <FILE>', 'write all intermediate values of each gene')
    .option('--size-factors-out <FILE>', 'write size factors')
    .option('--normalized-out <FILE>', 'write normalized counts')
    .option('--vst-out <FILE>', 'write variance-stabilized counts, blind to the design')
    .option('--rlog-out <FILE>', 'write regularized log counts, blind to the design')
    .option('--threads <N>', 'threads to compute with (default: all cores); the numbers do not depend on it')
    .addHelpText(
      'after',
      `
Examples:
  seedrank de --counts counts.tsv.gz --samples samples.csv --design '~ batch + condition' \\
    --reference condition=control --contrast condition,mir9,control --shrink apeglm --out results.tsv
  seedrank de --counts counts.tsv --samples samples.tsv --design '~ genotype * treatment' \\
    --reference genotype=wt,treatment=mock --coef genotypeko.treatmentmir9 --out results.tsv
  seedrank de --counts counts.tsv --samples samples.tsv --design '~ time' --factor time \\
    --test lrt --reduced '~ 1' --out results.tsv
  seedrank de --counts salmon/ --transcript-genes tx2gene.tsv --samples samples.csv --design '~ condition' --out results.tsv`,
    )
    .action(async (flags: DeFlags) => {
      const { de } = await import('./run-de.ts');
      await de(flags);
    });
}
