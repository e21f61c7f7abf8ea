import { withoutVersion } from '../../annotation/gene-identifiers.ts';
import { numbersOf, readTable, textOf } from '../../delimited/read-table.ts';
import type { CountsRead } from './read-counts.ts';

const COLUMNS = { salmon: ['Name', 'TPM'], kallisto: ['target_id', 'tpm'] } as const;

/**
 * The abundance of each transcript in all samples together, in transcripts per million summed over samples, where counts
 * came from transcripts. Transcripts go by their id up to the first `|`, with and without version.
 */
export async function readAbundances({
  dialect,
  files,
}: Pick<CountsRead, 'dialect' | 'files'>): Promise<ReadonlyMap<string, number> | undefined> {
  if (dialect !== 'salmon' && dialect !== 'kallisto') return undefined;
  const [id, abundance] = COLUMNS[dialect];
  const abundanceOf = new Map<string, number>();
  for (const file of files) {
    const table = await readTable(file, { numbers: [abundance], only: [id] });
    const values = numbersOf(table, abundance);
    textOf(table, id).forEach((name, row) => {
      const transcript = name.split('|', 1)[0]!;
      for (const key of new Set([transcript, withoutVersion(transcript)])) {
        abundanceOf.set(key, (abundanceOf.get(key) ?? 0) + values[row]!);
      }
    });
  }
  return abundanceOf;
}
