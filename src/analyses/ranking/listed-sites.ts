import { Fault } from '../../fault.ts';
import type { Mirna } from '../../mirna/families/mirna.ts';
import { createSeedReader } from '../../mirna/families/seed-of-name.ts';
import type { DetectedSites, ListedSites } from '../../ranking/sites/detect-site-columns.ts';
import { type GeneNames, gatherSites } from '../../ranking/sites/gather-sites.ts';
import type { KnownSites } from './sites-of-genes.ts';

/**
 * The sites of miRNAs that tables list for genes. `file` stands for the tables in faults: none of the miRNAs is listed, no
 * gene is shared.
 */
export async function listedSites(
  tables: readonly DetectedSites[],
  mirnas: readonly Mirna[],
  names: GeneNames,
  file: string,
): Promise<{ readonly known: KnownSites; readonly notes: readonly string[] }> {
  const detected = joinSites(tables);
  const seedOf = await createSeedReader(mirnas);
  const familyOf = (name: string): string => mirnas.find((one) => one.name === name)?.seed ?? seedOf(name) ?? name;
  const listed = labelSites(chooseSites(detected.listed, mirnas, familyOf, file), familyOf, mirnas);
  const { sites, notes } = gatherSites({ ...detected, listed }, names, file, familyOf);
  const kind = detected.kind === 'all' ? 'all sites are listed' : 'only conserved sites are listed';
  return { known: { sites, kind: detected.kind, traits: {} }, notes: [...detected.notes, kind, ...notes] };
}

/** The sites alone; undefined where the tables have none of the miRNAs. */
export async function sitesIfListed(
  tables: readonly DetectedSites[],
  mirnas: readonly Mirna[],
  names: GeneNames,
  file: string,
): Promise<KnownSites['sites'] | undefined> {
  try {
    return (await listedSites(tables, mirnas, names, file)).known.sites;
  } catch (error) {
    if (error instanceof Fault && error.code === 'SITES_NO_MIRNA') return undefined;
    throw error;
  }
}

/** The seeds of miRNAs, each once. */
function seedsOf(mirnas: readonly Mirna[]): string[] {
  return [...new Set(mirnas.map(({ seed }) => seed))];
}

/** Several tables as one: all sites are listed if they are in one of them. */
function joinSites(tables: readonly DetectedSites[]): DetectedSites {
  return {
    listed: tables.flatMap(({ listed }) => listed),
    kind: tables.some(({ kind }) => kind === 'all') ? 'all' : 'conserved',
    notes: tables.flatMap(({ notes }) => notes),
  };
}

/** The names of each seed, where there are several seeds. */
function labelsOf(mirnas: readonly Mirna[]): ReadonlyMap<string, string> | undefined {
  const seeds = seedsOf(mirnas);
  if (seeds.length < 2) return undefined;
  const named = (seed: string): string =>
    mirnas
      .filter((mirna) => mirna.seed === seed)
      .map(({ name }) => name)
      .join('/');
  return new Map(seeds.map((seed) => [seed, named(seed)]));
}

function labelSites(
  listed: readonly ListedSites[],
  familyOf: (name: string) => string,
  mirnas: readonly Mirna[],
): readonly ListedSites[] {
  const labels = labelsOf(mirnas);
  if (labels === undefined) return listed;
  return listed.map((entry) => {
    const mirna = labels.get(familyOf(entry.mirna));
    return { ...entry, sites: entry.sites.map((site) => ({ ...site, mirna })) };
  });
}

/** The rows of a table of sites that are of one of the families; a table that names no miRNA is taken whole. */
function chooseSites(
  listed: readonly ListedSites[],
  mirnas: readonly Mirna[],
  familyOf: (name: string) => string,
  file: string,
): readonly ListedSites[] {
  const names = [...new Set(listed.map(({ mirna }) => mirna))];
  if (names.length === 1 && names[0] === '') return listed;
  const seeds = new Set(seedsOf(mirnas));
  const matching = new Set(names.filter((name) => seeds.has(familyOf(name))));
  if (matching.size > 0) return listed.filter(({ mirna }) => matching.has(mirna));
  throw new Fault({
    code: 'SITES_NO_MIRNA',
    message: 'the table of sites has none of the miRNA',
    file,
    found: names.slice(0, 6).join(', '),
    expected: mirnas.map(({ name, seed }) => `${name} (seed ${seed})`).join(', '),
    hint: 'Give a table with its sites, or name the miRNA as the table does.',
  });
}
