import type { Note } from '../../../src/design/note.ts';
import type { Deseq2Fit } from '../../../src/engines/deseq2/fit/fit-deseq2.ts';
import type { Dependencies } from '../../../src/engines/deseq2/kernel/dependencies.ts';
import type { TableColumns } from '../../../src/engines/deseq2/result-columns.ts';
import { normalizedCounts } from '../../../src/normalize/normalized-counts.ts';
import type { WriteTable } from '../../files/draft-tables.ts';
import type { OptionValues } from '../../study/options/option-values.ts';

/** Writes what else was asked for of a fit of DESeq2: size factors, normalized and transformed counts. */
export async function writeFurtherTables(
  { sizeFactorsOut, normalizedOut, vstOut, rlogOut, fitType }: OptionValues<'de'>,
  fit: Deseq2Fit,
  dependencies: Dependencies,
  writeTable: WriteTable,
): Promise<readonly Note[]> {
  const notes: Note[] = [];
  const { geneIds, design, problem } = fit;
  const { sampleIds } = design;
  if (sizeFactorsOut !== undefined) {
    const columns: TableColumns = new Map();
    columns.set('sample', sampleIds).set('size_factor', problem.sizeFactors);
    await writeTable(sizeFactorsOut, columns);
  }
  const writeMatrix = (path: string, values: Float64Array) =>
    writeTable(path, matrixColumns(geneIds, sampleIds, values));
  if (normalizedOut !== undefined) await writeMatrix(normalizedOut, normalizedCounts(problem));
  if (vstOut !== undefined) {
    const { transformVst } = await import('../../../src/engines/deseq2/transform/variance-stabilization.ts');
    const transformed = await transformVst(fit, { fitType }, dependencies);
    notes.push(...transformed.notes);
    await writeMatrix(vstOut, transformed.values);
  }
  if (rlogOut !== undefined) {
    const { transformRlog } = await import('../../../src/engines/deseq2/transform/regularized-log.ts');
    const transformed = await transformRlog(fit, { fitType }, dependencies);
    notes.push(...transformed.notes);
    await writeMatrix(rlogOut, transformed.values);
  }
  return notes;
}

function matrixColumns(geneIds: readonly string[], sampleIds: readonly string[], values: Float64Array): TableColumns {
  const columns: TableColumns = new Map();
  columns.set('gene_id', geneIds);
  sampleIds.forEach((sample, j) => {
    columns.set(
      sample,
      Float64Array.from(geneIds, (_, gene) => values[gene * sampleIds.length + j]!),
    );
  });
  return columns;
}
