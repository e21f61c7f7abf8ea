import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SmallStudy } from '../pipeline/small-study.ts';

export const samplesFolder: string = fileURLToPath(new URL('../../data-samples', import.meta.url));
export const demoFiles: readonly string[] = [
  ...['study.yml', 'counts.tsv.gz', 'samples.csv', 'mirnas.fa', 'utrs.fa.gz', 'sets.gmt', 'clinical.tsv'],
  ...['patients.tsv.gz', 'tissues.tsv.gz', 'tissue_samples.tsv'],
];

/** The demo: cohorts and gene sets, in a folder that may be written to. */
export function demoStudy(): SmallStudy {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-demo-'));
  for (const file of demoFiles) cpSync(join(samplesFolder, file), join(folder, file));
  return { folder, study: join(folder, 'study.yml'), results: join(folder, 'results') };
}
