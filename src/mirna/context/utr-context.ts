import { reverseComplement } from '../sequences/nucleotides.ts';
import type { IsoformRegion } from './context-features.ts';
import type { UtrContext } from './context-score.ts';

/** What may be known of the 3' UTR of a gene in a species. */
export interface UtrFacts {
  /** Upper-case RNA letters without gaps. */
  readonly sequence: string;
  readonly isoforms?: readonly IsoformRegion[] | undefined;
  readonly unpaired?: UtrContext['unpaired'];
  readonly prepareUnpaired?: UtrContext['prepareUnpaired'];
  /** The open reading frame, upper-case RNA letters without gaps. */
  readonly orf?: string | undefined;
  readonly orfLength?: number | undefined;
  readonly orf8mers?: ((seed: string) => number) | undefined;
}

/** Gathers what context scores need of a 3' UTR; counts are made when a seed is first asked for. */
export function createUtrContext({ sequence, orf, ...facts }: UtrFacts): UtrContext {
  const counts = new Map<string, number>();
  const ends = new Map<string, readonly number[]>();
  const countIn = (frame: string) => (seed: string) => {
    let count = counts.get(seed);
    if (count === undefined) {
      count = countOrf8mers(frame, seed);
      counts.set(seed, count);
    }
    return count;
  };
  return {
    sequence,
    isoforms: facts.isoforms ?? [],
    unpaired: facts.unpaired,
    prepareUnpaired: facts.prepareUnpaired,
    orfLength: facts.orfLength ?? orf?.length,
    orf8mers: facts.orf8mers ?? (orf === undefined ? undefined : countIn(orf)),
    offset6merEnds(seed) {
      let found = ends.get(seed);
      if (!found) {
        found = offset6merEnds(sequence, seed);
        ends.set(seed, found);
      }
      return found;
    },
  };
}

/** 8mer sites of a seed in a coding sequence (upper-case RNA), without overlaps, as TargetScan counts them. */
export function countOrf8mers(orf: string, seed: string): number {
  return orf.split(`${reverseComplement(seed)}A`).length - 1;
}

/** Last nt of each offset 6mer of a seed: nt 3-8 are paired, nt 2 is not. */
function offset6merEnds(sequence: string, seed: string): number[] {
  const match = reverseComplement(seed);
  const motif = match.slice(0, 6);
  const ends: number[] = [];
  for (let at = sequence.indexOf(motif); at >= 0; at = sequence.indexOf(motif, at + 1)) {
    if (sequence[at + 6] !== match[6]) ends.push(at + 6);
  }
  return ends;
}
