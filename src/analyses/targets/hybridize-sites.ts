import { withoutGaps } from '../../formats/sequences/utr-record.ts';
import { createSiteHybridizer, type SiteDuplex } from '../../mirna/duplex/site-duplex.ts';
import type { Mirna } from '../../mirna/families/mirna.ts';
import { encodeBases } from '../../mirna/sequences/nucleotides.ts';
import type { ScoredSite } from '../../targets/score-sites.ts';
import type { SearchedSequence } from '../../targets/search-sites.ts';

/** Prepares to hybridize the sites of one 3' UTR after the other: one kernel a miRNA, and the bases of the latest UTR, are kept. */
export function createHybridizers(): (utr: SearchedSequence, site: ScoredSite) => SiteDuplex {
  const hybridizers = new Map<Mirna, ReturnType<typeof createSiteHybridizer>>();
  let latest: { readonly utr: SearchedSequence; readonly bases: Map<number, Uint8Array> } | undefined;
  return (utr, { mirna, site }) => {
    if (latest?.utr !== utr) latest = { utr, bases: new Map() };
    const bases = latest.bases.get(site.species) ?? encodeBases(withoutGaps(utr.rows.get(site.species)!));
    latest.bases.set(site.species, bases);
    const hybridize = hybridizers.get(mirna) ?? createSiteHybridizer(mirna.sequence);
    hybridizers.set(mirna, hybridize);
    return hybridize(bases, site);
  };
}
