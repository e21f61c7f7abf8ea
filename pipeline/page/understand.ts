import { basename } from 'node:path';
import { Fault, type FaultDetails } from '../../src/fault.ts';
import { loadAllKnownMirnas } from '../../src/mirna/families/known-mirnas.ts';
import type { ContrastDesign } from '../draft/describe-inputs.ts';
import { draftStudy, type StudyDraft } from '../draft/draft-study.ts';
import type { Remember } from '../draft/remember.ts';
import { loadStudy } from '../study/load.ts';
import { locateFault } from '../study/locate-fault.ts';
import type { Flags } from '../study/options/read-options.ts';
import { readGivenMirnas } from '../study/read-given-mirnas.ts';
import type { GivenCohort } from '../study/schema/cohort-schema.ts';

/** A column of a table with its cells, in the order of the rows. */
export type Column = readonly [name: string, cells: readonly string[]];

/** What was seen in the files that were given, for the window. */
export interface Understood {
  /** The study file. */
  readonly text: string;
  /** Undefined for a study that starts from a finished table. */
  readonly counts: { readonly genes: number; readonly samples: readonly string[]; readonly title: string } | undefined;
  /** Of the sample sheet. */
  readonly columns: readonly Column[];
  /** Of each contrast. */
  readonly designs: readonly ContrastDesign[];
  /** Genes of the counts with a 3' UTR; undefined where there are none, or no counts. */
  readonly linked: number | undefined;
  /** `warning: ...`, `guessed: ...`, `found: ...`, and what is known of miRNAs and 3' UTRs. */
  readonly remarks: readonly string[];
  readonly cohorts: readonly UnderstoodCohort[];
  /** What a run would refuse. */
  readonly problems: readonly FaultDetails[];
  /** The settings that were given or guessed. */
  readonly values: { readonly [key: string]: unknown };
  /** Names to choose from: those of a file that was given, then all that are built in. */
  readonly mirnas: readonly string[];
}

export interface UnderstoodCohort {
  readonly given: GivenCohort;
  readonly columns: readonly Column[];
  readonly problem: FaultDetails | undefined;
}

/** Drafts a study file in `folder` from what the form says. */
export async function understandForm(flags: Flags, folder: string, remember: Remember): Promise<Understood> {
  const draft = await draftStudy(flags, { folder, remember });
  return describe(draft, draft.text, draft.problems);
}

/** Reads a study file that somebody has written, and what it names. */
export async function understandStudy(
  file: string,
  text: string,
  folder: string,
  remember: Remember,
): Promise<Understood> {
  const { settings, origins } = await loadStudy(file, {}, folder);
  const draft = await draftStudy(settings, { folder, remember });
  const problems = draft.problems.map((problem) => locateFault(problem, origins));
  return describe(draft, text, problems);
}

async function describe(draft: StudyDraft, text: string, problems: readonly Fault[]): Promise<Understood> {
  const { tables, designs, linked, remarks, lines, cohorts, values } = draft;
  return {
    text,
    counts: tables && {
      genes: tables.table.geneIds.length,
      samples: tables.sheet.sampleIds,
      title: tables.table.notes[0] ?? '',
    },
    columns: tables === undefined ? [] : [...tables.sheet.columns],
    designs,
    linked,
    remarks: [...remarks, ...lines],
    cohorts: cohorts.map(({ given, columns, problem }) => ({
      given,
      columns: [...columns],
      problem: problem?.details,
    })),
    problems: problems.map(({ details }) => details),
    values,
    mirnas: await namesOfMirnas(values.mirnas),
  };
}

/** What cannot be read has been told of before: it offers no names. */
async function namesOfMirnas(file: unknown): Promise<readonly string[]> {
  const builtIn = (await loadAllKnownMirnas()).map(({ name }) => name);
  if (typeof file !== 'string') return builtIn;
  try {
    const { mirnas } = await readGivenMirnas(file, basename(file));
    return [...new Set([...mirnas.map(({ name }) => name), ...builtIn])];
  } catch (error) {
    if (error instanceof Fault) return builtIn;
    throw error;
  }
}
