import { excludeSamples, type SampleExclusion } from '../../../src/formats/counts/dialects/reading.ts';
import { readSampleSheet } from '../../../src/formats/sheets/sample-sheet.ts';
import { openInput } from '../../files/open-input.ts';
import { readTypedMatrix } from '../../files/typed-matrices.ts';

interface Chosen {
  readonly sampleColumn: string | null;
  readonly exclude: SampleExclusion | null;
}

/** Mean raw count of each gene in the samples of a contrast, [genes]. */
export async function readMeanCounts(
  countFile: string,
  sheetFile: string,
  { sampleColumn, exclude }: Chosen,
): Promise<Float64Array> {
  const { rowNames, columnNames, data } = await readTypedMatrix(countFile);
  const sheet = await readSampleSheet(openInput(sheetFile), { idColumn: sampleColumn ?? undefined });
  const kept = new Set(exclude === null ? columnNames : excludeSamples(sheet, exclude).sampleIds);
  const columns = columnNames.flatMap((name, column) => (kept.has(name) ? [column] : []));
  return Float64Array.from(rowNames, (_, gene) => {
    const sum = columns.reduce((total, column) => total + data[gene * columnNames.length + column]!, 0);
    return sum / columns.length;
  });
}
