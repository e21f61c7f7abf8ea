import type { familyTable, landscapeTable, wordTable } from '../../artifacts/seed-tables.ts';
import type { FamilyResult } from '../../enrichment/seeds/family-scan.ts';
import { seedWords } from '../../enrichment/seeds/seed-words.ts';
import { codeOf } from '../../enrichment/seeds/word-codes.ts';
import type { WordResult, WordScan } from '../../enrichment/seeds/word-landscape.ts';

export type FamilyValues = ReturnType<typeof familyTable.parse>;
export type WordValues = ReturnType<typeof wordTable.parse>;
export type LandscapeValues = ReturnType<typeof landscapeTable.parse>;

/** Families of both directions as a table, the most enriched first; `sought`: the seeds of the perturbed miRNAs. */
export function familyValues(results: readonly FamilyResult[], sought: ReadonlySet<string>): FamilyValues {
  const numbers = (value: (result: FamilyResult) => number): Float64Array => Float64Array.from(results, value);
  return {
    families: results.map(({ name }) => name),
    seeds: results.map(({ seed }) => seed),
    sought: results.map(({ seed }) => yesOrNo(sought.has(seed))),
    directions: results.map(({ direction }) => direction),
    ranks: Int32Array.from(results, ({ rank }) => rank),
    genes: Int32Array.from(results, ({ genes }) => genes),
    z: numbers(({ z }) => z),
    scores: numbers(({ score }) => score),
    pvalues: numbers(({ p }) => p),
    padj: numbers(({ padj }) => padj),
    log10Pvalues: numbers(({ logP }) => logP / Math.LN10),
    unmatchedZ: numbers(({ rankSumZ }) => rankSumZ),
    members: results.map(({ members }) => members.join(',')),
  };
}

/** A word with its place among those of its length. */
interface RankedWord extends WordResult {
  readonly length: number;
  readonly rank: number;
}

/** The first words of a scan, and those of `also` that it has. */
function rankedWords(
  { length, codes, describe }: WordScan,
  first: number,
  also: ReadonlySet<string> = new Set(),
): RankedWord[] {
  const wanted = new Set([...also].filter((word) => word.length === length).map(codeOf));
  const words: RankedWord[] = [];
  const most = wanted.size > 0 ? codes.length : Math.min(first, codes.length);
  for (let index = 0; index < most; index++) {
    const code = codes[index]!;
    if (index < first || wanted.has(code)) words.push({ ...describe(code), length, rank: index + 1 });
  }
  return words;
}

/**
 * The first words of each scan as a table, the most surprising of each length first; `familyOf` names those that are
 * sites of a seed.
 */
export function wordValues(
  scans: readonly WordScan[],
  familyOf: ReadonlyMap<string, string>,
  first: number,
): WordValues {
  const rows = scans.flatMap((scan) => rankedWords(scan, first));
  const numbers = (value: (row: RankedWord) => number): Float64Array => Float64Array.from(rows, value);
  const integers = (value: (row: RankedWord) => number): Int32Array => Int32Array.from(rows, value);
  return {
    words: rows.map(({ word }) => word),
    lengths: integers(({ length }) => length),
    ranks: integers(({ rank }) => rank),
    directions: rows.map(({ direction }) => direction),
    occurrences: integers(({ occurrences }) => occurrences),
    runningSums: numbers(({ runningSum }) => runningSum),
    log10Pvalues: numbers(({ logP }) => logP / Math.LN10),
    padj: numbers(({ pAdjusted }) => pAdjusted),
    leadingGenes: integers(({ leadingGenes }) => leadingGenes),
    sylamerPeaks: numbers(({ peak }) => peak),
    peakGenes: integers(({ peakGenes }) => peakGenes),
    seedOf: rows.map(({ word }) => familyOf.get(word) ?? ''),
  };
}

/** Sylamer's landscapes of the first words of each scan and of the sites of the sought seeds, one point a row. */
export function landscapeValues(
  scans: readonly WordScan[],
  familyOf: ReadonlyMap<string, string>,
  { first, sought }: { readonly first: number; readonly sought: ReadonlySet<string> },
): LandscapeValues {
  const own = new Set([...sought].flatMap(seedWords).map(({ word }) => word));
  const points = scans.flatMap((scan) =>
    rankedWords(scan, first, own).flatMap((row) =>
      Array.from(scan.landscapeOf(row.code), (value, window) => ({ row, genes: scan.windows[window]!, value })),
    ),
  );
  return {
    words: points.map(({ row }) => row.word),
    lengths: Int32Array.from(points, ({ row }) => row.length),
    ranks: Int32Array.from(points, ({ row }) => row.rank),
    seedOf: points.map(({ row }) => familyOf.get(row.word) ?? ''),
    sought: points.map(({ row }) => yesOrNo(own.has(row.word))),
    leadingGenes: Int32Array.from(points, ({ genes }) => genes),
    signedLog10P: Float64Array.from(points, ({ value }) => value),
  };
}

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');
