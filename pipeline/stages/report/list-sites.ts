import type { ContrastResult } from '../../../src/report/report-data.ts';
import type { SiteListing } from '../../../src/report/shared-data.ts';
import type { StudyTables } from './read-study-tables.ts';

/** All sites with their duplexes, those of the best ranked genes of all contrasts first; undefined where none were searched. */
export function listSites(
  { sites, siteDuplexes: duplexes, utrLinks: links }: StudyTables,
  contrasts: readonly ContrastResult[],
): SiteListing | undefined {
  const first = contrasts[0];
  if (sites === undefined || duplexes === undefined || links === undefined || first === undefined) return undefined;
  const rowOf = new Map(first.genes.id.map((id, row) => [id, row]));
  const geneOfUtr = new Map(links.utrIds.map((utr, row) => [utr, rowOf.get(links.geneIds[row]!)]));
  const rank = bestRanks(contrasts);
  const placed = sites.utrIds
    .map((utr, site) => ({ site, gene: geneOfUtr.get(utr) }))
    .filter((one): one is { site: number; gene: number } => one.gene !== undefined)
    .sort((a, b) => rank[a.gene]! - rank[b.gene]! || a.gene - b.gene || a.site - b.site)
    .map(({ site, gene }) => ({ site, gene }));
  const of = <T>(value: (site: number) => T): T[] => placed.map(({ site }) => value(site));
  const score = (column: Float64Array | undefined) => of((site) => column?.[site] ?? Number.NaN);
  return {
    genes: placed.map(({ gene }) => gene),
    mirnas: of((site) => sites.mirnas[site]!),
    types: of((site) => sites.types[site]!),
    starts: of((site) => sites.starts[site]!),
    ends: of((site) => sites.ends[site]!),
    contextScores: score(sites.contextScores),
    accessibility: score(sites.accessibility),
    pct: score(sites.pct),
    conserved: of((site) => (sites.conserved?.[site] ?? 'NA').replace('NA', '')),
    energiesKcalPerMol: score(duplexes.energies),
    duplexes: of((site) => [
      duplexes.targetUnpaired[site]!,
      duplexes.targetPaired[site]!,
      duplexes.mirnaPaired[site]!,
      duplexes.mirnaUnpaired[site]!,
    ]),
  };
}

/** `[genes]`: the best place of each gene in the rankings. */
function bestRanks(contrasts: readonly ContrastResult[]): Float64Array {
  const best = new Float64Array(contrasts[0]!.genes.id.length).fill(Number.POSITIVE_INFINITY);
  for (const { ranking, genes } of contrasts) {
    const column = ranking?.columns?.find(({ name }) => name === 'rank');
    if (column === undefined || !('integers' in column) || genes.id.length !== best.length) continue;
    for (const [gene, rank] of best.entries()) best[gene] = Math.min(rank, column.integers[gene] ?? rank);
  }
  return best;
}
