import { type DetectedChanges, detectChanges } from '../../../src/ranking/change-columns.ts';
import { readTable } from '../../../src/tables/read-table.ts';

/** Reads a table of differential expression of any make; gene ids and symbols stay text. */
export async function readChanges(file: string): Promise<DetectedChanges> {
  const table = await readTable(file);
  return detectChanges(table);
}
