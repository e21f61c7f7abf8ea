import type { MirnaFamily } from '../../mirna/families/families.ts';
import { scanSeeds } from '../../mirna/sites/scan-seeds.ts';
import type { FamilyGenes } from './family-scan.ts';
import { geneWeight, siteStrength } from './site-weight.ts';

/** The genes of each family by the sites of 7 and 8 nt in their 3' UTRs, weighted by their types; [genes] sequences. */
export function searchFamilies(
  families: readonly MirnaFamily[],
  sequences: readonly (Uint8Array | undefined)[],
): FamilyGenes[] {
  const strengths = families.map(() => new Map<number, number>());
  scanSeeds(
    families.map(({ seed }) => seed),
    sequences,
    (row, family, { type }) => {
      const strength = siteStrength(type);
      if (strength > 0) strengths[family]!.set(row, (strengths[family]!.get(row) ?? 0) + strength);
    },
  );
  return families.map(({ name, seed, members }, k) => ({
    name,
    seed,
    members: [...new Set(members.map((member) => member.name))],
    genes: Uint32Array.from(strengths[k]!.keys()),
    weights: Float64Array.from(strengths[k]!.values(), geneWeight),
  }));
}
