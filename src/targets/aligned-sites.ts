import type { AlignmentRows } from '../mirna/conservation/conservation.ts';
import { createSiteHits, type SeedScanner, scanSequence } from '../mirna/sites/seed-scanner.ts';
import { seedSiteTypes, siteFirst, siteLast } from '../mirna/sites/site-types.ts';
import type { AlignedSite } from './site-groups.ts';

const GAP = 45;
const hits = createSiteHits();

/** A row of an alignment without its gaps. */
interface UngappedRow {
  readonly sequence: Uint8Array;
  /** 0-based column of each base; undefined where that is its place in the sequence. */
  readonly columns: Int32Array | undefined;
}

function ungap(row: Uint8Array): UngappedRow {
  if (!row.includes(GAP)) return { sequence: row, columns: undefined };
  const columns = new Int32Array(row.length);
  const sequence = new Uint8Array(row.length);
  let length = 0;
  for (let column = 0; column < row.length; column++) {
    if (row[column] === GAP) continue;
    columns[length] = column;
    sequence[length++] = row[column]!;
  }
  return { sequence: sequence.subarray(0, length), columns: columns.subarray(0, length) };
}

/** How lower-case letters, which mark what also codes for protein, are looked up under a site. */
export type OrfRule = 'paper' | 'targetscan70';

/**
 * The sites of each of the scanner's seeds in the rows of an alignment, gaps allowed between the bases of a site:
 * `[seed][site]`, by species as the alignment lists them.
 *
 * @param isWanted whether a seed is to be searched in a species
 */
export function findAlignedSites(
  rows: AlignmentRows,
  scanner: SeedScanner,
  isWanted: (seed: number, species: number) => boolean,
  orfRule: OrfRule,
): AlignedSite[][] {
  const bySeed: AlignedSite[][] = scanner.matches.map(() => []);
  for (const [species, row] of rows) {
    const { sequence, columns } = ungap(row);
    scanSequence(scanner, sequence, hits);
    for (let k = 0; k < hits.count; k++) {
      const seed = hits.entries[k]! >> 3;
      if (!isWanted(seed, species)) continue;
      const type = hits.entries[k]! & 7;
      const first = hits.windows[k]! + siteFirst[type]!;
      const last = hits.windows[k]! + siteLast[type]!;
      const [from, to] = columns === undefined ? [first, last] : [columns[first]!, columns[last]!];
      // TargetScan 7.0 looks one column too far right.
      const shift = orfRule === 'targetscan70' ? 1 : 0;
      bySeed[seed]!.push({
        species,
        type: seedSiteTypes[type]!,
        start: first + 1,
        end: last + 1,
        firstColumn: from + 1,
        lastColumn: to + 1,
        overlapsOrf: row.subarray(from + shift, to + 1 + shift).some((byte) => byte >= 97 && byte <= 122),
      });
    }
  }
  return bySeed;
}
