import { geneScore } from '../../../src/mirna/context/cumulative-score.ts';
import type { SiteType } from '../../../src/mirna/sites/noncanonical-sites.ts';
import { compareText, type GeneRow, type SiteRow } from './site-columns.ts';

/** Counts and scores by gene and miRNA of the sites in one species, ordered by gene and miRNA. */
export function geneRows(sites: readonly SiteRow[], species: number): GeneRow[] {
  const groups = new Map<string, SiteRow[]>();
  for (const site of sites) {
    if (site.species !== species) continue;
    const key = `${site.gene}\t${site.mirna}`;
    const group = groups.get(key);
    if (group) group.push(site);
    else groups.set(key, [site]);
  }
  const rows = [...groups.values()].map((group) => geneRow(group[0]!.gene, group[0]!.mirna, group));
  return rows.sort((a, b) => compareText(a.gene, b.gene) || compareText(a.mirna, b.mirna));
}

/** Counts and scores of a gene for a miRNA from its sites, which may be none. */
export function geneRow(gene: string, mirna: string, sites: readonly SiteRow[]): GeneRow {
  const counts = new Map<SiteType, number>();
  for (const { type } of sites) counts.set(type, (counts.get(type) ?? 0) + 1);
  const scored = sites.flatMap(({ start, end, score }) => (score ? [{ start, end, ...score }] : []));
  const { total, cumulativeWeighted } = geneScore(scored);
  return { gene, mirna, counts, total, cumulativeWeighted, aggregatePct: aggregatePct(sites) };
}

/** Probability that at least one site is conserved for its function: 1 - product of (1 - PCT). */
function aggregatePct(sites: readonly SiteRow[]): number | undefined {
  const known = sites.flatMap(({ predicted }) => (predicted?.pct === undefined ? [] : [predicted.pct]));
  return known.length === 0 ? undefined : 1 - known.reduce((rest, pct) => rest * (1 - Math.max(0, pct)), 1);
}
