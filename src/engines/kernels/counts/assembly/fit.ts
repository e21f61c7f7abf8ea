// The level of a group: the twin of src/engines/edger/glm/one-group-fit.ts, two samples at once.
import { constant, ONE } from '../../../../wasm/assembly/constants';
import { logPositive, pair, putPair, sumLanes } from '../../../../wasm/assembly/vector';
import * as at from '../count-layout';
import {
  address, counts, dispersionOf, firstOf, get, getInt, groups, levels, loadGene, means, places, put, samples, sampleAt,
  sizes, totals,
} from './context';

const TOLERANCE: f64 = 1e-6;
const MAX_ITERATIONS: i32 = 50;
const LONG_STEP: f64 = 0.5;
const LOWEST_LEVEL: f64 = -1e8;
const SHIFT: f64 = 1e-8;
const NEARLY_POISSON: f64 = 1e-4;
const NEARLY_GAMMA: f64 = 1e6;

/** The log ratio of group g, from `start` where that is finite. */
export function fitGroup(g: i32, dispersion: f64, start: f64): f64 {
  if (get(totals, g) <= 0.0) return -Infinity;
  const first = firstOf(g);
  const end = firstOf(g + 1);
  const one = constant(ONE);
  const phi = f64x2.splat(dispersion);
  let beta = start;
  if (!isFinite(start)) {
    let ratios = f64x2.splat(0.0);
    // Places that only fill up have a size of 0, hence no ratio.
    for (let i = first; i < end; i += 2) {
      const size = pair(sizes, i);
      const filled = f64x2.gt(size, f64x2.splat(0.0));
      ratios = f64x2.add(ratios, v128.and(filled, f64x2.div(pair(counts, i), size)));
    }
    beta = Math.log(sumLanes(ratios) / <f64>getInt(address(at.MEMBER_COUNTS_AT), g));
  }
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const ratio = f64x2.splat(Math.exp(beta));
    let scores = f64x2.splat(0.0);
    let expected = f64x2.splat(0.0);
    let observed = f64x2.splat(0.0);
    for (let i = first; i < end; i += 2) {
      const count = pair(counts, i);
      const mu = f64x2.mul(pair(sizes, i), ratio);
      const inverse = f64x2.div(one, f64x2.add(one, f64x2.mul(mu, phi)));
      const weight = f64x2.mul(mu, inverse);
      scores = f64x2.add(scores, f64x2.mul(f64x2.sub(count, mu), inverse));
      expected = f64x2.add(expected, weight);
      observed = f64x2.add(
        observed,
        f64x2.mul(f64x2.mul(weight, inverse), f64x2.add(one, f64x2.mul(phi, count))),
      );
    }
    const score = sumLanes(scores);
    let step = score / sumLanes(observed);
    if (abs(step) > LONG_STEP) step = score / sumLanes(expected);
    beta += step;
    if (abs(step) < TOLERANCE) break;
  }
  return beta;
}

/** Fits all groups at a dispersion and writes `means`. */
export function fitGroups(dispersion: f64): void {
  for (let g = 0; g < groups; g++) {
    const level = fitGroup(g, dispersion, NaN);
    put(levels, g, level);
    writeMeans(g, level);
  }
}

function writeMeans(g: i32, level: f64): void {
  const ratio = f64x2.splat(Math.exp(max(level, LOWEST_LEVEL)));
  const end = firstOf(g + 1);
  for (let i = firstOf(g); i < end; i += 2) putPair(means, i, f64x2.mul(pair(sizes, i), ratio));
}

/** Unit deviances of two samples at a dispersion of 1e-4 or more; see src/engines/edger/glm/unit-deviance.ts. */
// @ts-ignore: decorator
@inline
export function deviancePair(i: i32, phi: f64, size: v128): v128 {
  const shift = f64x2.splat(SHIFT);
  const k = f64x2.add(pair(counts, i), shift);
  const mean = f64x2.add(pair(means, i), shift);
  const kSize = f64x2.add(k, size);
  const logRatio = logPositive(f64x2.div(k, mean));
  const value = f64x2.add(
    f64x2.mul(k, logRatio),
    f64x2.mul(kSize, logPositive(f64x2.div(f64x2.add(mean, size), kSize))),
  );
  const scaled = f64x2.mul(f64x2.splat(phi), mean);
  const isGamma = f64x2.gt(scaled, f64x2.splat(NEARLY_GAMMA));
  if (v128.any_true(isGamma)) {
    const gamma = f64x2.div(
      f64x2.mul(f64x2.sub(f64x2.div(f64x2.sub(k, mean), mean), logRatio), mean),
      f64x2.add(f64x2.splat(1.0), scaled),
    );
    return f64x2.mul(f64x2.splat(2.0), v128.bitselect(gamma, value, isGamma));
  }
  return f64x2.mul(f64x2.splat(2.0), value);
}

/** The same below 1e-4. */
// @ts-ignore: decorator
@inline
export function poissonPair(i: i32, phi: f64): v128 {
  const shift = f64x2.splat(SHIFT);
  const k = f64x2.add(pair(counts, i), shift);
  const mean = f64x2.add(pair(means, i), shift);
  const residual = f64x2.sub(k, mean);
  const phis = f64x2.splat(phi);
  const factor = f64x2.mul(
    f64x2.mul(f64x2.splat(0.5), f64x2.mul(residual, residual)),
    f64x2.mul(phis, f64x2.sub(f64x2.splat(1.0), f64x2.mul(phis, k))),
  );
  return f64x2.mul(
    f64x2.splat(2.0),
    f64x2.sub(f64x2.sub(f64x2.mul(k, logPositive(f64x2.div(k, mean))), residual), factor),
  );
}

function deviance(phi: f64): f64 {
  let sum = f64x2.splat(0.0);
  if (phi < NEARLY_POISSON) {
    for (let i = 0; i < places; i += 2) sum = f64x2.add(sum, poissonPair(i, phi));
  } else {
    const size = f64x2.splat(1.0 / phi);
    for (let i = 0; i < places; i += 2) sum = f64x2.add(sum, deviancePair(i, phi, size));
  }
  return sumLanes(sum);
}

export function fitGene(gene: i32): void {
  const phi = dispersionOf(gene);
  loadGene(gene);
  fitGroups(phi);
  const levelsOut = address(at.LEVELS_AT);
  if (levelsOut) memory.copy(levelsOut + ((<usize>gene * <usize>groups) << 3), levels, <usize>groups << 3);
  const muOut = address(at.MU_AT);
  if (muOut) {
    const row = muOut + ((<usize>gene * <usize>samples) << 3);
    for (let i = 0; i < places; i++) {
      const j = sampleAt(i);
      if (j >= 0) put(row, j, get(means, i));
    }
  }
  const devianceOut = address(at.DEVIANCE_AT);
  if (devianceOut) put(devianceOut, gene, deviance(phi));
}
