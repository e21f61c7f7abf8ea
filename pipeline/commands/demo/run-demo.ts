import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { copyFilesAtomic } from '../../engine/files.ts';
import { systemFault } from '../../engine/system-fault.ts';
import { print } from '../../ui/console.ts';
import { run } from '../run/run-study.ts';
import { compareWithTruth } from './compare-with-truth.ts';

const files = [
  'README.md',
  'study.yml',
  'counts.tsv.gz',
  'samples.csv',
  'utrs.fa.gz',
  'mirnas.fa',
  'sets.gmt',
  'tissues.tsv.gz',
  'tissue_samples.tsv',
  'patients.tsv.gz',
  'clinical.tsv',
  'truth.tsv',
  'patients_truth.tsv',
];

/** Runs the demo study in a folder, which gets those of its files that it lacks, and returns the exit code. */
export async function demo(folder: string): Promise<number> {
  const samples = join(dirname(createRequire(import.meta.url).resolve('seedrank/package.json')), 'data-samples');
  const lacking = files.filter((file) => !existsSync(join(folder, file)));
  try {
    copyFilesAtomic(lacking.map((file) => ({ from: join(samples, file), to: join(folder, file) })));
  } catch (error) {
    throw systemFault(error, folder) ?? error;
  }
  const study = join(folder, 'study.yml');
  const exitCode = await run(study, {});
  if (exitCode !== 0) return exitCode;
  print(await compareWithTruth(folder));
  print(`
Open ${relative('.', join(folder, 'results', 'report.html'))} in a browser. The study is ${study}: change it, and run it again with
  seedrank run ${study}`);
  return 0;
}
