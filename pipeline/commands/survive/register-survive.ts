import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerSurvive(program: Command): void {
  const command = program
    .command('survive')
    .summary('relate genes to the survival of patients')
    .description(
      "Cox regression for one standard deviation of each gene, alone and adjusted, with R survival's numbers; with --cut also " +
        'curves by group. A cut that was searched has its p-value corrected for the search.',
    );
  addOptions(command, 'survive')
    .addHelpText(
      'after',
      `
Examples:
  seedrank survive --expression data_mrna_seq_v2_rsem.txt --clinical data_clinical_patient.txt \\
    --time OS_MONTHS --event OS_STATUS --genes LIFR,YAP1 --out survival
  seedrank survive --expression cohort.tsv --time os_months --event os_event --covariates age,grade \\
    --cut median --from ranking/candidates.tsv --out survival`,
    )
    .action(async (flags: GivenFlags<'survive'>) => {
      const { survive } = await import('./run-survive.ts');
      await survive(flags);
    });
}
