import { basename } from 'node:path';
import { adoptResults } from '../../src/analyses/adopt-results.ts';
import { Fault } from '../../src/fault.ts';
import type { SamplesRead } from '../../src/formats/counts/dialects/reading.ts';
import { readResultTable } from '../../src/formats/delimited/result-table.ts';
import type { GivenMirnas } from '../../src/mirna/families/resolve-mirna.ts';
import { openInput } from '../files/open-input.ts';
import { loadStudy } from '../study/load.ts';
import type { Flags } from '../study/options/read-options.ts';
import { readGivenMirnas } from '../study/read-given-mirnas.ts';
import type { GivenCohort } from '../study/schema/cohort-schema.ts';
import type { Study } from '../study/study.ts';
import { chooseDesign } from './choose-design.ts';
import { type ContrastDesign, describeContrasts, describeGenes } from './describe-inputs.ts';
import { describeMirnas } from './describe-mirnas.ts';
import { type CohortDraft, draftCohort } from './draft-cohort.ts';
import { type CountTables, readCountTables } from './read-count-tables.ts';
import { makeAnew, type Remember } from './remember.ts';
import { studyText } from './study-text.ts';

/** What is asked of the user, where nobody has given it; without questions it is guessed or left open. */
export interface DraftQuestions {
  design(flags: Flags, sheet: SamplesRead): Promise<Flags>;
  targets(flags: Flags, given: GivenMirnas | undefined): Promise<Flags>;
}

/** A study file for tables that fit together, and what was seen in them. */
export interface StudyDraft {
  readonly text: string;
  /** The settings that were given, answered or guessed. */
  readonly values: Flags;
  /** Undefined for a study that starts from a finished table. */
  readonly tables: CountTables | undefined;
  /** Undefined where the settings make no study yet. */
  readonly study: Study | undefined;
  /** The count tables in numbers, then `found: ...`, `guessed: ...` and `warning: ...`. */
  readonly remarks: readonly string[];
  /** What is known of miRNAs and 3' UTRs. */
  readonly lines: readonly string[];
  /** What each contrast compares, with samples by group, factors and numbers, and reference levels. */
  readonly designs: readonly ContrastDesign[];
  /** Genes of the count table with a 3' UTR. */
  readonly linked: number | undefined;
  readonly cohorts: readonly CohortDraft[];
  /** What a run would refuse; all else is understood without it. */
  readonly problems: readonly Fault[];
}

export interface DraftOptions {
  /** The folder of the study file, to which its paths are relative. */
  readonly folder: string;
  readonly questions?: DraftQuestions | undefined;
  readonly remember?: Remember;
}

/**
 * Drafts a study of a count table and a sample sheet, or of a finished result table: asks or guesses what is not given, looks at
 * all that a run would refuse, and writes down what is known. Tables that cannot be read are a Fault. Paths in `given` are
 * relative to the current folder.
 */
export async function draftStudy(
  given: Flags,
  { folder, questions, remember = makeAnew }: DraftOptions,
): Promise<StudyDraft> {
  const tables =
    given.differential === undefined
      ? await remember('tables', tablesKey(given), () => readCountTables(given))
      : undefined;
  const remarks = [...(tables?.remarks ?? [])];
  const lines: string[] = [];
  const designs: ContrastDesign[] = [];
  const problems: Fault[] = [];
  let values: Flags = { ...given, ...tables?.added };
  let study: Study | undefined;
  let linked: number | undefined;
  const cohorts: CohortDraft[] = [];
  for (const cohort of (given.cohorts ?? []) as readonly GivenCohort[])
    cohorts.push(await draftCohort(cohort, remember));
  if (cohorts.length > 0) values = { ...values, cohorts: cohorts.map((one) => one.given) };
  await attempt(async () => {
    if (tables !== undefined) {
      const design = await chooseDesign(values, tables.sheet, questions?.design);
      values = design.values;
      remarks.push(...design.reasons.map((reason) => `guessed: ${reason}`));
    }
    values = (await questions?.targets(values, await mirnasGiven(values))) ?? values;
    study = (await loadStudy(undefined, values, '.')).study;
  });
  if (study !== undefined) await describe(study);
  for (const cohort of cohorts) {
    remarks.push(...cohort.remarks);
    if (cohort.problem !== undefined) problems.push(cohort.problem);
  }
  const kept = remarks.filter((remark) => /^(guessed|warning): /.test(remark));
  return {
    text: studyText(values, kept, folder),
    values,
    tables,
    study,
    remarks,
    lines,
    designs,
    linked,
    cohorts,
    problems,
  };

  /** Tells what is in the files; what one of them is refused for does not keep the others from being understood. */
  async function describe(study: Study): Promise<void> {
    await attempt(async () => {
      const notes = (await describeMirnas(study))?.notes ?? [];
      lines.push(...notes.map(({ level, text }) => (level === 'warning' ? `warning: ${text}` : text)));
    });
    await attempt(async () => {
      if (study.table === undefined) return;
      const { results, notes } = adoptResults(await readResultTable(openInput(study.table)));
      remarks.push(`${results.geneIds.length} genes in ${basename(study.table)}`);
      remarks.push(...notes.map((note) => `found: ${note}`));
    });
    if (tables === undefined) return;
    await attempt(async () => {
      designs.push(...describeContrasts(study, tables.sheet).designs);
    });
    await attempt(async () => {
      const { utrs, genome, annotation, utrSpecies, transcript, geneNames } = study;
      const key = [tablesKey(values), utrs, genome, annotation, utrSpecies, transcript, geneNames];
      const genes = await remember('genes', key, () => describeGenes(study, tables.table));
      if (genes.utrs === undefined) return;
      linked = genes.utrs.linked;
      lines.push(`3' UTRs: ${genes.utrs.notes.join('; ')}`);
      remarks.push(...genes.utrs.warnings.map((text) => `warning: ${text}`));
    });
  }

  async function attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      problems.push(error);
    }
  }
}

/** The settings that say what tables hold, of which none is chosen in a form. */
function tablesKey(flags: Flags): unknown {
  const { mirna: _, design: _d, contrasts: _c, effect: _e, fdr: _f, name: _n, cohorts: _k, ...rest } = flags;
  return rest;
}

async function mirnasGiven({ mirnas }: Flags): Promise<GivenMirnas | undefined> {
  return typeof mirnas === 'string' ? readGivenMirnas(mirnas, basename(mirnas)) : undefined;
}
