import { sharedFile, sharedGeneTable } from '../../../src/artifacts/shared-tables.ts';
import type { GeneResults } from '../../../src/engines/gene-results.ts';
import type { TakenOut } from '../../../src/ranking/changes/effect.ts';
import { takeOut } from '../../../src/ranking/shared/take-out.ts';
import { readArtifact, readJsonArtifact } from '../artifact-files.ts';

/** What was found to be shared, taken out of the changes of a contrast; undefined where nothing is. */
export async function readShared(
  genes: string | undefined,
  summary: string | undefined,
  results: GeneResults,
): Promise<TakenOut | undefined> {
  if (genes === undefined || summary === undefined) return undefined;
  const { taken, errorFactor } = await readArtifact(genes, sharedGeneTable);
  const { correlation } = await readJsonArtifact(summary, sharedFile);
  return takeOut(results, { taken, errorFactor, correlation });
}
