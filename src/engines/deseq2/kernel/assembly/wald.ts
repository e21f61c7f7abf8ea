// The Wald test by the normal distribution: the twin of `waldTest` (results/wald.ts), with the same bits.
import { normalLogFarTail, normalUpperTail } from './normal';
import { log } from '../../../../wasm/assembly/portable';
import * as at from '../kernel-layout';
import { address, get, put } from './context';

const SMALLEST_P: f64 = 1e-290;

export function testGene(g: i32): void {
  const stat = get(address(at.ESTIMATES_AT), g) / get(address(at.ERRORS_AT), g);
  put(address(at.STATISTICS_AT), g, stat);
  const size = abs(stat);
  if (isNaN(size)) return;
  const p = min(1.0, 2.0 * normalUpperTail(size));
  put(address(at.PVALUES_AT), g, p);
  put(address(at.LOG_PVALUES_AT), g, p > SMALLEST_P ? log(p) : log(2.0) + normalLogFarTail(size));
}
