import { withoutGaps } from '../../formats/sequences/utr-record.ts';
import { createSiteHybridizer, type SiteDuplex } from '../../mirna/duplex/site-duplex.ts';
import type { Mirna } from '../../mirna/families/mirna.ts';
import { encodeBases } from '../../mirna/sequences/nucleotides.ts';
import type { ScoredSite } from '../../targets/score-sites.ts';
import type { SearchedSequence } from '../../targets/search-sites.ts';

/** Hybridizes the sites of one 3' UTR after the other. */
export interface SiteHybridizers {
  hybridize(utr: SearchedSequence, site: ScoredSite): SiteDuplex;
  /** The bases of a 3' UTR in a species, without gaps; the same memory when asked again. */
  basesOf(utr: SearchedSequence, species: number): Uint8Array;
}

/** Prepares to hybridize sites: one kernel a miRNA is kept, and the bases of each 3' UTR as long as that is. */
export function createHybridizers(): SiteHybridizers {
  const hybridizers = new Map<Mirna, ReturnType<typeof createSiteHybridizer>>();
  const known = new WeakMap<SearchedSequence, Map<number, Uint8Array>>();
  const basesOf = (utr: SearchedSequence, species: number): Uint8Array => {
    const rows = known.get(utr) ?? new Map<number, Uint8Array>();
    known.set(utr, rows);
    const bases = rows.get(species) ?? encodeBases(withoutGaps(utr.rows.get(species)!));
    rows.set(species, bases);
    return bases;
  };
  return {
    basesOf,
    hybridize(utr, { mirna, site }) {
      const hybridize = hybridizers.get(mirna) ?? createSiteHybridizer(mirna.sequence);
      hybridizers.set(mirna, hybridize);
      return hybridize(basesOf(utr, site.species), site);
    },
  };
}
