import { Fault } from '../../../fault.ts';
import { fileName } from '../../../text/file-names.ts';
import type { InputFile } from '../../bytes/input-file.ts';
import { numbersOf, readTable, textOf } from '../../delimited/read-table.ts';
import { readCountMatrix } from '../count-table.ts';
import type { CountTable } from '../counts.ts';
import { findSampleColumns } from '../sample-columns.ts';
import { type Dialect, headerStarts } from './dialect.ts';

const WHOLE = /^\d+$/;

/**
 * The merged gene tables of nf-core/rnaseq (`salmon.merged.gene_counts.tsv` and the scaled ones): `gene_id gene_name` and a
 * column of estimated counts a sample, rounded half to even; gene lengths come from the table beside it, if named.
 */
export const nfCore: Dialect = {
  name: 'nfcore',
  title: 'nf-core/rnaseq merged gene counts',
  oneSampleAFile: false,
  recognizes: (head) => {
    const cells = head.lines.slice(1).flatMap((fields) => fields.slice(2));
    return headerStarts(head, ['gene_id', 'gene_name']) && cells.some((cell) => !WHOLE.test(cell));
  },
  read: async (files, options) => {
    const table = await readCountMatrix(files[0]!, { ...options, fractions: 'round', estimated: true });
    if (isLengthScaled(table.file)) return withoutLengths(table);
    if (options.lengths !== undefined) return addLengths(table, options.lengths);
    const note =
      'no gene lengths were given: use the length-scaled counts, or give salmon.merged.gene_lengths.tsv as lengths';
    return { ...table, notes: [...table.notes, note] };
  },
};

/** Whether tximport took the lengths of transcripts out of the counts already, as nf-core says in the name of the file. */
export function isLengthScaled(file: string): boolean {
  return /(^|[._-])(length_?)?scaled(?=[._-]|$)/i.test(fileName(file)) && !/unscaled/i.test(fileName(file));
}

/** Counts that are not to be corrected for lengths again. */
export function withoutLengths(table: CountTable): CountTable {
  const note = `${fileName(table.file)} holds length-scaled counts by its name: no lengths are needed, and none are used`;
  return { ...table, notes: [...table.notes, note] };
}

/** Adds the lengths of a table of the same genes and samples (in any order) as average transcript lengths. */
export async function addLengths(table: CountTable, file: InputFile): Promise<CountTable> {
  const { geneIds, sampleIds } = table;
  const source = await readTable(file);
  const names = [...source.columns.keys()];
  const found = findSampleColumns(sampleIds, names);
  const [idColumn] = source.columns.keys();
  const row = new Map(textOf(source, idColumn ?? '').map((id, i) => [id, i]));
  const absent = geneIds.find((id) => !row.has(id));
  if (absent !== undefined) {
    throw new Fault({
      code: 'LENGTHS_GENE_ABSENT',
      message: `the table of lengths lacks gene '${absent}'`,
      file: file.name,
      expected: `the genes of ${table.file}`,
      hint: 'Give the table of lengths that belongs to the counts.',
    });
  }
  const averageLengths = new Float64Array(geneIds.length * sampleIds.length);
  sampleIds.forEach((sample, column) => {
    const position = found.positions[column];
    const lengths = numbersOf(source, position === undefined ? sample : names[position]!);
    geneIds.forEach((id, gene) => {
      averageLengths[gene * sampleIds.length + column] = lengths[row.get(id)!]!;
    });
  });
  return {
    ...table,
    averageLengths,
    notes: [
      ...table.notes,
      `average transcript lengths were taken from ${file.name}`,
      ...found.notes.map((note) => `lengths: ${note}`),
    ],
  };
}
