import type { rankingTable } from '../../artifacts/ranking-tables.ts';
import type { GeneResults } from '../../engines/gene-results.ts';
import type { SetEvidence } from './test-sets.ts';

type Ranking = ReturnType<typeof rankingTable.parse>;

/** What a result table and, where there is one, the ranking of its genes say beside the statistic; `[genes]` each. */
export function setEvidence(
  { geneIds, padj, pvalue, log2FoldChange, lfcMLE, baseMean }: GeneResults,
  alpha: number,
  ranking: Ranking | undefined,
): SetEvidence {
  const significant = Uint8Array.from(padj, (p) => (p < alpha ? 1 : 0));
  if (ranking === undefined) return { significant };
  const placeOf = new Map(ranking.geneIds.map((gene, place) => [gene, place]));
  const { classes, eightmers, sevenmersM8, sevenmersA1, sixmers } = ranking;
  const candidates = new Uint8Array(geneIds.length);
  const count = new Float64Array(geneIds.length).fill(Number.NaN);
  geneIds.forEach((gene, row) => {
    const place = placeOf.get(gene);
    if (place === undefined) return;
    if (classes[place] === 'candidate') candidates[row] = 1;
    count[row] = eightmers[place]! + sevenmersM8[place]! + sevenmersA1[place]! + sixmers[place]!;
  });
  const change = (lfcMLE ?? log2FoldChange).map((value, row) => (Number.isNaN(pvalue[row]!) ? Number.NaN : value));
  return { significant, candidates, sites: { change, count, expression: baseMean } };
}
