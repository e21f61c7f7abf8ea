// Adjusted likelihoods on a grid of dispersions, and those whose sum over genes gives the common dispersion: the twins of
// src/engines/edger/dispersion/one-way-likelihood.ts and cox-reid-dispersion.ts.
import { logExact } from '../../../../wasm/assembly/exact';
import { lgamma } from '../../../../wasm/assembly/exact-gamma';
import { constant, ONE } from '../../../../wasm/assembly/constants';
import { log1pLanes, pair, sumLanes } from '../../../../wasm/assembly/vector';
import * as at from '../count-layout';
import {
  address, counts, firstOf, get, getInt, groups, hats, integer, levels, loadGene, means, number, places, put, sampleAt,
  samples, sizes, steps, totals,
} from './context';
import { fitGroup, fitGroups } from './fit';

const HALF_LOG_2_PI: f64 = 0.9189385332046728;
const ZERO: f64 = 1e-4;
const ZERO_FIT_DISPERSION: f64 = 0.05;
/** Weights multiplied before one logarithm is taken. */
const WEIGHTS_PER_LOG: i32 = 4;

/** ln Gamma(x) for x >= 8 by Stirling's series. */
export function lgammaStirling(x: f64): f64 {
  const inverse = 1.0 / x;
  const square = inverse * inverse;
  const series =
    1.0 / 12.0 -
    square *
      (1.0 / 360.0 -
        square *
          (1.0 / 1260.0 - square * (1.0 / 1680.0 - square * (1.0 / 1188.0 - square * (691.0 / 360360.0 - square / 156.0)))));
  return HALF_LOG_2_PI + (x - 0.5) * Math.log(x) - x + series * inverse;
}

/** Whether a count of 0 is fitted as 0 in a group that has counts. */
function hasPartialZeroFits(): bool {
  for (let g = 0; g < groups; g++) {
    if (get(totals, g) <= 0.0) continue;
    const end = firstOf(g + 1);
    let least = Infinity;
    for (let i = firstOf(g); i < end; i++) {
      if (sampleAt(i) >= 0 && get(counts, i) == 0.0) least = min(least, get(sizes, i));
    }
    if (least < Infinity && least * Math.exp(fitGroup(g, ZERO_FIT_DISPERSION, NaN)) < ZERO) return true;
  }
  return false;
}

/** Samples less groups among those with counts. */
function freedom(): i32 {
  const sizesOfGroups = address(at.MEMBER_COUNTS_AT);
  let df = 0;
  for (let g = 0; g < groups; g++) if (get(totals, g) > 0.0) df += getInt(sizesOfGroups, g) - 1;
  return df;
}

export function fillGrid(gene: i32): void {
  const points = integer(at.POINTS);
  const out = address(at.GRID_AT) + ((<usize>gene * <usize>points) << 3);
  loadGene(gene);
  if (hasPartialZeroFits()) {
    put(out, 0, NaN);
    return;
  }
  if (freedom() == 0) {
    for (let k = 0; k < points; k++) put(out, k, 0.0);
    return;
  }
  for (let k = 0; k < points; k++) {
    const value = evaluate(k);
    put(out, k, value);
    if (isNaN(value)) {
      put(out, 0, NaN);
      return;
    }
  }
}

function evaluate(k: i32): f64 {
  const point = address(at.POINTS_AT) + <usize>k * 24;
  const phi = get(point, 0);
  const rising = address(at.RISING_AT) + ((<usize>k * <usize>at.RISING) << 3);
  const r = 1.0 / phi;
  const rs = f64x2.splat(r);
  const phis = f64x2.splat(phi);
  const one = constant(ONE);
  const leastWeight = number(at.LEAST_WEIGHT);
  let value = 0.0;
  let product = 1.0;
  let factors = 0;
  for (let g = 0; g < groups; g++) {
    if (get(totals, g) <= 0.0) continue;
    const first = firstOf(g);
    const end = firstOf(g + 1);
    // From dispersion to dispersion a level changes by nearly equal steps.
    const start = k > 0 ? get(levels, g) + get(steps, g) : NaN;
    const level = fitGroup(g, phi, start);
    put(steps, g, k > 0 ? level - get(levels, g) : 0.0);
    put(levels, g, level);
    const ratio = f64x2.splat(Math.exp(level));
    let logs = f64x2.splat(0.0);
    let sums = f64x2.splat(0.0);
    for (let i = first; i < end; i += 2) {
      const mu = f64x2.mul(pair(sizes, i), ratio);
      const scaled = f64x2.mul(mu, phis);
      sums = f64x2.add(sums, f64x2.div(mu, f64x2.add(one, scaled)));
      logs = f64x2.add(logs, f64x2.mul(f64x2.add(pair(counts, i), rs), log1pLanes(scaled)));
    }
    let logRising = 0.0;
    for (let i = first; i < end; i++) {
      const count = get(counts, i);
      logRising +=
        count < <f64>at.RISING
          ? get(rising, <i32>count)
          : lgammaStirling(count + r) - get(point, 1) - count * get(point, 2);
    }
    const weight = sumLanes(sums);
    if (!(weight >= leastWeight)) return NaN;
    value += logRising - sumLanes(logs) + get(totals, g) * level;
    product *= weight;
    if (++factors == WEIGHTS_PER_LOG) {
      value -= 0.5 * Math.log(product);
      product = 1.0;
      factors = 0;
    }
  }
  return value - 0.5 * Math.log(product);
}

/** A gene's adjusted likelihood at the dispersion of the control block, in the terms of edgeR, with their rounding. */
export function commonLikelihood(gene: i32): void {
  const out = address(at.VALUES_AT);
  const phi = number(at.DISPERSION);
  loadGene(gene);
  for (let g = 0; g < groups; g++) {
    if (get(totals, g) > 0.0) continue;
    put(out, gene, NaN);
    return;
  }
  fitGroups(phi);
  const size = 1.0 / phi;
  const logSize = logExact(size);
  const lgammaSize = lgamma(size, logSize);
  const logFactorials = address(at.LOG_FACTORIALS_AT) + ((<usize>gene * <usize>samples) << 3);
  for (let i = 0; i < places; i++) {
    const j = sampleAt(i);
    if (j < 0) continue;
    const mu = get(means, i);
    const k = get(counts, i);
    const logSum = logExact(mu + size);
    const x = k + size;
    const kernel = k * logExact(mu) - k * logSum + size * logSize - size * logSum;
    put(hats, j, kernel + lgamma(x, logExact(x)) - get(logFactorials, j) - lgammaSize);
  }
  // In the order of the samples, whose rounding the search follows.
  let own = 0.0;
  for (let j = 0; j < samples; j++) own += get(hats, j);
  let logDeterminant = number(at.LOG_DETERMINANT);
  for (let g = 0; g < groups; g++) {
    const end = firstOf(g + 1);
    let weight = 0.0;
    for (let i = firstOf(g); i < end; i++) weight += get(means, i) / (1.0 + get(means, i) * phi);
    if (!(weight >= number(at.LEAST_WEIGHT))) {
      put(out, gene, NaN);
      return;
    }
    logDeterminant += logExact(weight);
  }
  put(out, gene, own - 0.5 * logDeterminant);
}
