import { geneScore } from '../mirna/context/cumulative-score.ts';
import type { SiteType } from '../mirna/sites/noncanonical-sites.ts';
import { compareText, type SiteRow } from './site-rows.ts';

/** Counts and scores of a 3' UTR for a miRNA. */
export interface GeneRow {
  readonly utr: string;
  readonly mirna: string;
  readonly counts: ReadonlyMap<SiteType, number>;
  readonly total: number;
  readonly cumulativeWeighted: number;
  readonly aggregatePct: number | undefined;
}

/** Counts and scores by 3' UTR and miRNA of the sites in one species, ordered by both. */
export function geneRows(sites: readonly SiteRow[], species: number): GeneRow[] {
  const groups = new Map<string, SiteRow[]>();
  for (const site of sites) {
    if (site.species !== species) continue;
    const key = `${site.utr}\t${site.mirna}`;
    const group = groups.get(key);
    if (group) group.push(site);
    else groups.set(key, [site]);
  }
  const rows = [...groups.values()].map((group) => geneRow(group[0]!.utr, group[0]!.mirna, group));
  return rows.sort((a, b) => compareText(a.utr, b.utr) || compareText(a.mirna, b.mirna));
}

/** Counts and scores of a 3' UTR for a miRNA from its sites, which may be none. */
export function geneRow(utr: string, mirna: string, sites: readonly SiteRow[]): GeneRow {
  const counts = new Map<SiteType, number>();
  for (const { type } of sites) counts.set(type, (counts.get(type) ?? 0) + 1);
  const scored = sites.flatMap(({ start, end, score }) => (score ? [{ start, end, ...score }] : []));
  const { total, cumulativeWeighted } = geneScore(scored);
  return { utr, mirna, counts, total, cumulativeWeighted, aggregatePct: aggregatePct(sites) };
}

/** Probability that at least one site is conserved for its function: 1 - product of (1 - PCT). */
function aggregatePct(sites: readonly SiteRow[]): number | undefined {
  const known = sites.flatMap(({ predicted }) => (predicted?.pct === undefined ? [] : [predicted.pct]));
  return known.length === 0 ? undefined : 1 - known.reduce((rest, pct) => rest * (1 - Math.max(0, pct)), 1);
}
