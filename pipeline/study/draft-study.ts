import { dirname, relative, resolve } from 'node:path';
import { type GuessedDesign, guessDesign, type KnownOfDesign } from '../../src/design/guess-design.ts';
import { makeName } from '../../src/design/make-names.ts';
import { Fault } from '../../src/fault.ts';
import { findCounts } from '../../src/formats/counts/dialects/read-counts.ts';
import { readCountsOfSamples, readSamples } from '../../src/formats/counts/dialects/reading.ts';
import { copiedSamples, describeCopies } from '../../src/normalize/copied-samples.ts';
import { findInputs } from '../files/find-files.ts';
import { openCounts } from '../files/open-counts.ts';
import { openInput } from '../files/open-input.ts';
import { guessCompanion } from './guess-companions.ts';
import { describeOption, placeholderOf } from './options/describe-option.ts';
import { flagOf, mapPaths, optionOf, type StudyKey, studyKeys } from './options/option-table.ts';
import type { Flags } from './options/read-options.ts';
import { readReading } from './read-reading.ts';
import { formatYaml } from './yaml-source.ts';

/** A study file for a count table and a sample sheet that fit together, and what was seen in them. */
export interface StudyDraft {
  readonly text: string;
  readonly genes: number;
  readonly samples: readonly string[];
  /** Variables of the sheet with their cells, in the order of the samples. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly guessed: GuessedDesign | undefined;
  /** `found: ...`, `guessed: ...` and `warning: ...`. */
  readonly remarks: readonly string[];
  /** The settings that were given or guessed. */
  readonly values: { readonly [Key in StudyKey]?: unknown };
}

/** Reads both files, guesses design and contrasts where they are not given, and writes it all down for a file at `target`. */
export async function draftStudy(flags: Flags, target: string): Promise<StudyDraft> {
  const reading = await readReading(flags);
  const sheet = await readSamples(openInput(required('samples', flags)), reading, makeName);
  const counts = required('counts', flags);
  const source = await findCounts(await findInputs(counts), { format: reading.format ?? undefined });
  const isNamed = flags.lengths !== undefined || flags.transcript_genes !== undefined;
  const companion = isNamed ? undefined : await guessCompanion(source);
  const all: Flags = { ...flags, ...(companion && { [companion.key]: companion.file }) };
  const sources = { counts, lengths: fileOf(all.lengths), transcriptGenes: fileOf(all.transcript_genes) };
  const table = await readCountsOfSamples(await openCounts(sources), sheet, reading);
  const isDesigned = flags.contrasts_file !== undefined || (flags.design && flags.contrasts);
  const guessed = isDesigned
    ? undefined
    : guessDesign(sheet.sampleIds, sheet.columns, {
        mirnas: mirnasOf(flags.mirna),
        compared: comparedIn(flags.contrasts),
      });
  const remarks = [
    ...sheet.notes.map((note) => `found: samples: ${note}`),
    ...table.notes.map((note) => `found: counts: ${note}`),
    ...table.warnings.map((warning) => `warning: ${warning}`),
    ...describeCopies(copiedSamples(table.counts, table.sampleIds.length), table.sampleIds).map(
      (text) => `warning: ${text}`,
    ),
    ...(companion ? [`guessed: ${companion.file} is taken for ${flagOf(companion.key)} by its name`] : []),
    ...(guessed?.reasons ?? []).map((reason) => `guessed: ${reason}`),
  ];
  const values = {
    ...all,
    format: table.dialect,
    design: all.design ?? guessed?.design,
    contrasts: all.contrasts ?? guessed?.contrasts,
  };
  const text = studyText(values, remarks, dirname(target));
  const { sampleIds: samples, columns } = sheet;
  return { text, genes: table.geneIds.length, samples, columns, guessed, remarks, values };
}

/** The names among the miRNAs that are given. */
function mirnasOf(value: unknown): string[] {
  return (Array.isArray(value) ? value.map(String) : String(value ?? '').split(',')).map((name) => name.trim());
}

/** What the first contrast that is given compares, where it compares levels. */
function comparedIn(contrasts: unknown): KnownOfDesign['compared'] {
  const [first] = Array.isArray(contrasts) ? (contrasts as Partial<NonNullable<KnownOfDesign['compared']>>[]) : [];
  const { variable, reference } = first ?? {};
  return variable === undefined || reference === undefined ? undefined : { variable, reference };
}

function fileOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

function required(key: 'counts' | 'samples', flags: Flags): string {
  const path = flags[key];
  if (typeof path === 'string') return path;
  throw new Fault({
    code: 'INIT_NEEDS_FILE',
    message: `init needs the ${key} file`,
    file: flagOf(key),
    expected: optionOf(key).help,
    hint: `write: seedrank init --counts counts.tsv.gz --samples samples.csv`,
  });
}

/** The keys that are known as they are, the others as comments, each with what it means. */
function studyText(
  values: { readonly [Key in StudyKey]?: unknown },
  remarks: readonly string[],
  folder: string,
): string {
  const lines = ['# A study for seedrank. Run it with: seedrank run THIS_FILE'];
  for (const remark of remarks) lines.push(`# ${remark}`);
  for (const key of studyKeys) {
    const value = values[key];
    lines.push('', `# ${describeOption(optionOf(key))}`);
    if (value === undefined) lines.push(`# ${key}: ${placeholderOf(optionOf(key))}`);
    else {
      const shown = mapPaths(key, value, (path) => relative(folder, resolve(path)));
      lines.push(formatYaml({ [key]: shown }));
    }
  }
  return `${lines.join('\n')}\n`;
}
