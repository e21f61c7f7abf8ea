import { Fault } from '../../fault.ts';
import type { Mirna } from '../families/mirna.ts';
import { toBytes } from '../sequences/nucleotides.ts';
import { createSeedScanner, createSiteHits, FIRST_SITE_START, type SiteHits, scanSequence } from './seed-scanner.ts';
import { canonicalSiteTypes, type SeedSiteType, seedSiteTypes, siteFirst, siteLast } from './site-types.ts';

/** A site in a 3' UTR; positions are 1-based, inclusive, without alignment gaps. */
export interface UtrSite {
  readonly type: SeedSiteType;
  readonly start: number;
  readonly end: number;
}

/** A site with its gene and miRNA. */
export interface Site extends UtrSite {
  readonly geneId: string;
  readonly mirna: string;
}

export interface Utr {
  readonly id: string;
  /** Letters of the 3' UTR 5'->3', as text or as bytes. */
  readonly sequence: string | Uint8Array;
}

/** What a seed search needs of a miRNA or a family. */
export type NamedSeed = Pick<Mirna, 'name' | 'seed'>;

export interface ScanOptions {
  /** Types to report (default: 8mer, 7mer-m8, 7mer-A1, 6mer). */
  readonly siteTypes?: readonly SeedSiteType[];
  /** First nt at which a site may start (default 15: TargetScan's rule). */
  readonly firstStart?: number;
}

/** The sites of one miRNA in one 3' UTR, ordered by position. */
export function findSites(sequence: string | Uint8Array, mirna: NamedSeed, options: ScanOptions = {}): UtrSite[] {
  const scanner = createSeedScanner([mirna.seed], options.siteTypes ?? canonicalSiteTypes);
  const hits = createSiteHits();
  scanSequence(scanner, toBytes(sequence), hits, options.firstStart ?? FIRST_SITE_START);
  return sitesOfHits(hits).map(({ type, start, end }) => ({ type, start, end }));
}

/**
 * The sites of one miRNA (or of several: one pass) in many 3' UTRs, ordered by UTR as given, then by position.
 * Faults: an empty UTR, an id given twice, a letter that is no nucleotide code.
 */
export function scanUtrs(
  utrs: Iterable<Utr>,
  mirnas: NamedSeed | readonly NamedSeed[],
  options: ScanOptions = {},
): Site[] {
  const scan = createUtrScanner(mirnas, options);
  const sites: Site[] = [];
  for (const utr of utrs) for (const site of scan(utr)) sites.push(site);
  return sites;
}

/** As `scanUtrs`, one UTR a call, for callers that stream: the returned function checks and scans one UTR. */
export function createUtrScanner(
  mirnas: NamedSeed | readonly NamedSeed[],
  options: ScanOptions = {},
): (utr: Utr) => readonly Site[] {
  const list: readonly NamedSeed[] = 'seed' in mirnas ? [mirnas] : mirnas;
  const scanner = createSeedScanner(
    list.map((mirna) => mirna.seed),
    options.siteTypes ?? canonicalSiteTypes,
  );
  const firstStart = options.firstStart ?? FIRST_SITE_START;
  const hits = createSiteHits();
  const seen = new Set<string>();
  return ({ id, sequence }) => {
    const bytes = toBytes(sequence);
    checkUtr(id, bytes, seen);
    try {
      scanSequence(scanner, bytes, hits, firstStart);
    } catch (error) {
      throw error instanceof Fault ? new Fault({ ...error.details, message: `${error.message} (${id})` }) : error;
    }
    return sitesOfHits(hits).map((site) => ({
      geneId: id,
      mirna: list[site.seed]!.name,
      type: site.type,
      start: site.start,
      end: site.end,
    }));
  };
}

function checkUtr(id: string, sequence: Uint8Array, seen: Set<string>): void {
  if (sequence.length === 0) {
    throw new Fault({
      code: 'UTR_EMPTY',
      message: `the 3' UTR of ${id} is empty`,
      hint: 'Remove the record or give its sequence.',
    });
  }
  if (seen.has(id)) {
    throw new Fault({
      code: 'UTR_DUPLICATE_ID',
      message: `the 3' UTR ${id} is given twice`,
      hint: 'Keep one UTR for each id; use transcript|gene ids for isoforms.',
    });
  }
  seen.add(id);
}

interface SeedSite extends UtrSite {
  readonly seed: number;
}

/** Positions of hits, ordered by start, end and seed. */
function sitesOfHits(hits: SiteHits): SeedSite[] {
  const sites: SeedSite[] = [];
  for (let k = 0; k < hits.count; k++) {
    const window = hits.windows[k]!;
    const entry = hits.entries[k]!;
    const type = entry & 7;
    sites.push({
      type: seedSiteTypes[type]!,
      start: window + siteFirst[type]! + 1,
      end: window + siteLast[type]! + 1,
      seed: entry >> 3,
    });
  }
  return sites.sort((a, b) => a.start - b.start || a.end - b.end || a.seed - b.seed);
}

/** Number of sites of each type in a gene. */
export type SiteCounts = Readonly<Record<SeedSiteType, number>>;

/** Sites per gene and type; genes without a site are absent. */
export function countSites(sites: Iterable<Site>): Map<string, SiteCounts> {
  const counts = new Map<string, Record<SeedSiteType, number>>();
  for (const { geneId, type } of sites) {
    let row = counts.get(geneId);
    if (!row) {
      row = { '8mer': 0, '7mer-m8': 0, '7mer-A1': 0, '6mer': 0, 'offset 6mer': 0, '6mer-A1': 0 };
      counts.set(geneId, row);
    }
    row[type]++;
  }
  return counts;
}
