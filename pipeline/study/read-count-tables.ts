import { type GuessedDesign, guessDesign, type KnownOfDesign } from '../../src/design/guess-design.ts';
import { makeName } from '../../src/design/make-names.ts';
import { Fault } from '../../src/fault.ts';
import { findCounts } from '../../src/formats/counts/dialects/read-counts.ts';
import { readCountsOfSamples, readSamples, type SamplesRead } from '../../src/formats/counts/dialects/reading.ts';
import { copiedSamples, describeCopies } from '../../src/normalize/copied-samples.ts';
import { findInputs } from '../files/find-files.ts';
import { openCounts } from '../files/open-counts.ts';
import { openInput } from '../files/open-input.ts';
import { guessCompanion } from './guess-companions.ts';
import { flagOf, optionOf } from './options/option-table.ts';
import type { Flags } from './options/read-options.ts';
import { readReading } from './read-reading.ts';

/** Counts and samples that fit together, for a study that is being written. */
export interface CountTables {
  readonly sheet: SamplesRead;
  readonly genes: number;
  readonly dialect: string;
  /** The flags with what stands beside the counts. */
  readonly flags: Flags;
  /** `found: ...`, `warning: ...` and `guessed: ...`. */
  readonly remarks: readonly string[];
}

/** Reads counts and samples as a run will, and what stands beside them. */
export async function readCountTables(flags: Flags): Promise<CountTables> {
  const reading = await readReading(flags);
  const sheet = await readSamples(openInput(required('samples', flags)), reading, makeName);
  const counts = required('counts', flags);
  const source = await findCounts(await findInputs(counts), { format: reading.format ?? undefined });
  const isNamed = flags.lengths !== undefined || flags.transcript_genes !== undefined;
  const companion = isNamed ? undefined : await guessCompanion(source);
  const all: Flags = { ...flags, ...(companion && { [companion.key]: companion.file }) };
  const sources = { counts, lengths: fileOf(all.lengths), transcriptGenes: fileOf(all.transcript_genes) };
  const table = await readCountsOfSamples(await openCounts(sources), sheet, reading);
  return {
    sheet,
    genes: table.geneIds.length,
    dialect: table.dialect,
    flags: all,
    remarks: [
      ...sheet.notes.map((note) => `found: samples: ${note}`),
      ...table.notes.map((note) => `found: counts: ${note}`),
      ...table.warnings.map((warning) => `warning: ${warning}`),
      ...describeCopies(copiedSamples(table.counts, table.sampleIds.length), table.sampleIds).map(
        (text) => `warning: ${text}`,
      ),
      ...(companion ? [`guessed: ${companion.file} is taken for ${flagOf(companion.key)} by its name`] : []),
    ],
  };
}

/** Whether the flags leave nothing of the design to be guessed. */
export function isDesigned({ contrasts_file: file, design, contrasts }: Flags): boolean {
  return file !== undefined || Boolean(design && contrasts);
}

/** Design and contrasts as the names in the sheet suggest, beside what is given. */
export function guessDesignOf({ mirna, contrasts }: Flags, { sampleIds, columns }: SamplesRead): GuessedDesign {
  return guessDesign(sampleIds, columns, { mirnas: mirnasOf(mirna), compared: comparedIn(contrasts) });
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
