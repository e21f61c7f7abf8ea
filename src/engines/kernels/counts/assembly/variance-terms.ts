// Terms of the likelihood of a prior of variances, two genes at once: the twin of `termsOneByOne` in
// src/engines/moderation/variance-terms.ts.
import { logExact } from '../../../../wasm/assembly/exact';
import { lgamma } from '../../../../wasm/assembly/exact-gamma';
import { constant, ONE } from '../../../../wasm/assembly/constants';
import { logPositive, pair, putPair } from '../../../../wasm/assembly/vector';
import * as at from '../count-layout';
import { address, number } from './context';
import { lgammaStirling } from './likelihood';

const STIRLING_FROM: f64 = 8.0;

function logGamma(x: f64): f64 {
  return x >= STIRLING_FROM ? lgammaStirling(x) : lgamma(x, logExact(x));
}

export function varianceTerms(couple: i32): void {
  const i = 2 * couple;
  const own = pair(address(at.HALF_DF_AT), i);
  const sum = f64x2.add(own, f64x2.splat(number(at.HALF_PRIOR_DF)));
  const log = logPositive(
    f64x2.add(constant(ONE), f64x2.mul(pair(address(at.RATIOS_AT), i), f64x2.splat(number(at.RATIO_SCALE)))),
  );
  const gammas = f64x2.replace_lane(
    f64x2.splat(logGamma(f64x2.extract_lane(sum, 0))), 1, logGamma(f64x2.extract_lane(sum, 1)),
  );
  const scale = f64x2.add(f64x2.splat(number(at.LOG_SHIFT)), pair(address(at.CENTERS_AT), i));
  const value = f64x2.sub(
    f64x2.sub(f64x2.sub(gammas, f64x2.splat(number(at.LOG_GAMMA_PRIOR))), f64x2.mul(sum, log)),
    f64x2.mul(own, scale),
  );
  putPair(address(at.TERMS_AT), i, value);
}
