import { existsSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { adoptResults } from '../../../src/analyses/adopt-results.ts';
import { Fault } from '../../../src/fault.ts';
import type { SamplesRead } from '../../../src/formats/counts/dialects/reading.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import type { GivenMirnas } from '../../../src/mirna/families/resolve-mirna.ts';
import { withDrafts } from '../../files/draft-file.ts';
import { makeOutputFolder } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import { loadStudy } from '../../study/load.ts';
import { mentions } from '../../study/mentions.ts';
import { type Flags, readOptions, readStudyFlags } from '../../study/options/read-options.ts';
import { guessDesignOf, isDesigned, readCountTables } from '../../study/read-count-tables.ts';
import type { Study } from '../../study/study.ts';
import { askWhether, canAsk } from '../../ui/ask.ts';
import { print } from '../../ui/console.ts';
import { readGivenMirnas } from '../inputs/choose-mirnas.ts';
import { inputsOf } from '../inputs/inputs-of.ts';
import { describeInputs } from '../plan/describe-inputs.ts';
import { describeMirnas } from '../plan/describe-mirnas.ts';
import { askDesign, askFiles, askTargets } from './ask-study.ts';
import { describeGroups } from './describe-groups.ts';
import { studyText } from './study-text.ts';

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
  const tables = started.differential === undefined ? await readCountTables(started) : undefined;
  // A plain table is told by its content again.
  const open =
    tables === undefined
      ? started
      : { ...tables.flags, ...(tables.dialect !== 'matrix' && { format: tables.dialect }) };
  const { study: chosen, remarks: reasons } = await chooseDesign(open, tables?.sheet, isAsked);
  const given = isAsked ? await askTargets(chosen, await mirnasGiven(chosen)) : chosen;
  const { study } = await loadStudy(undefined, given, process.cwd());
  const { lines, notes } = await checkStudy(study);
  const counted = tables && `${tables.genes} genes in ${tables.sheet.sampleIds.length} samples`;
  const remarks = [...(counted === undefined ? [] : [counted]), ...(tables?.remarks ?? []), ...reasons, ...notes];
  for (const remark of remarks) print(remark);
  for (const line of lines) print(line);
  const groups = tables === undefined ? undefined : groupsOf(study, tables.sheet);
  if (groups !== undefined) print(`\n${groups}\n`);
  if (isAsked && !(await askWhether(`Write ${relative('.', target)}?`))) return print('nothing is written');
  const text = studyText(
    given,
    remarks.filter((remark) => /^(guessed|warning): /.test(remark)),
    dirname(target),
  );
  makeOutputFolder(dirname(target));
  const inputs = inputsOf('init', { ...options, counts: given.counts, samples: given.samples });
  await withDrafts({ outputs: [target], inputs }, ([file]) => file!.write(text));
  print(`wrote ${target}`);
}

/** Design and contrasts: as given, as answered, or as names suggest, with the reasons. */
async function chooseDesign(
  flags: Flags,
  sheet: SamplesRead | undefined,
  isAsked: boolean,
): Promise<{ readonly study: Flags; readonly remarks: readonly string[] }> {
  if (sheet === undefined || isDesigned(flags)) return { study: flags, remarks: [] };
  if (isAsked && flags.design === undefined && flags.contrasts === undefined)
    return { study: await askDesign(flags, sheet), remarks: [] };
  const { design, contrasts, reasons } = guessDesignOf(flags, sheet);
  return {
    study: { ...flags, design: flags.design ?? design, contrasts: flags.contrasts ?? contrasts },
    remarks: reasons.map((reason) => `guessed: ${reason}`),
  };
}

/** Looks at all that a run would refuse, and says what it found. */
async function checkStudy(
  study: Study,
): Promise<{ readonly lines: readonly string[]; readonly notes: readonly string[] }> {
  const mirnas = await describeMirnas(study);
  const lines = (mirnas?.notes ?? []).map(({ level, text }) => (level === 'warning' ? `warning: ${text}` : text));
  if (study.table !== undefined) {
    const { results, notes } = adoptResults(await readResultTable(openInput(study.table)));
    return {
      lines,
      notes: [`${results.geneIds.length} genes in ${basename(study.table)}`, ...notes.map((note) => `found: ${note}`)],
    };
  }
  const { utrs } = (await describeInputs(study)) ?? {};
  const ofUtrs = utrs === undefined ? [] : [`3' UTRs: ${utrs.notes.join('; ')}`];
  return { lines: [...lines, ...ofUtrs], notes: (utrs?.warnings ?? []).map((text) => `warning: ${text}`) };
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

async function mirnasGiven({ mirnas }: Flags): Promise<GivenMirnas | undefined> {
  return typeof mirnas === 'string' ? readGivenMirnas(mirnas, basename(mirnas)) : undefined;
}

function studyExists(target: string): Fault {
  return new Fault({
    code: 'STUDY_EXISTS',
    message: 'there is a study file already',
    file: target,
    hint: 'name another file with --out, or replace this one with --overwrite',
  });
}
