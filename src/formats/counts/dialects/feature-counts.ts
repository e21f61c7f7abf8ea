import type { InputFile } from '../../bytes/input-file.ts';
import { readCountMatrix } from '../count-table.ts';
import type { CountTable } from '../counts.ts';
import { type Dialect, type DialectOptions, headerStarts } from './dialect.ts';
import { joinSamples } from './join-samples.ts';
import { shortNames } from './sample-names.ts';

const COLUMNS = ['Geneid', 'Chr', 'Start', 'End', 'Strand', 'Length'];

/**
 * Subread's featureCounts: a comment line, `Geneid Chr Start End Strand Length`, attributes asked for, then one column a
 * BAM file, named by its path. Coordinates are left out, as they list every exon; the length is kept.
 */
export const featureCounts: Dialect = {
  name: 'featurecounts',
  title: 'featureCounts (Subread)',
  oneSampleAFile: false,
  recognizes: (head) => headerStarts(head, COLUMNS),
  read: readFeatureCounts,
};

async function readFeatureCounts(files: readonly InputFile[], options: DialectOptions): Promise<CountTable> {
  // The columns are called by paths, so that the sheet's names are found after they are shortened.
  const choice = { ...options, skipColumns: COLUMNS.slice(1, 5), samples: undefined, isKnown: true };
  const tables: CountTable[] = [];
  for (const file of files) {
    tables.push(await readCountMatrix(file, files.length === 1 ? choice : { ...choice, allocate: undefined }));
  }
  const columns = tables.flatMap((table) => table.sampleIds);
  const names = columns.every((column) => options.sampleNames?.has(column))
    ? columns.map((column) => options.sampleNames!.get(column)!)
    : (shortNames(columns) ?? columns);
  const table = tables.length === 1 ? { ...tables[0]!, sampleIds: names } : joinSamples(tables, names, options);
  const shortened = columns.flatMap((column, i) => (column === names[i] ? [] : [`${column} -> ${names[i]}`]));
  const note = `columns were named after their BAM files: ${shortened.slice(0, 3).join(', ')}${shortened.length > 3 ? ', ...' : ''}`;
  return shortened.length === 0 ? table : { ...table, notes: [...table.notes, note] };
}
