import { upperTail } from '../../../wasm/assembly/normal-tail';
import { TAILS } from '../two-group-layout';

/** Where the tables of the layout begin. */
export const tables = memory.data(576, 64);

/** Q(z) = P(Z > z) */
export function normalUpperTail(z: f64): f64 {
  return upperTail(z, tables + TAILS);
}
