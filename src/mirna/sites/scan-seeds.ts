import { createSeedScanner, createSiteHits, scanSequence } from './seed-scanner.ts';
import { canonicalSiteTypes, type SeedSiteType, seedSiteTypes, siteFirst, siteLast } from './site-types.ts';

/** A canonical site, 1-based and inclusive. */
export interface ScannedSite {
  readonly type: SeedSiteType;
  readonly start: number;
  readonly end: number;
}

/**
 * The canonical sites of seeds (nt 2-8) in each 3' UTR, in one pass: `found` is called for each with the row of the
 * sequence and the index of the seed. Sites of a seed of one letter may overlap; rows without a sequence are passed over.
 */
export function scanSeeds(
  seeds: readonly string[],
  sequences: readonly (Uint8Array | undefined)[],
  found: (row: number, seed: number, site: ScannedSite) => void,
): void {
  const scanner = createSeedScanner(seeds, canonicalSiteTypes);
  const hits = createSiteHits();
  sequences.forEach((sequence, row) => {
    if (sequence === undefined) return;
    scanSequence(scanner, sequence, hits);
    for (let k = 0; k < hits.count; k++) {
      const type = hits.entries[k]! & 7;
      const window = hits.windows[k]!;
      found(row, hits.entries[k]! >> 3, {
        type: seedSiteTypes[type]!,
        start: window + siteFirst[type]! + 1,
        end: window + siteLast[type]! + 1,
      });
    }
  });
}
