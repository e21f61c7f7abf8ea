import type { FamilyResult } from './family-scan.ts';
import { seedWords } from './seed-words.ts';
import type { WordResult, WordScan } from './word-landscape.ts';

export type EnrichmentColumn = readonly string[] | Float64Array | Int32Array;

/** Families of both directions as a table, the most enriched first; `sought`: the seeds of the perturbed miRNAs. */
export function familyTable(
  results: readonly FamilyResult[],
  sought: ReadonlySet<string>,
): Map<string, EnrichmentColumn> {
  const numbers = (value: (result: FamilyResult) => number): Float64Array => Float64Array.from(results, value);
  return new Map<string, EnrichmentColumn>([
    ['family', results.map(({ name }) => name)],
    ['seed', results.map(({ seed }) => seed)],
    ['sought', results.map(({ seed }) => yesOrNo(sought.has(seed)))],
    ['direction', results.map(({ direction }) => direction)],
    ['rank', Int32Array.from(results, ({ rank }) => rank)],
    ['genes', Int32Array.from(results, ({ genes }) => genes)],
    ['z', numbers(({ z }) => z)],
    ['score', numbers(({ score }) => score)],
    ['pvalue', numbers(({ p }) => p)],
    ['padj', numbers(({ padj }) => padj)],
    ['log10_pvalue', numbers(({ logP }) => logP / Math.LN10)],
    ['unmatched_rank_sum_z', numbers(({ rankSumZ }) => rankSumZ)],
    ['members', results.map(({ members }) => members.join(','))],
  ]);
}

/** A word with its place among those of its length. */
interface RankedWord extends WordResult {
  readonly length: number;
  readonly rank: number;
}

function rankedWords(scans: readonly WordScan[], keep: (word: RankedWord) => boolean): RankedWord[] {
  return scans
    .flatMap(({ length, words }) => words.map((word, index) => ({ ...word, length, rank: index + 1 })))
    .filter(keep);
}

/**
 * The first words of each scan as a table, the most surprising of each length first; `familyOf` names those that are
 * sites of a seed.
 */
export function wordTable(
  scans: readonly WordScan[],
  familyOf: ReadonlyMap<string, string>,
  first = Number.POSITIVE_INFINITY,
): Map<string, EnrichmentColumn> {
  const rows = rankedWords(scans, ({ rank }) => rank <= first);
  const numbers = (value: (row: RankedWord) => number): Float64Array => Float64Array.from(rows, value);
  return new Map<string, EnrichmentColumn>([
    ['word', rows.map(({ word }) => word)],
    ['length', Int32Array.from(rows, ({ length }) => length)],
    ['rank', Int32Array.from(rows, ({ rank }) => rank)],
    ['direction', rows.map(({ direction }) => direction)],
    ['occurrences', Int32Array.from(rows, ({ occurrences }) => occurrences)],
    ['running_sum', numbers(({ runningSum }) => runningSum)],
    ['log10_pvalue', numbers(({ logP }) => logP / Math.LN10)],
    ['padj', numbers(({ pAdjusted }) => pAdjusted)],
    ['leading_genes', Int32Array.from(rows, ({ leadingGenes }) => leadingGenes)],
    ['sylamer_peak', numbers(({ peak }) => peak)],
    ['peak_genes', Int32Array.from(rows, ({ peakGenes }) => peakGenes)],
    ['seed_of', rows.map(({ word }) => familyOf.get(word) ?? '')],
  ]);
}

/** Sylamer's landscapes of the first words of each scan and of the sites of the sought seeds, one point a row. */
export function landscapeTable(
  scans: readonly WordScan[],
  familyOf: ReadonlyMap<string, string>,
  { first, sought }: { readonly first: number; readonly sought: ReadonlySet<string> },
): Map<string, EnrichmentColumn> {
  const own = new Set([...sought].flatMap(seedWords).map(({ word }) => word));
  const points = scans.flatMap((scan) =>
    rankedWords([scan], ({ rank, word }) => rank <= first || own.has(word)).flatMap((row) =>
      Array.from(scan.landscapeOf(row.code), (value, window) => ({ row, genes: scan.windows[window]!, value })),
    ),
  );
  return new Map<string, EnrichmentColumn>([
    ['word', points.map(({ row }) => row.word)],
    ['length', Int32Array.from(points, ({ row }) => row.length)],
    ['rank', Int32Array.from(points, ({ row }) => row.rank)],
    ['seed_of', points.map(({ row }) => familyOf.get(row.word) ?? '')],
    ['sought', points.map(({ row }) => yesOrNo(own.has(row.word)))],
    ['leading_genes', Int32Array.from(points, ({ genes }) => genes)],
    ['signed_log10_p', Float64Array.from(points, ({ value }) => value)],
  ]);
}

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');
