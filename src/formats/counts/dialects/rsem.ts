import type { InputFile } from '../../bytes/input-file.ts';
import { numbersOf, readTable, textOf } from '../../delimited/read-table.ts';
import type { CountTable } from '../counts.ts';
import { roundCounts, roundedNote } from '../estimated-counts.ts';
import { type Dialect, headerStarts } from './dialect.ts';
import { joinSamples } from './join-samples.ts';
import { nameFiles } from './sample-names.ts';

/**
 * RSEM's `.genes.results`, one file a sample: `expected_count`, rounded half to even, with `effective_length` as average
 * length. A length of 0 becomes 1, as tximport's guide has it, so that it has a logarithm.
 */
export const rsem: Dialect = {
  name: 'rsem',
  title: 'RSEM .genes.results, one a sample',
  oneSampleAFile: true,
  recognizes: (head) =>
    headerStarts(head, ['gene_id', 'transcript_id(s)', 'length', 'effective_length', 'expected_count']),
  read: async (files, options) => {
    const tables: CountTable[] = [];
    let rounded = 0;
    for (const file of files) {
      const sample = await readSample(file);
      rounded += sample.rounded;
      tables.push(sample.table);
    }
    const joined = joinSamples(tables, nameFiles(files, options.sampleNames), options);
    return { ...joined, notes: [...joined.notes, roundedNote(rounded, joined.counts.length)] };
  },
};

async function readSample(input: InputFile): Promise<{ readonly table: CountTable; readonly rounded: number }> {
  const source = await readTable(input, { numbers: ['expected_count', 'effective_length'], only: ['gene_id'] });
  const { file } = source;
  const geneIds = textOf(source, 'gene_id');
  const placeOf = (row: number) => ({ file, line: source.lineOfRow(row), what: `gene '${geneIds[row]}'` });
  const { counts, rounded } = roundCounts(numbersOf(source, 'expected_count'), placeOf);
  const averageLengths = numbersOf(source, 'effective_length').map((length) => (length > 0 ? length : 1));
  const table = {
    file,
    geneIds,
    sampleIds: ['expected_count'],
    counts,
    averageLengths,
    annotation: new Map(),
    notes: [],
  };
  return { table, rounded };
}
