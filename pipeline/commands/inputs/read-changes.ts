import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import { type DetectedChanges, detectChanges } from '../../../src/ranking/changes/change-columns.ts';
import { openInput } from '../../files/open-input.ts';

/** Reads a table of differential expression of any make; gene ids and symbols stay text. */
export async function readChanges(file: string): Promise<DetectedChanges> {
  const table = await readResultTable(openInput(file));
  return detectChanges(table);
}
