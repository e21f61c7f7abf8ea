import { Fault } from '../../../fault.ts';
import { didYouMean } from '../../../text/nearest-names.ts';
import type { FoundFiles, InputFile } from '../../bytes/input-file.ts';
import { readSampleSheet, type SampleSheet } from '../../sheets/sample-sheet.ts';
import type { CountTable } from '../counts.ts';
import type { DuplicateRule } from '../duplicate-genes.ts';
import { matchSamples, selectSamples } from '../match-samples.ts';
import type { DialectName, DialectOptions } from './dialect.ts';
import { type CountsRead, readCounts } from './read-counts.ts';

/** How counts and samples are read where their files leave a choice; null where they shall speak for themselves. */
export type Reading = {
  readonly format: DialectName | null;
  readonly fractions: 'refuse' | 'round';
  readonly duplicates: DuplicateRule;
  readonly strandedness: 'unstranded' | 'forward' | 'reverse' | null;
  readonly countsFromAbundance: 'no' | 'scaledTPM' | 'lengthScaledTPM';
  /** Of the count table: the column of gene ids, and those of counts. */
  readonly idColumn: string | null;
  readonly countColumns: readonly string[] | null;
  /** Of the sample sheet: the column of sample names. */
  readonly sampleColumn: string | null;
  readonly repeatedSamples: 'refuse' | 'first';
  readonly extraSamples: 'refuse' | 'drop';
  readonly exclude: SampleExclusion | null;
};

/** Samples whose value in a column of the sheet is one of `values`. */
export type SampleExclusion = { readonly column: string; readonly values: readonly string[] };

export const plainReading: Reading = {
  format: null,
  fractions: 'refuse',
  duplicates: 'refuse',
  strandedness: null,
  countsFromAbundance: 'no',
  idColumn: null,
  countColumns: null,
  sampleColumn: null,
  repeatedSamples: 'refuse',
  extraSamples: 'refuse',
  exclude: null,
};

/** A sample sheet without the samples that were excluded. */
export interface SamplesRead extends SampleSheet {
  readonly excluded: readonly string[];
}

/** Reads the samples to analyze. `columnName` gives columns the names that formulas can have (R's `make.names`). */
export async function readSamples(
  file: InputFile,
  reading: Reading,
  columnName: (name: string) => string,
): Promise<SamplesRead> {
  const options = { idColumn: reading.sampleColumn ?? undefined, repeated: reading.repeatedSamples };
  const sheet = renameColumns(await readSampleSheet(file, options), columnName);
  const { exclude } = reading;
  if (exclude === null) return { ...sheet, excluded: [] };
  const isKnown = exclude.column === sheet.idColumn || sheet.columns.has(exclude.column);
  return excludeSamples(sheet, isKnown ? exclude : { ...exclude, column: columnName(exclude.column) });
}

function renameColumns(sheet: SampleSheet, columnName: (name: string) => string): SampleSheet {
  const renamed = new Map<string, string>();
  for (const name of sheet.columns.keys()) {
    const other = columnName(name);
    // Two columns must not become one.
    if (other !== name && !sheet.columns.has(other) && ![...renamed.values()].includes(other)) renamed.set(name, other);
  }
  if (renamed.size === 0) return sheet;
  const columns = new Map([...sheet.columns].map(([name, cells]) => [renamed.get(name) ?? name, cells]));
  const shown = [...renamed].map(([name, other]) => `'${name}' ${other}`);
  return { ...sheet, columns, notes: [...sheet.notes, `columns are called as in R: ${shown.join(', ')}`] };
}

/** The sheet without the excluded samples; a column that it lacks, or no sample left, is a {@link Fault}. */
export function excludeSamples(sheet: SampleSheet, { column, values }: SampleExclusion): SamplesRead {
  const names = [sheet.idColumn, ...sheet.columns.keys()];
  const cells = column === sheet.idColumn ? sheet.sampleIds : sheet.columns.get(column);
  const place = { file: sheet.file, line: 1, found: `${column}: ${values.join(', ')}` };
  if (cells === undefined) {
    const hint = didYouMean(column, names) || 'Name a column of the sheet.';
    const message = `samples are excluded by column '${column}', which the sheet lacks`;
    throw new Fault({ code: 'EXCLUDE_COLUMN', message, ...place, expected: names.join(', '), hint });
  }
  const kept = cells.flatMap((cell, row) => (values.includes(cell) ? [] : [row]));
  if (kept.length === 0) {
    const message = 'every sample is excluded';
    throw new Fault({ code: 'EXCLUDE_ALL', message, ...place, hint: 'Exclude fewer values.' });
  }
  const pick = <T>(list: readonly T[]): T[] => kept.map((row) => list[row]!);
  const excluded = sheet.sampleIds.filter((_, row) => values.includes(cells[row]!));
  const note =
    excluded.length > 0
      ? `excluded by column '${column}': ${excluded.join(', ')}`
      : `no sample has a value of ${values.join(', ')} in column '${column}': none was excluded`;
  return {
    ...sheet,
    sampleIds: pick(sheet.sampleIds),
    columns: new Map([...sheet.columns].map(([name, list]) => [name, pick(list)])),
    lines: pick(sheet.lines),
    notes: [...sheet.notes, note],
    excluded,
  };
}

export interface CountFiles {
  readonly counts: readonly FoundFiles[];
  /** Gene lengths that belong to merged counts of nf-core. */
  readonly lengths?: InputFile | undefined;
  /** Which gene a transcript belongs to: a table, GTF or GFF3. */
  readonly transcriptGenes?: InputFile | undefined;
}

/** Reads the counts of the samples of a sheet, in its order. */
export async function readCountsOfSamples(
  { counts, lengths, transcriptGenes }: CountFiles,
  sheet: SamplesRead,
  reading: Reading,
  allocate?: (genes: number, samples: number) => Int32Array,
): Promise<CountsRead> {
  const options: DialectOptions = {
    fractions: reading.fractions,
    duplicates: reading.duplicates,
    samples: sheet.sampleIds,
    leftOut: sheet.excluded,
    extraSamples: reading.extraSamples,
    strandedness: reading.strandedness ?? undefined,
    countsFromAbundance: reading.countsFromAbundance === 'no' ? undefined : reading.countsFromAbundance,
    idColumn: reading.idColumn ?? undefined,
    countColumns: reading.countColumns ?? undefined,
    lengths,
    transcriptGenes,
    allocate,
  };
  const read = await readCounts(counts, { ...options, format: reading.format ?? undefined, sheet });
  const { extraSamples } = reading;
  const table = matchSamples(without(read, sheet.excluded), sheet, { extraSamples, allocate });
  const twice =
    lengths !== undefined && read.averageLengths === undefined && ['matrix', 'nfcore'].includes(read.dialect);
  const scaled = twice
    ? ['--lengths was not used: the counts are length-scaled already, by the name of their file']
    : [];
  return { ...read, ...table, warnings: [...read.warnings, ...unused(read.dialect, options), ...scaled] };
}

const usedBy: readonly (readonly [name: keyof DialectOptions, dialects: readonly DialectName[], flag: string])[] = [
  ['strandedness', ['star', 'gdc'], '--strandedness'],
  ['lengths', ['matrix', 'nfcore'], '--lengths'],
  ['transcriptGenes', ['salmon', 'kallisto'], '--transcript-genes'],
  ['countsFromAbundance', ['salmon', 'kallisto'], '--counts-from-abundance'],
];

/** A choice that the dialect leaves no room for is better said than dropped. */
function unused(dialect: DialectName, options: DialectOptions): string[] {
  return usedBy
    .filter(([name, dialects]) => options[name] !== undefined && !dialects.includes(dialect))
    .map(([, dialects, flag]) => `${flag} is for ${dialects.join(' and ')}: it changes nothing here`);
}

/** The samples that were excluded need not be in the table, but may. */
function without(table: CountTable, excluded: readonly string[]): CountTable {
  const kept = table.sampleIds.flatMap((id, column) => (excluded.includes(id) ? [] : [column]));
  return kept.length === table.sampleIds.length ? table : selectSamples(table, kept);
}
