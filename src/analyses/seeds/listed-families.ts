import type { FamilyGenes } from '../../enrichment/seeds/family-scan.ts';
import { geneWeight, siteStrength } from '../../enrichment/seeds/site-weight.ts';
import type { Mirna } from '../../mirna/families/mirna.ts';
import { createSeedReader } from '../../mirna/families/seed-of-name.ts';
import type { ListedSites } from '../../ranking/sites/detect-site-columns.ts';
import { type GeneNames, linkListed, sitesByFamily } from '../../ranking/sites/gather-sites.ts';

/**
 * The families of a table of sites: miRNAs of one seed together where the seed is known, else each on its own; genes are
 * rows of the result table. `given`: miRNAs that are searched for names first. `file`: the table, in faults.
 */
export async function listFamilies(
  listed: readonly ListedSites[],
  given: readonly Mirna[],
  names: GeneNames,
  file: string,
): Promise<FamilyGenes[]> {
  const seedOf = await createSeedReader(given);
  const members = new Map<string, string[]>();
  const families = new Map<string, string>();
  for (const mirna of new Set(listed.map((entry) => entry.mirna))) {
    const seed = seedOf(mirna) ?? mirna;
    families.set(mirna, seed);
    members.set(seed, [...(members.get(seed) ?? []), mirna]);
  }
  const weights = new Map([...members.keys()].map((seed) => [seed, new Map<number, number>()]));
  linkListed(listed, names, file).entries.forEach((entries, row) => {
    for (const [seed, sites] of sitesByFamily(entries, (mirna) => families.get(mirna)!)) {
      const strength = sites.reduce((total, { type }) => total + siteStrength(type), 0);
      if (strength > 0) weights.get(seed)!.set(row, geneWeight(strength));
    }
  });
  return [...weights].map(([seed, weightOf]) => ({
    name: members.get(seed)![0] || seed,
    seed,
    members: members.get(seed)!,
    genes: Uint32Array.from(weightOf.keys()),
    weights: Float64Array.from(weightOf.values()),
  }));
}

/** Listed sites of all families, [genes]: stands for the length of 3' UTRs that are not known. */
export function countListed(families: readonly FamilyGenes[], genes: number): Float64Array {
  const totals = new Float64Array(genes);
  for (const family of families) for (const gene of family.genes) totals[gene]!++;
  return totals;
}
