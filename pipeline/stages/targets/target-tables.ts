import type { Column } from '../../../src/formats/delimited/read-table.ts';
import { duplexColumns as rnahybridColumns } from '../../../src/mirna/duplex/duplex-job.ts';
import { canonicalSiteTypes } from '../../../src/mirna/sites/site-types.ts';
import { formatFixed } from '../../../src/text/printf-decimal.ts';
import type { DuplexCells } from './best-duplexes.ts';
import { geneRow } from './gene-rows.ts';
import type { FoundTargets, TargetSite } from './search-targets.ts';
import { siteColumns } from './site-columns.ts';

/** Sites with what is known of each. */
export function targetColumns({ sites, isAligned }: FoundTargets): Map<string, Column> {
  const choice = { isAligned, hasSpecies: false, hasScores: true, hasAllColumns: true } as const;
  const energies = Float64Array.from(sites, ({ duplex }) => Number(formatFixed(duplex.energy, 2)));
  return siteColumns(sites, choice).set('duplex_energy', energies);
}

/** The duplex of each site, in the order of the sites. */
export function siteDuplexColumns({ sites }: FoundTargets): Map<string, Column> {
  const texts = (value: (site: TargetSite) => string) => sites.map(value);
  const integers = (value: (site: TargetSite) => number) => Int32Array.from(sites, value);
  return new Map<string, Column>([
    ['gene_id', texts(({ gene }) => gene)],
    ['mirna', texts(({ mirna }) => mirna)],
    ['site_type', texts(({ type }) => type)],
    ['utr_start', integers(({ start }) => start)],
    ['utr_end', integers(({ end }) => end)],
    ['mfe', texts(({ duplex }) => formatFixed(duplex.energy, 1))],
    ['position', integers(({ duplex }) => duplex.drawing.position)],
    ['target_unpaired', texts(({ duplex }) => duplex.drawing.targetUnpaired)],
    ['target_paired', texts(({ duplex }) => duplex.drawing.targetPaired)],
    ['mirna_paired', texts(({ duplex }) => duplex.drawing.mirnaPaired)],
    ['mirna_unpaired', texts(({ duplex }) => duplex.drawing.mirnaUnpaired)],
  ]);
}

/** The best duplex of each 3' UTR with sites. */
export function duplexColumns(rows: readonly DuplexCells[]): Map<string, Column> {
  const names = ['gene_id', 'utr_length', ...rnahybridColumns.slice(2)];
  return new Map(names.map((name, k) => [name, rows.map((cells) => cells[k]!)]));
}

/** Counts and scores of each 3' UTR and miRNA, also where there is no site. */
export function countColumns(
  { mirnas, utrs, sites }: FoundTargets,
  duplexes: readonly DuplexCells[],
): Map<string, Column> {
  const keyOf = (utr: string, mirna: string) => `${utr}\t${mirna}`;
  const sitesOf = new Map<string, TargetSite[]>();
  for (const site of sites) {
    const key = keyOf(site.gene, site.mirna);
    const known = sitesOf.get(key);
    if (known) known.push(site);
    else sitesOf.set(key, [site]);
  }
  const duplexOf = new Map(duplexes.map((cells) => [keyOf(cells[0]!, cells[2]!), cells]));
  const rows = utrs.flatMap(({ id, length, gc }) =>
    mirnas.map(({ name }) => {
      const key = keyOf(id, name);
      const own = sitesOf.get(key) ?? [];
      return { id, mirna: name, length, gc, own, gene: geneRow(id, name, own), duplex: duplexOf.get(key) };
    }),
  );
  type Row = (typeof rows)[number];
  const integers = (value: (row: Row) => number) => Int32Array.from(rows, value);
  const numbers = (digits: number, value: (row: Row) => number | undefined) =>
    Float64Array.from(rows, (row) => Number(value(row)?.toFixed(digits) ?? Number.NaN));
  return new Map<string, Column>([
    ['gene_id', rows.map(({ id }) => id)],
    ['mirna', rows.map(({ mirna }) => mirna)],
    ['utr_length', integers(({ length }) => length)],
    ['utr_gc', numbers(4, ({ gc }) => gc)],
    ...canonicalSiteTypes.map((type): [string, Column] => [type, integers(({ gene }) => gene.counts.get(type) ?? 0)]),
    ['conserved_sites', numbers(0, ({ own }) => conservedSites(own))],
    ['total_context_score', numbers(3, ({ gene }) => gene.total)],
    ['cumulative_weighted_score', numbers(4, ({ gene }) => gene.cumulativeWeighted)],
    ['aggregate_pct', numbers(4, ({ gene }) => gene.aggregatePct)],
    ['mfe', numbers(1, ({ duplex }) => duplex && Number(duplex[4]))],
    ['mfe_pvalue', numbers(6, ({ duplex }) => duplex && Number(duplex[5]))],
  ]);
}

function conservedSites(sites: readonly TargetSite[]): number | undefined {
  const known = sites.filter(({ predicted }) => predicted?.branchLength !== undefined);
  if (known.length === 0) return undefined;
  return known.filter(({ predicted }) => predicted!.isConserved).length;
}
