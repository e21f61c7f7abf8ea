import { transcriptOfGene, type UtrLinks, utrOfGene } from '../../artifacts/gene-tables.ts';
import type { GeneTraits } from '../../ranking/shift/site-shift.ts';
import type { GeneSite } from '../../ranking/sites/site-evidence.ts';
import type { CodingSiteValues, SiteCountValues, SiteValues } from '../targets/target-values.ts';

/** What is known of the sites of genes. */
export interface KnownSites {
  /** By gene id: an empty list where the 3' UTR of the gene has none; genes without a 3' UTR are left out. */
  readonly sites: ReadonlyMap<string, readonly GeneSite[]>;
  /** Whether all sites are known, or only conserved ones are listed. */
  readonly kind: 'all' | 'conserved';
  /** Sites in the coding sequences that are known, by gene id; undefined where none is. */
  readonly coding?: ReadonlyMap<string, readonly GeneSite[]> | undefined;
  readonly traits: GeneTraits;
  /** The transcript whose 3' UTR stands for a gene, by gene id; undefined where sites were listed. */
  readonly transcripts?: ReadonlyMap<string, string> | undefined;
}

type CountsOfUtrs = Pick<SiteCountValues, 'utrIds' | 'utrLengths' | 'utrGc' | 'codingLengths'>;

/** The sites that were found in 3' UTRs and coding sequences, and what genes must share to be compared; `geneIds` are those of the results. */
export function knownSites(
  found: {
    readonly sites: SiteValues;
    readonly counts: CountsOfUtrs;
    readonly codingSites: CodingSiteValues;
    readonly links: UtrLinks;
  },
  mirnas: readonly NamedSeed[],
  geneIds: readonly string[],
): KnownSites {
  const sites = sitesOfGenes(found.sites, found.links, mirnas);
  const traits = utrTraits(found.counts, found.links, geneIds);
  const coding = codingSitesOfGenes(found, mirnas);
  return { sites, kind: 'all', coding, traits, transcripts: transcriptOfGene(found.links) };
}

interface NamedSeed {
  readonly name: string;
  readonly seed: string;
}

/** Sites name their miRNA where there are several. */
function sitesOfGenes(
  table: SiteValues,
  links: UtrLinks,
  mirnas: readonly NamedSeed[],
): Map<string, readonly GeneSite[]> {
  const keep = onceAFamily(mirnas);
  const byUtr = new Map<string, GeneSite[]>();
  for (const [row, utr] of table.utrIds.entries()) {
    const mirna = table.mirnas[row]!;
    if (!keep.has(mirna)) continue;
    const site: GeneSite = {
      type: table.types[row]!,
      start: table.starts[row]!,
      end: table.ends[row]!,
      conserved: { yes: true, no: false }[table.conserved?.[row] ?? ''],
      contextScore: definite(table.contextScores?.[row]),
      energyKcalPerMol: definite(table.duplexEnergies?.[row]),
      ...(keep.size > 1 && { mirna }),
    };
    const known = byUtr.get(utr);
    if (known === undefined) byUtr.set(utr, [site]);
    else known.push(site);
  }
  return new Map(links.geneIds.map((gene, row) => [gene, byUtr.get(links.utrIds[row]!) ?? []]));
}

/** Sites in coding sequences, of genes whose coding sequence is known; undefined if that of no gene is. */
function codingSitesOfGenes(
  {
    codingSites: table,
    counts,
    links,
  }: { readonly codingSites: CodingSiteValues; readonly counts: CountsOfUtrs; readonly links: UtrLinks },
  mirnas: readonly NamedSeed[],
): ReadonlyMap<string, readonly GeneSite[]> | undefined {
  const keep = onceAFamily(mirnas);
  const byUtr = new Map<string, GeneSite[]>();
  counts.utrIds.forEach((utr, row) => {
    if (!Number.isNaN(counts.codingLengths[row]!)) byUtr.set(utr, []);
  });
  if (byUtr.size === 0) return undefined;
  for (const [row, utr] of table.utrIds.entries()) {
    const mirna = table.mirnas[row]!;
    if (!keep.has(mirna)) continue;
    const place = { type: table.types[row]!, start: table.starts[row]!, end: table.ends[row]! };
    byUtr.get(utr)?.push({ ...place, ...(keep.size > 1 && { mirna }) });
  }
  return new Map(
    links.geneIds.flatMap((gene, row) => {
      const own = byUtr.get(links.utrIds[row]!);
      return own === undefined ? [] : [[gene, own] as const];
    }),
  );
}

/** The first miRNA of each seed: members of a family share their sites. */
function onceAFamily(mirnas: readonly NamedSeed[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  for (const { name, seed } of mirnas) if (!first.has(seed)) first.set(seed, name);
  return new Set(first.values());
}

function definite(value = Number.NaN): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

/** Length (nt) and base composition of the 3' UTR of each gene, [genes]; NaN where it has none. */
function utrTraits(
  { utrIds, utrLengths, utrGc }: Pick<SiteCountValues, 'utrIds' | 'utrLengths' | 'utrGc'>,
  links: UtrLinks,
  geneIds: readonly string[],
): GeneTraits {
  const rowOf = new Map(utrIds.map((utr, row) => [utr, row]));
  const utrOf = utrOfGene(links);
  const rows = geneIds.map((gene) => rowOf.get(utrOf.get(gene) ?? '') ?? -1);
  return {
    utrLength: Float64Array.from(rows, (row) => utrLengths[row] ?? Number.NaN),
    utrGc: Float64Array.from(rows, (row) => utrGc[row] ?? Number.NaN),
  };
}
