import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';
import { addLongHelp } from '../../study/options/short-help.ts';

export function registerDe(program: Command): void {
  const command = program
    .command('de')
    .summary('test one table of counts for differential expression')
    .description(
      'Differential expression with the defaults and the numbers of R: by DESeq2 (DESeq() and results()), edgeR ' +
        '(quasi-likelihood, likelihood ratio, exact test) or limma (voom, trend, voomLmFit). An option that the engine does ' +
        'not know is refused.',
    );
  addOptions(command, 'de').addHelpText(
    'after',
    `
Examples:
  seedrank de --counts counts.tsv.gz --samples samples.csv --design '~ batch + condition' \\
    --reference condition=control --contrast condition,mir9,control --shrink apeglm --out results.tsv`,
  );
  addLongHelp(
    command,
    `  seedrank de --counts counts.tsv --samples samples.tsv --design '~ genotype * treatment' \\
    --reference genotype=wt,treatment=mock --coef genotypeko.treatmentmir9 --out results.tsv
  seedrank de --counts counts.tsv --samples samples.csv --design '~ donor + condition' --engine edger-ql --robust \\
    --contrast condition,mir9,control --out results.tsv
  seedrank de --counts counts.tsv --samples samples.csv --design '~ condition' --engine limma-voom --block donor \\
    --treat 0.263 --out results.tsv --rows rows.tsv
  seedrank de --counts counts.tsv --samples samples.tsv --design '~ time' --factor time \\
    --test lrt --reduced '~ 1' --out results.tsv
  seedrank de --counts salmon/ --transcript-genes tx2gene.tsv --samples samples.csv --design '~ condition' --out results.tsv`,
  ).action(async (flags: GivenFlags<'de'>) => {
    const { de } = await import('./run-de.ts');
    await de(flags);
  });
}
