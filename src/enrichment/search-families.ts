import type { MirnaFamily } from '../mirna/families.ts';
import { scanSeeds } from '../mirna/scan-seeds.ts';
import type { FamilyGenes } from './family-scan.ts';
import { siteWeight } from './site-weight.ts';

/** The genes of each family by the sites of 7 and 8 nt in their 3' UTRs, weighted by their types; [genes] sequences. */
export function searchFamilies(
  families: readonly MirnaFamily[],
  sequences: readonly (Uint8Array | undefined)[],
): FamilyGenes[] {
  const weights = families.map(() => new Map<number, number>());
  scanSeeds(
    families.map(({ seed }) => seed),
    sequences,
    (row, family, { type }) => {
      const weight = siteWeight(type);
      if (weight > 0) weights[family]!.set(row, (weights[family]!.get(row) ?? 0) + weight);
    },
  );
  return families.map(({ name, seed, members }, k) => ({
    name,
    seed,
    members: [...new Set(members.map((member) => member.name))],
    genes: Uint32Array.from(weights[k]!.keys()),
    weights: Float64Array.from(weights[k]!.values()),
  }));
}
