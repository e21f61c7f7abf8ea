import type { DuplexKernel } from './duplex-kernel.ts';
import { type Duplex, MASKED_BASE } from './duplex-recursion.ts';

const noDuplex: Duplex = { energy: 0, pairs: [] };

/**
 * The best duplex of a target, then the best one beside it, and so on, while `accept` takes them: at most `maxHits`.
 * Each hit's target span is masked before the next search. If nothing binds, the one hit has energy 0 and no pairs.
 *
 * @param target base codes 5'->3'
 * @param limit energy in hundredths of kcal/mol above which nothing needs to be found (duplexes at it still are)
 */
export function findDuplexes(
  kernel: DuplexKernel,
  target: Uint8Array,
  maxHits: number,
  limit: number,
  accept: (duplex: Duplex) => boolean,
): Duplex[] {
  const hits: Duplex[] = [];
  let open = target;
  while (hits.length < maxHits) {
    const duplex = kernel.best(open, limit) ?? noDuplex;
    if (!accept(duplex)) break;
    hits.push(duplex);
    if (duplex.pairs.length === 0 || hits.length === maxHits) break;
    if (open === target) open = target.slice();
    maskHit(open, duplex);
  }
  return hits;
}

/**
 * Masks the target span of a hit, so that the next search finds another.
 *
 * @param target base codes, changed in place
 */
export function maskHit(target: Uint8Array, { pairs }: Duplex): void {
  const first = pairs[0];
  const last = pairs[pairs.length - 1];
  if (first && last) target.fill(MASKED_BASE, first[0], last[0] + 1);
}
