import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { withDrafts } from '../../files/draft-file.ts';
import { makeOutputFolder } from '../../files/draft-tables.ts';
import { draftStudy } from '../../study/draft-study.ts';
import { type Flags, readOptions, readStudyFlags } from '../../study/options/read-options.ts';
import { print } from '../../ui/console.ts';
import { inputsOf } from '../inputs/inputs-of.ts';

export interface InitOptions {
  readonly overwrite?: boolean;
  readonly [flag: string]: unknown;
}

/** Writes a study file for a count table and a sample sheet that fit together. */
export async function init(
  firstArgument: string | undefined,
  secondArgument: string | undefined,
  options: InitOptions,
): Promise<void> {
  const target = resolve(readOptions('init', options).out);
  if (existsSync(target) && !options.overwrite) {
    throw new Fault({
      code: 'STUDY_EXISTS',
      message: 'there is a study file already',
      file: target,
      hint: 'name another file with --out, or replace this one with --overwrite',
    });
  }
  const given = readStudyFlags('init', options);
  const flags: Flags = {
    ...given,
    counts: given.counts ?? firstArgument,
    samples: given.samples ?? secondArgument,
  };
  const { text, genes, samples, remarks } = await draftStudy(flags, target);
  makeOutputFolder(dirname(target));
  const inputs = inputsOf('init', { ...options, counts: flags.counts, samples: flags.samples });
  await withDrafts({ outputs: [target], inputs }, ([file]) => file!.write(text));
  print(`${genes} genes in ${samples.length} samples`);
  for (const remark of remarks) print(remark);
  print(`wrote ${target}`);
}
