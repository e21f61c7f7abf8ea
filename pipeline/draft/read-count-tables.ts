import { makeName } from '../../src/design/make-names.ts';
import { Fault } from '../../src/fault.ts';
import { type CountsRead, findCounts } from '../../src/formats/counts/dialects/read-counts.ts';
import { readCountsOfSamples, readSamples, type SamplesRead } from '../../src/formats/counts/dialects/reading.ts';
import { copiedSamples, describeCopies } from '../../src/normalize/copied-samples.ts';
import { findInputs } from '../files/find-files.ts';
import { openCounts } from '../files/open-counts.ts';
import { openInput } from '../files/open-input.ts';
import { flagOf, optionOf } from '../study/options/option-table.ts';
import type { Flags } from '../study/options/read-options.ts';
import { readReading } from '../study/read-reading.ts';
import { guessCompanion } from './guess-companions.ts';

/** Counts and samples that fit together, for a study that is being written. */
export interface CountTables {
  readonly sheet: SamplesRead;
  readonly table: CountsRead;
  /** What the tables add to the flags: what stands beside the counts, and their dialect where it is a particular one. */
  readonly added: Flags;
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
  const beside: Flags = companion === undefined ? {} : { [companion.key]: companion.file };
  const { lengths, transcript_genes: transcriptGenes } = { ...flags, ...beside };
  const sources = { counts, lengths: fileOf(lengths), transcriptGenes: fileOf(transcriptGenes) };
  const table = await readCountsOfSamples(await openCounts(sources), sheet, reading);
  return {
    sheet,
    table,
    // A plain table is told by its content again.
    added: { ...beside, ...(table.dialect !== 'matrix' && { format: table.dialect }) },
    remarks: [
      `${table.geneIds.length} genes in ${sheet.sampleIds.length} samples`,
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
