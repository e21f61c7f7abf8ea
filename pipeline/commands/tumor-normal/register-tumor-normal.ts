import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerTumorNormal(program: Command): void {
  const command = program
    .command('tumor-normal')
    .summary('compare genes between tumors and normal tissue')
    .description(
      "Log2 differences with intervals, limma's moderated, Wilcoxon's, Welch's and paired tests; several cohorts are pooled by " +
        'random effects, with Knapp and Hartung beside them.',
    );
  addOptions(command, 'tumor-normal')
    .addHelpText(
      'after',
      `
Examples:
  seedrank tumor-normal --expression HiSeqV2.gz --genes LIFR,YAP1 --out tumor_normal
  seedrank tumor-normal --expression brca.tsv.gz --expression stad.tsv.gz --from ranking/candidates.tsv --out tumor_normal
  seedrank tumor-normal --expression series_matrix.txt.gz --clinical series_matrix.txt.gz --groups tissue --out tumor_normal`,
    )
    .action(async (flags: GivenFlags<'tumor-normal'>) => {
      const { tumorNormal } = await import('./run-tumor-normal.ts');
      await tumorNormal(flags);
    });
}
