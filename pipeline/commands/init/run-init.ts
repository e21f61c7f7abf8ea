import { existsSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import type { SamplesRead } from '../../../src/formats/counts/dialects/reading.ts';
import { draftStudy } from '../../draft/draft-study.ts';
import { withDrafts } from '../../files/draft-file.ts';
import { makeOutputFolder } from '../../files/draft-tables.ts';
import { mentions } from '../../study/mentions.ts';
import { type Flags, readOptions, readStudyFlags } from '../../study/options/read-options.ts';
import type { Study } from '../../study/study.ts';
import { askWhether, canAsk } from '../../ui/ask.ts';
import { print } from '../../ui/console.ts';
import { inputsOf } from '../inputs/inputs-of.ts';
import { askDesign, askFiles, askTargets } from './ask-study.ts';
import { describeGroups } from './describe-groups.ts';

export interface InitOptions {
  readonly overwrite?: boolean;
  /** False: as where nobody is at a terminal. */
  readonly ask?: boolean;
  readonly [flag: string]: unknown;
}

/**
 * Writes a study file for a count table and a sample sheet that fit together, or for a finished result table. What is open is
 * asked on a terminal. Nothing is written before all that a run would refuse has been looked at.
 */
export async function init(
  firstArgument: string | undefined,
  secondArgument: string | undefined,
  options: InitOptions,
): Promise<void> {
  const target = resolve(readOptions('init', options).out);
  const isAsked = options.ask !== false && canAsk();
  if (existsSync(target) && !options.overwrite) {
    const isReplaced = isAsked && (await askWhether(`There is a ${basename(target)}: replace it?`, false));
    if (!isReplaced) throw studyExists(target);
  }
  const flags = readStudyFlags('init', options);
  const named: Flags =
    flags.differential === undefined
      ? { ...flags, counts: flags.counts ?? firstArgument, samples: flags.samples ?? secondArgument }
      : flags;
  const started = isAsked ? await askFiles(named) : named;
  const questions = isAsked ? { design: askDesign, targets: askTargets } : undefined;
  const draft = await draftStudy(started, { folder: dirname(target), questions });
  const [problem] = draft.problems;
  if (problem !== undefined) throw problem;
  for (const line of [...draft.remarks, ...draft.lines]) print(line);
  const groups = draft.study && draft.tables && groupsOf(draft.study, draft.tables.sheet);
  if (groups !== undefined) print(`\n${groups}\n`);
  if (isAsked && !(await askWhether(`Write ${relative('.', target)}?`))) return print('nothing is written');
  makeOutputFolder(dirname(target));
  const inputs = inputsOf('init', { ...options, counts: started.counts, samples: started.samples });
  await withDrafts({ outputs: [target], inputs }, ([file]) => file!.write(draft.text));
  print(`wrote ${target}`);
}

/** The samples by the levels that the first contrast compares; undefined where it compares none. */
function groupsOf({ contrasts }: Study, sheet: SamplesRead): string | undefined {
  const compared = contrasts.find(({ comparison }) => comparison.kind === 'levels')?.comparison;
  if (compared?.kind !== 'levels') return undefined;
  const { variable, reference } = compared;
  const others = [...sheet.columns.keys()].filter(
    (name) => name !== variable && contrasts.some(({ design }) => mentions(design, name)),
  );
  return describeGroups(sheet.sampleIds, sheet.columns, { variable, reference, others });
}

function studyExists(target: string): Fault {
  return new Fault({
    code: 'STUDY_EXISTS',
    message: 'there is a study file already',
    file: target,
    hint: 'name another file with --out, or replace this one with --overwrite',
  });
}
