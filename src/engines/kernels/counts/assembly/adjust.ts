// Deviances and degrees of freedom adjusted for small counts, at dispersions below 0.736: the twin of
// src/engines/edger/quasi/adjusted-deviances.ts and deviance-weights.ts. The two lanes are alpha and kappa.
import { pair } from '../../../../wasm/assembly/vector';
import * as at from '../count-layout';
import {
  address, firstOf, get, groups, hats, loadGene, means, number, put, sampleAt, samples,
} from './context';
import { deviancePair, poissonPair } from './fit';

const NO_LEVERAGE_LEFT: f64 = 1e-4;
const NO_MEAN: f64 = 1e-32;
const LARGE: f64 = 60.0;
const NEARLY_POISSON: f64 = 1e-4;
const RATIO_TERMS: i32 = 7;
const POISSON_TERMS: i32 = 10;

// Places within a record.
const KIND: i32 = 1;
const SLOPE: i32 = 2;
const SHIFT: i32 = 4;
const POISSON_SLOPE: i32 = 6;
const POISSON_SHIFT: i32 = 8;
const RATIO: i32 = 10;
const POISSON: i32 = 24;
const EDGE: i32 = 24;
const RISE: i32 = 26;
// Kinds of pieces.
const NEAR_ZERO: f64 = 1.0;
const BETWEEN_EDGES: f64 = 2.0;

/** Sums of c_k T_k(x), by Clenshaw's recurrence. */
// @ts-ignore: decorator
@inline
function chebyshev(x: v128, coefficients: usize, terms: i32): v128 {
  const twice = f64x2.add(x, x);
  let next = f64x2.splat(0.0);
  let afterNext = f64x2.splat(0.0);
  for (let k = terms - 1; k > 0; k--) {
    const value = f64x2.add(f64x2.sub(f64x2.mul(twice, next), afterNext), pair(coefficients, 2 * k));
    afterNext = next;
    next = value;
  }
  return f64x2.add(f64x2.sub(f64x2.mul(x, next), afterNext), pair(coefficients, 0));
}

// @ts-ignore: decorator
@inline
function lanes(alpha: f64, kappa: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(alpha), 1, kappa);
}

// @ts-ignore: decorator
@inline
function largeMean(mu: f64): v128 {
  const inverse = 1.0 / mu;
  const square = inverse * inverse;
  return lanes(1.0 - inverse / 6.0 - 0.5 * square, 1.0 - 0.4 * square);
}

function weightsAt(mu: f64): v128 {
  if (mu < NO_MEAN) return f64x2.splat(0.0);
  if (mu > LARGE) {
    const stretch = mu > 250.0 ? 3 : mu > 120.0 ? 2 : mu > 80.0 ? 1 : 0;
    return f64x2.mul(pair(address(at.LARGE_MEANS_AT), 2 * stretch), largeMean(mu));
  }
  let piece = address(at.PIECES_AT);
  while (!(mu < get(piece, 0))) piece += <usize>at.RECORD << 3;
  const mus = f64x2.splat(mu);
  const x = f64x2.add(f64x2.mul(mus, pair(piece, SLOPE)), pair(piece, SHIFT));
  const ratio = chebyshev(x, piece + (<usize>RATIO << 3), RATIO_TERMS);
  const kind = get(piece, KIND);
  if (kind == BETWEEN_EDGES) {
    return f64x2.mul(f64x2.add(pair(piece, EDGE), f64x2.mul(pair(piece, RISE), ratio)), largeMean(mu));
  }
  const y = f64x2.add(f64x2.mul(mus, pair(piece, POISSON_SLOPE)), pair(piece, POISSON_SHIFT));
  const value = f64x2.mul(ratio, chebyshev(y, piece + (<usize>POISSON << 3), POISSON_TERMS));
  if (kind != NEAR_ZERO) return value;
  const log = Math.log(mu);
  const inverse = 1.0 / (1.0 + log);
  return f64x2.mul(value, lanes(-log * inverse * inverse, mu * (log * inverse) * (log * inverse)));
}

export function adjustGene(gene: i32): void {
  const quasi = number(at.QUASI);
  const lowered = number(at.DISPERSION) / quasi;
  const size = f64x2.splat(1.0 / lowered);
  const row = address(at.MU_AT) + ((<usize>gene * <usize>samples) << 3);
  loadGene(gene);
  let sum = 0.0;
  let df = 0.0;
  for (let g = 0; g < groups; g++) {
    const first = firstOf(g);
    const end = firstOf(g + 1);
    let total = 0.0;
    for (let i = first; i < end; i++) {
      const j = sampleAt(i);
      const mu = j >= 0 ? get(row, j) : 0.0;
      const weight = mu / (1.0 + mu * lowered);
      put(means, i, mu);
      put(hats, i, weight);
      total += weight;
    }
    for (let i = first; i < end; i += 2) {
      const deviances = lowered < NEARLY_POISSON ? poissonPair(i, lowered) : deviancePair(i, lowered, size);
      for (let lane = 0; lane < 2; lane++) {
        if (sampleAt(i + lane) < 0) continue;
        const weight = get(hats, i + lane);
        const left = weight > 0.0 ? 1.0 - weight / total : 1.0;
        if (left < NO_LEVERAGE_LEFT) continue;
        const both = weightsAt(get(means, i + lane) / quasi);
        const deviance = lane == 0 ? f64x2.extract_lane(deviances, 0) : f64x2.extract_lane(deviances, 1);
        sum += deviance * f64x2.extract_lane(both, 0);
        df += left * f64x2.extract_lane(both, 1);
      }
    }
  }
  put(address(at.ADJUSTED_AT), gene, sum);
  put(address(at.DF_AT), gene, df);
}
