import { Fault } from '../../fault.ts';
import type { DetectedSites, ListedSites } from './detect-site-columns.ts';
import type { GeneSite } from './site-evidence.ts';

/** Genes of a result table, by the names they go by. */
export interface GeneNames {
  readonly geneIds: readonly string[];
  readonly symbols?: readonly string[] | undefined;
}

export interface GatheredSites {
  /** By gene id of the result table; an empty list for genes without a listed site. */
  readonly sites: ReadonlyMap<string, readonly GeneSite[]>;
  readonly notes: readonly string[];
}

/** An Ensembl or RefSeq id without its version. */
function bare(name: string): string {
  return /^(ENS[A-Z]*\d{6,}|[NX][MR]_\d+)/.test(name) ? name.replace(/\.\d+$/, '') : name;
}

/** The family of the miRNA that a table names; each is its own by default. */
export type FamilyOf = (mirna: string) => string;

/**
 * The listed sites of each gene of a result table, linked as `linkListed` does, those of each family as `sitesByFamily`
 * takes them. `file` stands for the table of sites in faults: no gene is shared, nothing is listed.
 */
export function gatherSites(
  { listed }: DetectedSites,
  names: GeneNames,
  file: string,
  familyOf: FamilyOf = (mirna) => mirna,
): GatheredSites {
  const { entries, notes } = linkListed(listed, names, file);
  const sitesOf = (row: number) => [...sitesByFamily(entries[row]!, familyOf).values()].flat();
  return { sites: new Map(names.geneIds.map((id, row) => [id, sitesOf(row)])), notes };
}

/**
 * What a table of sites lists for each gene of a result table, [genes]. Which of the names on both sides (id, symbol;
 * gene, symbol, transcript) belong together is told by the pair that links most genes. Fault: no gene is shared, or
 * nothing is listed; `file` is the table of sites.
 */
export function linkListed(listed: readonly ListedSites[], { geneIds, symbols }: GeneNames, file: string) {
  const entriesOf = namings(listed).map((nameOf) => indexBy(listed, nameOf));
  const ways = [geneIds.map(bare), ...(symbols === undefined ? [] : [symbols])];
  let best = { linked: 0, names: ways[0]!, index: entriesOf[0] };
  for (const names of ways) {
    for (const index of entriesOf) {
      const linked = names.reduce((sum, name) => sum + Number(index.has(name)), 0);
      if (linked > best.linked) best = { linked, names, index };
    }
  }
  if (best.linked === 0) throw nothingShared(listed, geneIds, file);
  return {
    entries: best.names.map((name): readonly ListedSites[] => best.index?.get(name) ?? []),
    notes: [`${best.linked} of ${geneIds.length} genes have a listed site`],
  };
}

function namings(listed: readonly ListedSites[]): ((entry: ListedSites) => string | undefined)[] {
  const others = listed.reduce((most, { otherNames }) => Math.max(most, otherNames.length), 0);
  return [
    ({ gene }) => gene,
    ...Array.from(
      { length: others },
      (_, k) =>
        ({ otherNames }: ListedSites): string | undefined =>
          otherNames[k],
    ),
  ];
}

function indexBy(
  listed: readonly ListedSites[],
  nameOf: (entry: ListedSites) => string | undefined,
): Map<string, ListedSites[]> {
  const index = new Map<string, ListedSites[]>();
  for (const entry of listed) {
    const name = nameOf(entry);
    if (name === undefined || name === '') continue;
    const known = index.get(bare(name));
    if (known === undefined) index.set(bare(name), [entry]);
    else known.push(entry);
  }
  return index;
}

/**
 * What is listed for one gene, by family. Where it is listed once a transcript, or once a member of the family (members
 * share their sites), the list with most sites is taken.
 */
export function sitesByFamily(entries: readonly ListedSites[], familyOf: FamilyOf): Map<string, readonly GeneSite[]> {
  const lists = new Map<string, GeneSite[]>();
  const best = new Map<string, readonly GeneSite[]>();
  for (const { mirna, otherNames, sites } of entries) {
    const key = [mirna, ...otherNames].join('\t');
    const list = lists.get(key) ?? [];
    lists.set(key, list);
    list.push(...sites);
    const family = familyOf(mirna);
    if (list.length > (best.get(family)?.length ?? 0)) best.set(family, list);
  }
  return best;
}

function nothingShared(listed: readonly ListedSites[], geneIds: readonly string[], file: string): Fault {
  const shown = listed
    .slice(0, 3)
    .map(({ gene, otherNames }) => [gene, ...otherNames].filter((name) => name !== '').join('|'));
  return new Fault({
    code: 'SITES_NO_SHARED_GENE',
    message: 'results and sites share no gene',
    file,
    found: listed.length === 0 ? 'no sites' : `sites in ${shown.join(', ')}`,
    expected: `genes as in the results: ${geneIds.slice(0, 3).join(', ')}`,
    hint: 'Give sites with the gene ids or symbols of the result table, or add a column of symbols (gene_name) to it.',
  });
}
