import type { Mirna } from '../../../src/mirna/mirna.ts';
import { createSeedScanner, createSiteHits, scanSequence } from '../../../src/mirna/seed-scanner.ts';
import { canonicalSiteTypes, seedSiteTypes, siteFirst, siteLast } from '../../../src/mirna/site-types.ts';
import type { GeneNames } from '../../../src/ranking/gather-sites.ts';
import type { GeneSite } from '../../../src/ranking/site-evidence.ts';
import { linkUtrs } from '../../../src/tables/link-utrs.ts';
import { readUtrs } from '../../../src/tables/utrs.ts';

/** 3' UTRs of the genes of a result table; [genes] each, undefined where there is none. */
export interface GeneUtrs {
  readonly sequences: readonly (Uint8Array | undefined)[];
  readonly notes: readonly string[];
}

/** Reads 3' UTRs and gives each gene its own, by id or by symbol. */
export async function readGeneUtrs(file: string, { geneIds, symbols }: GeneNames): Promise<GeneUtrs> {
  const set = await readUtrs(file);
  const genes = geneIds.map((id, row) => ({ id, name: symbols?.[row] }));
  const annotation = symbols === undefined ? undefined : { file, genes, notes: [] };
  const { utrs, notes } = linkUtrs(geneIds, set, { annotation });
  return { sequences: utrs.map((utr) => utr?.sequence), notes };
}

/**
 * The canonical sites of seeds (nt 2-8) in each 3' UTR, in one pass: `found` is called for each site with the row of the
 * gene and the index of the seed. Sites of a seed of one letter may overlap.
 */
export function scanSeeds(
  seeds: readonly string[],
  sequences: readonly (Uint8Array | undefined)[],
  found: (row: number, seed: number, site: GeneSite) => void,
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

/** The seeds of miRNAs, each once. */
export function seedsOf(mirnas: readonly Mirna[]): string[] {
  return [...new Set(mirnas.map(({ seed }) => seed))];
}
