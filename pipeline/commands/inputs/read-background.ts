import { basename } from 'node:path';
import { adoptResults } from '../../../src/analyses/adopt-results.ts';
import type { BackgroundResults } from '../../../src/analyses/ranking/take-out-shared.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import type { Effect } from '../../../src/ranking/changes/effect.ts';
import { openInput } from '../../files/open-input.ts';
import type { BackgroundTable } from '../../study/options/option-values.ts';
import { chooseMirnas } from './choose-mirnas.ts';

/** A result table of other miRNAs, before it is known where these have sites. */
export type Background = BackgroundResults & { readonly mirnas: readonly Mirna[] };

/** Reads the tables that are given as background; `effect` is that of tables that say none. */
export async function readBackground(
  tables: readonly BackgroundTable[],
  mirnas: string | undefined,
  effect: Effect,
): Promise<readonly Background[]> {
  const read: Background[] = [];
  for (const { table, mirna, effect: own = effect } of tables) {
    const found = await chooseMirnas({ mirna, mirnas });
    const { results } = adoptResults(await readResultTable(openInput(table)));
    read.push({
      name: `${found.map(({ name }) => name).join('/')} (${basename(table)})`,
      results,
      effect: own,
      mirnas: found,
    });
  }
  return read;
}
