import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';

export function registerVerdict(program: Command): void {
  const command = program
    .command('verdict')
    .summary('judge every candidate by cohorts of patients')
    .description(
      'Looks the candidates of a ranking up in cohorts (tumor against normal tissue, survival), pools the cohorts, and judges each ' +
        'candidate: supported, contradicted, inconclusive with the effect that would have been found, or not testable; random genes ' +
        'of like expression stand beside them.',
    );
  addOptions(command, 'verdict')
    .addHelpText(
      'after',
      `
The file of --cohorts has them as a study does:
  cohorts:
    - name: METABRIC
      expression: metabric.tsv.gz
      clinical: clinical.tsv
      endpoints: { OS: { time: OS_MONTHS, event: OS_STATUS } }
      covariates: [age, grade]
    - { name: TCGA-BRCA, expression: HiSeqV2.gz, groups: barcode }

Example:
  seedrank verdict --from ranking/ranking.tsv --cohorts cohorts.yml --out verdict`,
    )
    .action(async (flags: GivenFlags<'verdict'>) => {
      const { verdict } = await import('./run-verdict.ts');
      await verdict(flags);
    });
}
