import type { SeedSiteType } from '../mirna/sites/site-types.ts';

/** A site of one family in one species' row of an alignment; columns are 1-based and count gaps. */
export interface AlignedSite {
  readonly species: number;
  readonly type: SeedSiteType;
  readonly start: number;
  readonly end: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** Whether the region also codes for protein in another transcript (lower-case letters). */
  readonly overlapsOrf: boolean;
}

/** Sites of several species that stand for one site of their ancestor. */
export interface SiteGroup {
  readonly sites: readonly AlignedSite[];
  /** The types present, in TargetScan's order: 7mer-A1, 7mer-m8, 8mer, 6mer. */
  readonly types: readonly SeedSiteType[];
  /** Ascending. */
  readonly species: readonly number[];
}

const typeOrder: readonly SeedSiteType[] = ['7mer-A1', '7mer-m8', '8mer', '6mer', '6mer-A1', 'offset 6mer'];

/** Types that a site of a type also is. */
const included: Readonly<Record<SeedSiteType, readonly SeedSiteType[]>> = {
  '8mer': ['8mer', '7mer-m8', '7mer-A1', '6mer'],
  '7mer-m8': ['7mer-m8', '6mer'],
  '7mer-A1': ['7mer-A1', '6mer'],
  '6mer': ['6mer'],
  'offset 6mer': ['offset 6mer'],
  '6mer-A1': ['6mer-A1'],
};

const MIN_OVERLAP = 2;

/**
 * Groups the sites of one family in one gene: sites of different species belong together if they share their first or last
 * column or overlap by at least two. Pairs are taken in the order of their keys (species, first and last column, as text),
 * as TargetScan 7 takes them; a site keeps the group it got first, so two groups never merge.
 */
export function groupSites(sites: readonly AlignedSite[]): SiteGroup[] {
  if (sites.length < 2) return sites.map((site) => ({ sites: [site], types: [site.type], species: [site.species] }));
  const ordered = sites
    .map((site) => ({ site, key: `${site.species}::${site.firstColumn}::${site.lastColumn}` }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ site }) => site);
  const groupOf = new Map<AlignedSite, number>();
  let groups = 0;
  const isMixed = sites.some((site) => site.species !== sites[0]!.species);
  for (const site of isMixed ? ordered : []) {
    for (const other of ordered) {
      if (site.species === other.species || !isOrthologous(site, other)) continue;
      if (groupOf.has(site) && groupOf.has(other)) continue;
      const group = groupOf.get(site) ?? groupOf.get(other) ?? groups++;
      groupOf.set(site, group);
      groupOf.set(other, group);
    }
  }
  for (const site of ordered) if (!groupOf.has(site)) groupOf.set(site, groups++);
  const members: AlignedSite[][] = Array.from({ length: groups }, () => []);
  for (const site of ordered) members[groupOf.get(site)!]!.push(site);
  return members.map((list) => ({
    sites: list,
    types: typeOrder.filter((type) => list.some((site) => site.type === type)),
    species: distinct(list),
  }));
}

function isOrthologous(a: AlignedSite, b: AlignedSite): boolean {
  const overlap = Math.min(a.lastColumn, b.lastColumn) - Math.max(a.firstColumn, b.firstColumn) + 1;
  return a.firstColumn === b.firstColumn || a.lastColumn === b.lastColumn || overlap >= MIN_OVERLAP;
}

/** The species of a group that have a site of this type, also as part of a longer one; ascending. */
export function speciesWithType(group: SiteGroup, type: SeedSiteType): number[] {
  return distinct(group.sites.filter((site) => included[site.type].includes(type)));
}

function distinct(sites: readonly AlignedSite[]): number[] {
  return [...new Set(sites.map((site) => site.species))].sort((a, b) => a - b);
}
