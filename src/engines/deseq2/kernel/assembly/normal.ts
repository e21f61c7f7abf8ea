import { NORMAL_TABLE_AT } from '../../../../wasm/control-layout';
import { address } from '../../../../wasm/assembly/memory';
import { logFarTail, upperTail } from '../../../../wasm/assembly/normal-tail';

/** Q(z) = P(Z > z) */
export function normalUpperTail(z: f64): f64 {
  return upperTail(z, address(NORMAL_TABLE_AT));
}

/** ln Q(z) for z > 0.67448975, where it may underflow. */
export function normalLogFarTail(z: f64): f64 {
  return logFarTail(z, address(NORMAL_TABLE_AT));
}
