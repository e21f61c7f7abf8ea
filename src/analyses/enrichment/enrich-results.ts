import { requireShare } from '../../arguments.ts';
import type { rankingTable } from '../../artifacts/ranking-tables.ts';
import type { GeneResults } from '../../engines/gene-results.ts';
import { requireResults } from '../../engines/require-results.ts';
import type { SetCollection } from '../../enrichment/known-sets/set-collection.ts';
import type { RankStatistic, SetTest } from '../../enrichment/set-tests.ts';
import type { RunGsea } from '../../enrichment/sets/gsea.ts';
import { enrichSets, type SetAnswer, type SetOptions } from './enrich-sets.ts';
import { geneStatistics } from './gene-statistics.ts';
import { identifyHumanGenes } from './identify-human-genes.ts';
import { setEvidence } from './set-evidence.ts';
import type { SetCounts } from './test-counts.ts';

export interface ResultQuestion {
  /** The table, in notes and faults. */
  readonly file: string;
  readonly results: GeneResults;
  /** [genes] symbols beside the ids; empty where a gene has none. */
  readonly symbols?: readonly string[] | undefined;
  /** The ranking of the same genes, for candidates and sites. */
  readonly ranking?: ReturnType<typeof rankingTable.parse> | undefined;
  /** Counts of the same genes, for camera and fry. */
  readonly counts?: SetCounts | undefined;
  readonly collections: readonly SetCollection[];
  /** Adjusted p-value below which a gene changes significantly. */
  readonly alpha: number;
  readonly statistic: RankStatistic;
  readonly tests?: readonly SetTest[] | undefined;
  readonly options: SetOptions;
  /** In this thread by default. */
  readonly runGsea?: RunGsea | undefined;
}

/** Asks which gene sets a result table moves: its genes are found by all their names, and ranked by their statistic. */
export async function enrichResults(question: ResultQuestion): Promise<SetAnswer> {
  const { file, results, symbols, ranking, counts, collections, alpha, tests, options, runGsea } = question;
  requireResults(results);
  requireShare('alpha', alpha);
  const { statistic, notes } = geneStatistics(results, question.statistic, file);
  const answer = await enrichSets({
    genes: { file, ids: results.geneIds, symbols, statistic, weight: results.baseMean },
    evidence: { ...setEvidence(results, alpha, ranking), counts },
    collections,
    identify: await identifyHumanGenes(),
    tests,
    options,
    runGsea,
  });
  return { ...answer, notes: [...notes, ...answer.notes] };
}
