import type { Command } from 'commander';
import { addOptions } from '../../study/options/add-options.ts';
import { addLongHelp } from '../../study/options/short-help.ts';
import type { BatchOptions, BatchRunOptions, BatchStatusOptions } from './batch-options.ts';

export function registerBatch(program: Command): void {
  const batch = program
    .command('batch')
    .summary('run many studies, and compare them on one page')
    .description(
      'Runs the studies of a folder (its *.yml files, and study.yml of the folders in it), or of a table with a study a row, ' +
        'whose columns are keys of a study (or its flags) and complete a template. Only what is not done is run; work that studies share is ' +
        'done once; a study that fails stops no other.',
    )
    // So that status and cancel have options of the same names.
    .enablePositionalOptions();
  addOptions(addBatchInput(batch), 'batch')
    .option('--no-wait', 'leave when the studies are in the queue of SLURM')
    .option('--json', 'print one JSON event a line');
  addLongHelp(
    batch,
    `
The results folder holds
  batch.html                           all studies on one page
  batch/summary.tsv                    a row a contrast: state, genes tested, up, down, candidates, most enriched seed
  batch/recurring_candidates.tsv       genes that are candidates in several studies
  STUDY/                               the results of each study that names no folder itself, as 'seedrank run' leaves them
  work/                                finished stages of all studies, from which a run goes on; may be deleted
`,
  );
  batch.addHelpText(
    'after',
    `
Examples:
  seedrank batch studies/
  seedrank batch batch.csv --template study.yml --jobs 4
  seedrank batch batch.csv --executor slurm --slurm-partition short --slurm-time 30 --width 20
  seedrank batch status batch.csv`,
  );
  addLongHelp(
    batch,
    `with batch.csv:
  name,counts,samples,mirna,contrasts
  first,a.tsv.gz,a.csv,hsa-miR-9-5p,"condition,mir9,control"
  second,b.tsv.gz,b.csv,hsa-miR-1-3p,"condition,mir1,control; condition,mir1,mock"`,
  ).action(async (path: string, options: BatchRunOptions) => {
    const { runBatch } = await import('./run-batch.ts');
    process.exitCode = await runBatch(path, options);
  });
  addBatchInput(batch.command('status'))
    .summary('say which studies are done, stale, failed or in the queue')
    .description(
      'Says of each study whether its results belong to its present inputs and parameters, why it failed, or where it is\n' +
        'in the queue of SLURM. Exits with 1 if any failed.',
    )
    .option('--check', 'exit with 3 unless every study is done')
    .option('--json', 'print the status as JSON')
    .action(async (path: string, options: BatchStatusOptions) => {
      const { batchStatus } = await import('./run-batch-status.ts');
      process.exitCode = await batchStatus(path, options);
    });
  addBatchInput(batch.command('cancel'))
    .summary('take the studies out of the queue of SLURM')
    .description('Cancels the tasks of this batch that wait or run in SLURM. Finished stages are kept.')
    .action(async (path: string, options: BatchOptions) => {
      const { batchCancel } = await import('./run-batch-cancel.ts');
      process.exitCode = await batchCancel(path, options);
    });
  batch
    .command('task', { hidden: true })
    .description('Runs the studies of one SLURM task.')
    .argument('<manifest>')
    .argument('<index>')
    .action(async (manifest: string, index: string) => {
      const { batchTask } = await import('./run-batch-task.ts');
      process.exitCode = await batchTask(manifest, Number(index));
    });
}

function addBatchInput(command: Command): Command {
  return command
    .argument('<studies>', 'folder of study files, or CSV or TSV with a study a row')
    .option('--template <FILE>', 'study file that each row of the table completes')
    .option('--out <DIR>', 'results folder (default: results, in the folder of the studies or beside the table)');
}
