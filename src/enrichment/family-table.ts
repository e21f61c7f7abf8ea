import type { FamilyResult } from './family-scan.ts';
import type { WordScan } from './word-landscape.ts';

export type EnrichmentColumn = readonly string[] | Float64Array | Int32Array;

/** Families of both directions as a table, the most enriched first. */
export function familyTable(results: readonly FamilyResult[]): Map<string, EnrichmentColumn> {
  const numbers = (value: (result: FamilyResult) => number): Float64Array => Float64Array.from(results, value);
  return new Map<string, EnrichmentColumn>([
    ['family', results.map(({ name }) => name)],
    ['seed', results.map(({ seed }) => seed)],
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

/** Words of all scans as a table, the most surprising of each length first; `familyOf` names those that are seed sites. */
export function wordTable(
  scans: readonly WordScan[],
  familyOf: ReadonlyMap<string, string>,
): Map<string, EnrichmentColumn> {
  const rows = scans.flatMap(({ length, words }) => words.map((word, index) => ({ ...word, length, rank: index + 1 })));
  type Row = (typeof rows)[number];
  const numbers = (value: (row: Row) => number): Float64Array => Float64Array.from(rows, value);
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

/** Sylamer's landscapes of the first words of each scan and of those that are asked for, one point a row. */
export function landscapeTable(
  scans: readonly WordScan[],
  first: number,
  wanted: ReadonlySet<string>,
): Map<string, EnrichmentColumn> {
  const points = scans.flatMap((scan) =>
    scan.words
      .filter(({ word }, index) => index < first || wanted.has(word))
      .flatMap(({ word, code }) =>
        Array.from(scan.landscapeOf(code), (value, window) => ({ word, genes: scan.windows[window]!, value })),
      ),
  );
  return new Map<string, EnrichmentColumn>([
    ['word', points.map(({ word }) => word)],
    ['leading_genes', Int32Array.from(points, ({ genes }) => genes)],
    ['signed_log10_p', Float64Array.from(points, ({ value }) => value)],
  ]);
}
