import type { MirnaFamily } from '../../mirna/families/families.ts';
import { createSeedScanner, createSiteHits, scanSequence } from '../../mirna/sites/seed-scanner.ts';
import { canonicalSiteTypes, seedSiteTypes } from '../../mirna/sites/site-types.ts';
import type { FamilyGenes } from './family-scan.ts';
import { geneWeight, siteStrength } from './site-weight.ts';

/** The genes of each family by the sites of 7 and 8 nt in their 3' UTRs, weighted by their types; [genes] sequences. */
export function searchFamilies(
  families: readonly MirnaFamily[],
  sequences: readonly (Uint8Array | undefined)[],
): FamilyGenes[] {
  const scanner = createSeedScanner(
    families.map(({ seed }) => seed),
    canonicalSiteTypes.filter((type) => siteStrength(type) > 0),
  );
  const strengthOf = Float64Array.from(seedSiteTypes, siteStrength);
  const found = families.map(() => ({ genes: [] as number[], weights: [] as number[] }));
  const hits = createSiteHits();
  const strength = new Float64Array(families.length);
  const touched = new Uint32Array(families.length);
  sequences.forEach((sequence, row) => {
    if (sequence === undefined) return;
    scanSequence(scanner, sequence, hits);
    let kinds = 0;
    for (let k = 0; k < hits.count; k++) {
      const entry = hits.entries[k]!;
      const family = entry >> 3;
      if (strength[family] === 0) touched[kinds++] = family;
      strength[family]! += strengthOf[entry & 7]!;
    }
    for (let k = 0; k < kinds; k++) {
      const family = touched[k]!;
      found[family]!.genes.push(row);
      found[family]!.weights.push(geneWeight(strength[family]!));
      strength[family] = 0;
    }
  });
  return families.map(({ name, seed, members }, k) => ({
    name,
    seed,
    members: [...new Set(members.map((member) => member.name))],
    genes: Uint32Array.from(found[k]!.genes),
    weights: Float64Array.from(found[k]!.weights),
  }));
}
