import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import type { CombinedResults, ContrastResult } from '../../../src/report/report-data.ts';
import { readOptional } from '../artifact-files.ts';
import { rankingColumns, readCandidates } from './read-ranking.ts';
import type { StudyTables } from './read-study-tables.ts';
import type { ReportContext } from './report-contract.ts';

/** The ranking by several contrasts together, its rows in the order of the result tables; undefined where there is none. */
export async function readCombined(
  context: ReportContext,
  contrasts: readonly ContrastResult[],
  { utrs }: StudyTables,
): Promise<CombinedResults | undefined> {
  const { combine, ranking: options } = context.params;
  const ranking = await readOptional(context.optionalInput('combined'), rankingTable);
  const first = contrasts.find(({ id }) => id === combine?.[0]);
  if (combine === null || ranking === undefined || first === undefined) return undefined;
  const ids = first.genes.id;
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const rows = ranking.geneIds.map((id) => rowOf.get(id) as number);
  const located = readCandidates(ranking, rows, utrs);
  return {
    contrasts: combine,
    fdr: options.fdr,
    candidates: located.map(({ candidate }) => candidate),
    others: [],
    columns: rankingColumns(ranking, rows, ids.length, []),
  };
}
