import { encodeBases } from '../sequences/nucleotides.ts';
import type { UtrSite } from '../sites/utr-scanner.ts';
import { type DuplexDrawing, drawDuplex } from './duplex-drawing.ts';
import { DuplexKernel } from './duplex-kernel.ts';

/** The duplex of a miRNA with one of its seed sites. */
export interface SiteDuplex {
  /** kcal/mol */
  readonly energy: number;
  /** Positions are those of the 3' UTR. */
  readonly drawing: DuplexDrawing;
}

/** Bases before a site that the 3' part of the miRNA may pair with. */
const UPSTREAM = 30;

/**
 * Prepares to hybridize a miRNA with its sites, each with the 30 nt before it: the least energy of all duplexes in which
 * nt 2-7 pair the site's bases. Energies and drawing are those of `DuplexKernel`.
 *
 * @param mirna RNA letters 5'->3'
 * @returns takes the base codes of a 3' UTR and a site in which nt 2-7 are paired
 */
export function createSiteHybridizer(mirna: string): (utr: Uint8Array, site: UtrSite) => SiteDuplex {
  const kernel = new DuplexKernel();
  const query = encodeBases(mirna).reverse();
  kernel.setQuery(query, { maxInternalLoop: 15, maxBulge: 15, helix: { from: 2, to: 7 } });
  return (utr, { type, start, end }) => {
    const from = Math.max(0, start - 1 - UPSTREAM);
    const facing2 = end - (type === '8mer' || type === '7mer-A1' ? 2 : 1);
    const around = utr.slice(from, facing2 + 3);
    const duplex = kernel.bestWithHelixAt(around, facing2 - from - 5);
    if (!duplex) throw new Error(`nt 2-7 of ${mirna} do not pair at ${start}-${end}`);
    const drawing = drawDuplex(around, query, duplex.pairs);
    return { energy: duplex.energy, drawing: { ...drawing, position: Math.max(1, from + duplex.pairs[0]![0]) } };
  };
}
