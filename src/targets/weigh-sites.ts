import type { ScoredType } from '../mirna/context/context-coefficients.ts';
import { endDistance, localAuContent } from '../mirna/context/context-features.ts';
import type { WeighedSite } from './expected-change.ts';

/** A site in a 3' UTR with what its weight depends on; `sequence`: upper-case RNA letters; `pairing`: of its 3' region. */
export function weighUtrSite(
  { type, start, end }: { readonly type: ScoredType; readonly start: number; readonly end: number },
  sequence: string,
  pairing: number,
): WeighedSite {
  return {
    type,
    region: 'utr',
    localAu: localAuContent(sequence, start, end, type),
    pairing,
    endDistance: endDistance(start, end, sequence.length),
  };
}
