// The log likelihood of the negative binomial GLM. With r = 1/alpha, x = K + r and the reference mu0 = nf baseMean it is,
// relative to mu0,
//   sum K log(mu / mu0) - x log((1 + alpha mu) / (1 + alpha mu0)),
// one logarithm a sample, free of the large terms that cancel.
import * as at from '../kernel-layout';
import { constant as lanesOf, ONE } from '../../../../wasm/assembly/constants';
import {
  address, cellMeans, cells, cellTotals, cellValues, clearSmallCounts, counts, exceeding, get, getInt, largeCount,
  largeMean, logFactors, put, samples, smallCount, smallMean,
} from './context';
import { cellPredictors, exponentiate, factors, loadCounts, loadNormalized } from './gene';
import { C0, C1, C2, C3, C4, setTails, TAIL_FROM, tailC, tailCPolynomial } from './stirling';
import { log1pLanes, logLanes, pair, putPair, sumLanes } from '../../../../wasm/assembly/vector';

export const MIN_MEAN: f64 = 0.5;
export const LOG_MIN_MEAN: f64 = -0.6931471805599453;

// In the order of the cells: counts, factors, means and 1 / (1 + alpha mu0), in arrays that the dispersion
// stages use for others.
// @ts-ignore: decorator
@inline
export function orderedCounts(): usize {
  return largeCount;
}
// @ts-ignore: decorator
@inline
export function orderedFactors(): usize {
  return largeMean;
}
// @ts-ignore: decorator
@inline
export function orderedMeans(): usize {
  return smallCount;
}
// @ts-ignore: decorator
@inline
function inverseReference(): usize {
  return smallMean;
}

let alpha: f64 = 0;
let reference: f64 = 0;
/** log NB(K; mu0, alpha) summed over samples. */
let constant: f64 = 0;
/** Some mean is below the floor. */
export let floored: bool = false;

/** Counts and factors in the order of the cells, the sums of counts of the cells, and the likelihood at mu0. */
export function prepare(g: i32, dispersion: f64): void {
  alpha = dispersion;
  const m = samples;
  const order = address(at.ORDER_AT);
  const start = address(at.CELL_START_AT);
  loadCounts(g);
  loadNormalized();
  const known = address(at.FACTORS_AT) ? <usize>0 : address(at.LOG_FACTORS_AT);
  for (let c = 0; c < cells; c++) {
    const to = getInt(start, c + 1);
    let sum = 0.0;
    for (let i = getInt(start, c); i < to; i++) {
      const j = getInt(order, i);
      const k = get(counts, j);
      sum += k;
      put(orderedCounts(), i, k);
      put(orderedFactors(), i, get(factors, j));
      if (known) put(logFactors, i, get(known, j));
    }
    put(cellTotals, c, sum);
  }
  if (!known) for (let i = 0; i < m; i += 2) putPair(logFactors, i, logLanes(pair(orderedFactors(), i)));
  // The lane that fills up an odd number of samples stays at K = mu = 0, where all terms vanish.
  put(orderedCounts(), m, 0);
  put(orderedFactors(), m, 0);
  put(orderedMeans(), m, 0);
  put(logFactors, m, 0);
  reference = get(address(at.BASE_MEAN_AT), g);
  setConstant();
}

/**
 * log NB(K; mu0, alpha) summed over samples: x log(1 + t0) + h(K) + K log mu0 - log K!, where h(K) is
 * -log(x alpha) / 2 - K + c(x) - c(r) by Stirling's series, or log prod_{i<K}(1 + i alpha) - x log(1 + K alpha) where both
 * K and r are small.
 */
function setConstant(): void {
  setTails(alpha);
  const m = samples;
  const r = 1.0 / alpha;
  const hasSmall = r < <f64>TAIL_FROM;
  const one = lanesOf(ONE);
  const alphas = f64x2.splat(alpha);
  const rs = f64x2.splat(r);
  const stirlingFrom = f64x2.splat(hasSmall ? <f64>TAIL_FROM : 0.0);
  const references = f64x2.splat(reference);
  let sum = f64x2.splat(0.0);
  let lanes = f64x2.splat(0.0);
  let logs = 0.0;
  for (let i = 0; i < m; ) {
    const end = min(i + 16, m);
    let product = one;
    for (; i < end; i += 2) {
      const k = pair(orderedCounts(), i);
      const mean = f64x2.mul(references, pair(orderedFactors(), i));
      const inverseV = f64x2.div(one, f64x2.add(one, f64x2.mul(mean, alphas)));
      putPair(inverseReference(), i, inverseV);
      const t = f64x2.mul(f64x2.mul(f64x2.sub(k, mean), alphas), inverseV);
      const x = f64x2.add(k, rs);
      const inverseX = f64x2.div(one, x);
      const tails = f64x2.mul(inverseX, tailCPolynomial(f64x2.mul(inverseX, inverseX)));
      const byStirling = f64x2.ge(k, stirlingFrom);
      product = f64x2.mul(product, v128.bitselect(f64x2.mul(x, alphas), one, byStirling));
      lanes = f64x2.add(lanes, v128.and(one, byStirling));
      sum = f64x2.add(sum, f64x2.mul(x, log1pLanes(t)));
      sum = f64x2.add(sum, f64x2.mul(k, pair(logFactors, i)));
      sum = f64x2.add(sum, v128.and(f64x2.sub(tails, k), byStirling));
    }
    logs += Math.log(f64x2.extract_lane(product, 0) * f64x2.extract_lane(product, 1));
  }
  constant = sumLanes(sum) - 0.5 * logs - sumLanes(lanes) * tailC + countTerms(hasSmall);
}

/** sum K log(reference) - log K!, and h(K) of small counts where r is small. */
function countTerms(hasSmall: bool): f64 {
  const table = address(at.LOG_FACTORIAL_AT);
  let total = 0.0;
  let sum = 0.0;
  if (hasSmall) clearSmallCounts();
  for (let i = 0; i < samples; i++) {
    const k = get(orderedCounts(), i);
    total += k;
    sum -= k < <f64>at.LOG_FACTORIALS ? get(table, <i32>k) : stirlingFactorial(k);
    if (hasSmall) {
      // The large ones are counted together, where nobody looks: that takes less than to tell them apart.
      const slot = exceeding + (<usize>min(<i32>k, TAIL_FROM) << 2);
      store<i32>(slot, load<i32>(slot) + 1);
    }
  }
  sum += total * Math.log(reference);
  if (!hasSmall) return sum;
  const r = 1.0 / alpha;
  let product = 1.0;
  for (let k = 1; k < TAIL_FROM; k++) {
    const n = getInt(exceeding, k);
    const next = 1.0 + <f64>k * alpha;
    if (n) sum += <f64>n * (Math.log(product) - (<f64>k + r) * Math.log(next));
    product *= next;
  }
  return sum;
}

function stirlingFactorial(k: f64): f64 {
  const x = k + 1.0;
  const inverse = 1.0 / x;
  const z = inverse * inverse;
  const tail = inverse * (C0 + z * (C1 + z * (C2 + z * (C3 + z * C4))));
  return 0.9189385332046728 + (x - 0.5) * Math.log(x) - x + tail;
}

/** Means from `basisBeta`, floored; leaves the linear predictors in `cellValues`, their exponentials in `cellMeans`. */
export function setMeans(): void {
  const start = address(at.CELL_START_AT);
  cellPredictors();
  exponentiate(cellValues, cellMeans, cells);
  const floor = f64x2.splat(MIN_MEAN);
  let lowest = floor;
  for (let c = 0; c < cells; c++) {
    const mean = v128.load64_splat(cellMeans + (<usize>c << 3));
    const to = getInt(start, c + 1);
    let i = getInt(start, c);
    for (; i + 1 < to; i += 2) {
      const mu = f64x2.mul(mean, pair(orderedFactors(), i));
      lowest = f64x2.pmin(lowest, mu);
      putPair(orderedMeans(), i, f64x2.pmax(mu, floor));
    }
    if (i < to) {
      const mu = f64x2.mul(mean, v128.load64_splat(orderedFactors() + (<usize>i << 3)));
      lowest = f64x2.pmin(lowest, mu);
      v128.store64_lane(orderedMeans() + (<usize>i << 3), f64x2.pmax(mu, floor), 0);
    }
  }
  floored = v128.any_true(f64x2.lt(lowest, floor));
  known = NaN;
}

/** sum K log(mu / mu0) with the floor. */
function logRatioSum(): f64 {
  const start = address(at.CELL_START_AT);
  const logReference = Math.log(reference);
  let sum = 0.0;
  for (let c = 0; c < cells; c++) {
    const eta = get(cellValues, c);
    if (!floored) {
      sum += get(cellTotals, c) * (eta - logReference);
      continue;
    }
    const mean = get(cellMeans, c);
    const to = getInt(start, c + 1);
    for (let i = getInt(start, c); i < to; i++) {
      const isFloored = mean * get(orderedFactors(), i) < MIN_MEAN;
      sum += get(orderedCounts(), i) * ((isFloored ? LOG_MIN_MEAN - get(logFactors, i) : eta) - logReference);
    }
  }
  return sum;
}

/** sum x log((1 + alpha mu) / (1 + alpha mu0)) */
function logSum(): f64 {
  const alphas = f64x2.splat(alpha);
  const rs = f64x2.splat(1.0 / alpha);
  const references = f64x2.splat(reference);
  const n = samples;
  let sum = f64x2.splat(0.0);
  for (let i = 0; i < n; i += 2) {
    const mu0 = f64x2.mul(references, pair(orderedFactors(), i));
    const difference = f64x2.mul(f64x2.sub(pair(orderedMeans(), i), mu0), alphas);
    const ratio = log1pLanes(f64x2.mul(difference, pair(inverseReference(), i)));
    sum = f64x2.add(sum, f64x2.mul(f64x2.add(pair(orderedCounts(), i), rs), ratio));
  }
  return sumLanes(sum);
}

/** The last result of `flooredLogLikelihood`, NaN where the means have changed since. */
let known: f64 = NaN;

/** At the means of the last `setMeans`, floored. */
export function flooredLogLikelihood(): f64 {
  if (isNaN(known)) known = constant + logRatioSum() - logSum();
  return known;
}

/** At these means without the floor, which replace them. */
export function logLikelihood(): f64 {
  const start = address(at.CELL_START_AT);
  if (floored) {
    for (let c = 0; c < cells; c++) {
      const to = getInt(start, c + 1);
      for (let i = getInt(start, c); i < to; i++) put(orderedMeans(), i, get(cellMeans, c) * get(orderedFactors(), i));
    }
    floored = false;
    known = NaN;
  }
  return flooredLogLikelihood();
}

/** A bound of the deviance of any sensible fit: that of a common mean. */
export function referenceDeviance(): f64 {
  return -2.0 * constant;
}

/** Takes the base mean as the mean of every sample, without floor. */
export function setCommonMean(): void {
  put(cellValues, 0, Math.log(reference));
  put(cellMeans, 0, reference);
  for (let i = 0; i < samples; i++) put(orderedMeans(), i, reference * get(orderedFactors(), i));
  floored = false;
  known = NaN;
}
