import type { RankingValues } from '../../../src/analyses/ranking/ranking-values.ts';
import { sharedContrastTable, sharedFile } from '../../../src/artifacts/shared-tables.ts';
import type { SharedResults } from '../../../src/report/shared-results.ts';
import { readArtifact, readJsonArtifact } from '../artifact-files.ts';

/** Places that a reader looks at, and genes that are shown. */
const FIRST = 100;
const SHOWN = 10;

/** What a contrast shares with those of other miRNAs; `rowOf`: rows of the result table by gene id. */
export async function readSharedResults(
  summary: string | undefined,
  contrasts: string | undefined,
  ranking: RankingValues | undefined,
  rowOf: ReadonlyMap<string, number>,
): Promise<SharedResults | undefined> {
  if (summary === undefined || contrasts === undefined) return undefined;
  const { text } = await readJsonArtifact(summary, sharedFile);
  const table = await readArtifact(contrasts, sharedContrastTable);
  return {
    text,
    contrasts: table.names.map((name, k) => {
      return { name, correlation: table.correlations[k]!, weight: table.weights[k]! };
    }),
    moved: ranking === undefined ? [] : movedMost(ranking, rowOf),
  };
}

function movedMost({ geneIds, ranks, ranksBefore, shared }: RankingValues, rowOf: ReadonlyMap<string, number>) {
  if (ranksBefore === undefined || shared === undefined) return [];
  const first = [...geneIds.keys()].filter((k) => Math.min(ranks[k]!, ranksBefore[k]!) <= FIRST);
  const distance = (k: number) => Math.max(ranks[k]! / ranksBefore[k]!, ranksBefore[k]! / ranks[k]!);
  return first
    .sort((a, b) => distance(b) - distance(a) || a - b)
    .slice(0, SHOWN)
    .map((k) => ({ gene: rowOf.get(geneIds[k]!)!, before: ranksBefore[k]!, now: ranks[k]!, taken: shared[k]! }));
}
