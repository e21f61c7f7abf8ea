import { Fault } from '../../../fault.ts';
import type { ReadCountOptions } from '../count-options.ts';
import type { CountTable } from '../counts.ts';

/**
 * One table of the samples of several, in the order given. All must have the same genes (their order may differ: that of
 * the first is taken), else it throws a {@link Fault} that names a gene and the file that lacks it: a gene that is absent
 * is not the same as a gene without reads.
 *
 * @param sampleIds the names of the samples of all tables together
 */
export function joinSamples(
  tables: readonly CountTable[],
  sampleIds: readonly string[],
  options: Pick<ReadCountOptions, 'allocate'> = {},
): CountTable {
  const first = tables[0]!;
  const genes = first.geneIds.length;
  const samples = sampleIds.length;
  refuseDuplicateSamples(tables, sampleIds);
  const counts = (options.allocate?.(genes, samples) ?? new Int32Array(genes * samples)).subarray(0, genes * samples);
  const hasLengths = tables.every((table) => table.averageLengths !== undefined);
  const averageLengths = hasLengths ? new Float64Array(genes * samples) : undefined;
  let column = 0;
  for (const table of tables) {
    const rows = rowsOf(table, first);
    const width = table.sampleIds.length;
    for (let gene = 0; gene < genes; gene++) {
      const from = (rows === undefined ? gene : rows[gene]!) * width;
      const to = gene * samples + column;
      for (let s = 0; s < width; s++) {
        counts[to + s] = table.counts[from + s]!;
        if (averageLengths !== undefined) averageLengths[to + s] = table.averageLengths![from + s]!;
      }
    }
    column += width;
  }
  const notes = [...new Set(tables.flatMap((table) => table.notes))];
  return { ...first, sampleIds, counts, averageLengths, notes };
}

/** Where each gene of `first` stands in `table`; undefined if the order is the same. */
function rowsOf(table: CountTable, first: CountTable): Int32Array | undefined {
  const { geneIds } = table;
  if (geneIds.length === first.geneIds.length && first.geneIds.every((id, row) => id === geneIds[row]))
    return undefined;
  const position = new Map(geneIds.map((id, row) => [id, row]));
  const rows = Int32Array.from(first.geneIds, (id) => position.get(id) ?? -1);
  const absent = rows.indexOf(-1);
  if (absent >= 0) throw genesDiffer(first.geneIds[absent]!, table.file, first.file);
  if (geneIds.length > first.geneIds.length) {
    const known = new Set(first.geneIds);
    throw genesDiffer(geneIds.find((id) => !known.has(id))!, first.file, table.file);
  }
  return rows;
}

function genesDiffer(gene: string, lacking: string, having: string): Fault {
  return new Fault({
    code: 'COUNTS_GENES_DIFFER',
    message: 'the files do not count the same genes',
    file: lacking,
    found: `no gene '${gene}', which ${having} has`,
    expected: 'the same genes in all files, also those without reads',
    hint: 'Count all samples with the same annotation, or leave out the file that differs.',
  });
}

function refuseDuplicateSamples(tables: readonly CountTable[], sampleIds: readonly string[]): void {
  const twice = sampleIds.find((id, position) => sampleIds.indexOf(id) < position);
  if (twice === undefined) return;
  throw new Fault({
    code: 'COUNTS_DUPLICATE_SAMPLE',
    message: `two samples are called '${twice}'`,
    file: tables[0]!.file,
    found: sampleIds.join(', '),
    expected: 'a name of its own for each sample',
    hint: 'Rename the file or the column, or leave one of them out.',
  });
}
