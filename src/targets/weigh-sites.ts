import type { ScoredType } from '../mirna/context/context-coefficients.ts';
import { endDistance } from '../mirna/context/context-features.ts';
import type { ContextScore } from '../mirna/context/context-score.ts';
import type { WeighedSite } from './expected-change.ts';

/** A scored site in a 3' UTR of `length` nt with what its weight depends on. */
export function weighUtrSite(
  { type, start, end }: { readonly type: ScoredType; readonly start: number; readonly end: number },
  length: number,
  { localAu, pairing }: Pick<ContextScore, 'localAu' | 'pairing'>,
): WeighedSite {
  return { type, region: 'utr', localAu, pairing: pairing.score, endDistance: endDistance(start, end, length) };
}
