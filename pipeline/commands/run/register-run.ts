import type { Command } from 'commander';
import { addLongHelp } from '../../study/options/short-help.ts';
import type { StudyOptions } from '../inputs/open-study.ts';
import { addPlanOptions, addStudyOptions } from '../inputs/study-options.ts';

export function registerRun(program: Command): void {
  const command = program
    .command('run')
    .summary('bring the results of a study up to date')
    .description(
      'Runs the stages of a study whose inputs or parameters have changed, and leaves a results folder with report.html. ' +
        'Stop it whenever you like: run it again and it goes on from the last finished stage.',
    );
  addPlanOptions(command).option('--json', 'print one JSON event a line');
  addStudyOptions(command, 'run');
  addLongHelp(
    command,
    `
The results folder holds
  report.html                                            everything on one page
  ranking/CONTRAST/candidates.tsv                        genes that move and have a site, in order, each with its reason
  ranking/CONTRAST/moved_without_site.tsv, site_without_change.tsv, ranking.tsv, site_shifts.tsv
  tables/differential/CONTRAST.deseq2.results.tsv        baseMean log2FoldChange lfcSE stat pvalue padj
  tables/differential/CONTRAST.edger-ql.results.tsv      (engine: edger-ql) logFC logCPM F PValue FDR
  tables/differential/CONTRAST.limma-voom.results.tsv    (engine: limma-voom) logFC AveExpr t P.Value adj.P.Val B
  tables/processed_abundance/, tables/quality/           size factors, normalized counts; how samples compare
  tables/targets/sites.tsv, site_counts.tsv              sites of the microRNA in every 3' UTR, with scores
  tables/targets/duplexes.tsv, site_duplexes.tsv         best duplex of each 3' UTR, and of each site, drawn
  figures/                                               each figure as SVG, with its data
  pipeline_info/                                         settings, versions, digests, trace; reproduce.sh makes it again
  ro-crate-metadata.json                                 the same for machines, as a Workflow Run RO-Crate
  work/                                                  finished stages, from which a run goes on; may be deleted`,
  ).addHelpText(
    'after',
    `
Examples:
  seedrank run study.yml
  seedrank run study.yml --alpha 0.05 --out results-strict`,
  );
  addLongHelp(
    command,
    `  seedrank run study.yml --until differential --threads 2
  seedrank run --counts counts.tsv.gz --samples samples.csv --design '~ batch + condition' \\
    --contrast condition,mir9,control --mirna hsa-miR-9-5p --utrs utrs.fa.gz --out results
  seedrank run --counts salmon.merged.gene_counts.tsv --lengths salmon.merged.gene_lengths.tsv \\
    --samples samplesheet.csv --contrasts contrasts.csv --mirna hsa-miR-9-5p \\
    --genome genome.fa.gz --annotation genes.gtf.gz`,
  ).action(async (file: string | undefined, options: StudyOptions) => {
    const { run } = await import('./run-study.ts');
    process.exitCode = await run(file, options);
  });
}
