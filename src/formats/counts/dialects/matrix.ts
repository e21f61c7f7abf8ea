import type { InputFile } from '../../bytes/input-file.ts';
import { readCountMatrix } from '../count-table.ts';
import type { CountTable } from '../counts.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { joinSamples } from './join-samples.ts';
import { addLengths, isLengthScaled, withoutLengths } from './nf-core.ts';
import { nameFiles } from './sample-names.ts';

/** Column names that name no sample, as in files that hold the counts of one sample. */
const GENERIC =
  /^(raw|read|reads|gene|est|expected|unique|total|number)?[._ ]*(counts?|reads?|value|x|v\d|num_?reads)$/i;

/**
 * A table of genes x samples as any program may write it, GEO's supplementary tables among them; several such files are
 * joined, and a file with a single column called `count` or the like is named by its file.
 */
export const matrix: Dialect = {
  name: 'matrix',
  title: 'a table of genes x samples',
  oneSampleAFile: false,
  recognizes: (head) => head.lines.length > 1,
  read: async (files, options) => {
    const table = await readMatrices(files, options);
    if (options.lengths === undefined) return table;
    return isLengthScaled(table.file) ? withoutLengths(table) : addLengths(table, options.lengths);
  },
};

async function readMatrices(files: readonly InputFile[], options: DialectOptions): Promise<CountTable> {
  const [first] = files;
  if (files.length === 1) return renameColumns(await readCountMatrix(first!, options), options);
  const tables: CountTable[] = [];
  for (const file of files) tables.push(await readCountMatrix(file, { ...options, allocate: undefined }));
  const byColumn = tables.flatMap((table) => table.sampleIds);
  const named = new Set(byColumn).size === byColumn.length && !byColumn.some((name) => GENERIC.test(name));
  const singles = tables.every((table) => table.sampleIds.length === 1);
  const names = !named && singles ? nameFiles(files, options.sampleNames) : byColumn;
  return renameColumns(joinSamples(tables, names, options), options);
}

function renameColumns(table: CountTable, options: DialectOptions): CountTable {
  const { sampleNames } = options;
  return sampleNames === undefined
    ? table
    : { ...table, sampleIds: table.sampleIds.map((id) => sampleNames.get(id) ?? id) };
}
