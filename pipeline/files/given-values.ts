import { Fault } from '../../src/fault.ts';
import { numbersOf, readTable, textOf } from '../../src/formats/delimited/read-table.ts';
import { openInput } from './open-input.ts';

/** A number for each id from the first two columns of a table, in the order of the ids. */
export async function readValues(file: string, ids: readonly string[], what: 'gene' | 'sample'): Promise<Float64Array> {
  const table = await readTable(openInput(file));
  const [idColumn = '', valueColumn = ''] = table.columns.keys();
  return inOrder(file, textOf(table, idColumn), numbersOf(table, valueColumn), ids, what);
}

/** Ids of genes, one a line, with or without the heading `gene_id`. */
async function readControlGenes(file: string): Promise<readonly string[]> {
  const table = await readTable(openInput(file), { header: ['gene_id'] });
  return textOf(table, 'gene_id').filter((id, row) => row > 0 || id !== 'gene_id');
}

/** A table of factors, [genes x samples], row-major, in the order of the ids. */
async function readFactors(
  file: string,
  geneIds: readonly string[],
  sampleIds: readonly string[],
): Promise<Float64Array> {
  const table = await readTable(openInput(file), { numbers: sampleIds });
  const ids = textOf(table, table.columns.keys().next().value ?? '');
  const factors = new Float64Array(geneIds.length * sampleIds.length);
  sampleIds.forEach((sample, j) => {
    const column = inOrder(file, ids, numbersOf(table, sample), geneIds, 'gene');
    for (let gene = 0; gene < column.length; gene++) factors[gene * sampleIds.length + j] = column[gene]!;
  });
  return factors;
}

/** Files that say how samples are scaled, where there are any. */
export interface GivenNormalization {
  readonly sizeFactors?: string | undefined;
  readonly normalizationFactors?: string | undefined;
  readonly controlGenes?: string | undefined;
}

/** What the files hold, for the genes and samples at hand. */
export async function readNormalization(
  { sizeFactors, normalizationFactors, controlGenes }: GivenNormalization,
  geneIds: readonly string[],
  sampleIds: readonly string[],
) {
  return {
    sizeFactors: sizeFactors === undefined ? undefined : await readValues(sizeFactors, sampleIds, 'sample'),
    normalizationFactors:
      normalizationFactors === undefined ? undefined : await readFactors(normalizationFactors, geneIds, sampleIds),
    controlGenes: controlGenes === undefined ? undefined : await readControlGenes(controlGenes),
  };
}

function inOrder(
  file: string,
  ids: readonly string[],
  values: Float64Array,
  order: readonly string[],
  what: string,
): Float64Array {
  const rows = new Map(ids.map((id, row) => [id, row]));
  const missing = order.find((id) => !rows.has(id));
  if (missing !== undefined) {
    throw new Fault({
      code: 'VALUES_INCOMPLETE',
      message: `The table has no value for the ${what} ${missing}.`,
      file,
      expected: `one row for each ${what} of the count table`,
      hint: `Add the ${what}, or check that the ids are those of the count table.`,
    });
  }
  return Float64Array.from(order, (id) => values[rows.get(id)!]!);
}
