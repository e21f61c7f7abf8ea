import { type Duplex, MASKED_BASE } from './duplex-recursion.ts';

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
