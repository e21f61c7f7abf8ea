import { Fault } from '../fault.ts';
import type { DetectedSites, ListedSites } from './site-columns.ts';
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
 * The listed sites of each gene of a result table. Which of the names on both sides (id, symbol; gene, symbol, transcript)
 * belong together is told by the pair that links most genes. Where a gene is listed once a transcript, or once a member of
 * a family (members share their sites), the list with most sites is taken. `file` stands for the table of sites in faults:
 * no gene is shared, nothing is listed.
 */
export function gatherSites(
  { listed }: DetectedSites,
  { geneIds, symbols }: GeneNames,
  file: string,
  familyOf: FamilyOf = (mirna) => mirna,
): GatheredSites {
  const sitesOf = namings(listed).map((nameOf) => indexBy(listed, nameOf, familyOf));
  const ways = [geneIds.map(bare), ...(symbols === undefined ? [] : [symbols])];
  let best = { linked: 0, names: ways[0]!, index: sitesOf[0] };
  for (const names of ways) {
    for (const index of sitesOf) {
      const linked = names.reduce((sum, name) => sum + Number(index.has(name)), 0);
      if (linked > best.linked) best = { linked, names, index };
    }
  }
  if (best.linked === 0) throw nothingShared(listed, geneIds, file);
  const sites = new Map(geneIds.map((id, row) => [id, best.index?.get(best.names[row]!) ?? []]));
  return { sites, notes: [`${best.linked} of ${geneIds.length} genes have a listed site`] };
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
  familyOf: FamilyOf,
): Map<string, readonly GeneSite[]> {
  const entriesOf = new Map<string, ListedSites[]>();
  for (const entry of listed) {
    const name = nameOf(entry);
    if (name === undefined || name === '') continue;
    const known = entriesOf.get(bare(name));
    if (known === undefined) entriesOf.set(bare(name), [entry]);
    else known.push(entry);
  }
  return new Map([...entriesOf].map(([name, entries]) => [name, sitesOfGene(entries, familyOf)]));
}

/** The sites of each family, from the transcript and the member of the family that have most. */
function sitesOfGene(entries: readonly ListedSites[], familyOf: FamilyOf): readonly GeneSite[] {
  if (entries.length === 1) return entries[0]!.sites;
  const lists = new Map<string, GeneSite[]>();
  const best = new Map<string, GeneSite[]>();
  for (const { mirna, otherNames, sites } of entries) {
    const key = [mirna, ...otherNames].join('\t');
    const list = lists.get(key) ?? [];
    lists.set(key, list);
    list.push(...sites);
    const family = familyOf(mirna);
    if (list.length > (best.get(family)?.length ?? 0)) best.set(family, list);
  }
  return [...best.values()].flat();
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
