import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { matchSamples } from '../../../src/tables/match-samples.ts';
import { readCounts } from '../../../src/tables/read-counts.ts';
import { readSampleSheet } from '../../../src/tables/sample-sheet.ts';
import { writeFileAtomic } from '../../engine/files.ts';
import { type Flags, readFlags } from '../../study/flags.ts';
import { type GuessedDesign, guessDesign } from '../../study/guess-design.ts';
import { flagOf, type KeyDescription, type StudyKey, studyKeys } from '../../study/keys.ts';
import { formatYaml } from '../../study/yaml-source.ts';
import { print } from '../../ui/console.ts';

export interface InitOptions {
  /** The study file to write. */
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly [flag: string]: unknown;
}

/** Writes a study file for a count table and a sample sheet that fit together. */
export async function init(
  counts: string | undefined,
  samples: string | undefined,
  options: InitOptions,
): Promise<void> {
  const target = resolve(options.out ?? 'study.yml');
  if (existsSync(target) && !options.overwrite) {
    throw new Fault({
      code: 'STUDY_EXISTS',
      message: 'there is a study file already',
      file: target,
      hint: 'name another file with --out, or replace this one with --overwrite',
    });
  }
  const { out: _, ...given } = readFlags(options);
  const flags: Flags = { ...given, counts: given.counts ?? counts, samples: given.samples ?? samples };
  const sheet = await readSampleSheet(required('samples', flags));
  const table = matchSamples(await readCounts(required('counts', flags), { sheet }), sheet);
  const guessed = flags.design && flags.contrasts ? undefined : guessDesign(sheet.sampleIds, sheet.columns);
  writeFileAtomic(target, studyText(flags, guessed, dirname(target)));
  print(`${table.geneIds.length} genes in ${sheet.sampleIds.length} samples`);
  for (const reason of guessed?.reasons ?? []) print(`guessed: ${reason}`);
  print(`wrote ${target}`);
}

function required(key: 'counts' | 'samples', flags: Flags): string {
  const path = flags[key];
  if (typeof path === 'string') return path;
  const { description }: KeyDescription = studyKeys[key];
  throw new Fault({
    code: 'INIT_NEEDS_FILE',
    message: `init needs the ${key} file`,
    file: flagOf(key),
    expected: description,
    hint: `write: seedrank init --counts counts.tsv.gz --samples samples.csv`,
  });
}

/** The keys that are known as they are, the others as comments, each with what it means. */
function studyText(flags: Flags, guessed: GuessedDesign | undefined, folder: string): string {
  const values: { [Key in StudyKey]?: unknown } = {
    ...flags,
    design: flags.design ?? guessed?.design,
    contrasts: flags.contrasts ?? guessed?.contrasts,
  };
  const lines = ['# A study for seedrank. Run it with: seedrank run THIS_FILE'];
  for (const reason of guessed?.reasons ?? []) lines.push(`# guessed: ${reason}`);
  for (const [key, { description, placeholder, type }] of Object.entries(studyKeys) as [StudyKey, KeyDescription][]) {
    const value = values[key];
    lines.push('', `# ${description}`);
    if (value === undefined) lines.push(`# ${key}: ${placeholder}`);
    else {
      const shown = type === 'file' ? relative(folder, resolve(String(value))) : value;
      lines.push(formatYaml({ [key]: shown }));
    }
  }
  return `${lines.join('\n')}\n`;
}
