// The negative binomial GLM of one gene by R's iteratively reweighted least squares with a ridge. Samples of a cell share
// their linear predictor, so that exp is taken once a cell and X'WX is summed over cells.
//
// With r = 1/alpha, x = K + r and the reference mu0 = nf baseMean, the log likelihood relative to mu0 is
//   sum K log(mu / mu0) - x log((1 + alpha mu) / (1 + alpha mu0)),
// one logarithm a sample and iteration, free of the large terms that cancel.
import * as at from '../kernel-layout';
import {
  address, basisBeta, beta, cellResponses, cells, cellSums, cellMeans, cellTotals, cellValues, clearSmallCounts, counts, exceeding, get, getInt, integer, largeCount, largeMean, logFactors, means, normalized, p, penalized, put, samples, smallCount, smallMean, smallWeights,
  weights, work,
} from './context';
import { cooksDistances } from './cooks';
import { cellPredictors, exponentiate, factors, leastSquares, loadCounts, loadMeans, loadNormalized } from './gene';
import { addRidge, factorize, gramOfCells, quadraticForms, solve, subtractRidge } from './gram';
import { C0, C1, C2, C3, C4, setTails, TAIL_FROM, tailC, tailCPolynomial } from './stirling';
import { log1p2, log2Lanes, pair, putPair, sumLanes } from './vector';

const MAX_ITERATIONS: i32 = 100;
const TOLERANCE: f64 = 1e-8;
const LARGEST_BETA: f64 = 30.0;
const MIN_MEAN: f64 = 0.5;
const LOG_MIN_MEAN: f64 = -0.6931471805599453;
const LOG2_E: f64 = 1.4426950408889634;


// In the order of the cells: counts, factors, means and 1 / (1 + alpha mu0), in arrays of the dispersion stages; `weights`
// and `smallWeights` hold w and w (K - mu) / mu.
// @ts-ignore: decorator
@inline
function orderedCounts(): usize {
  return largeCount;
}
// @ts-ignore: decorator
@inline
function orderedFactors(): usize {
  return largeMean;
}
// @ts-ignore: decorator
@inline
function orderedMeans(): usize {
  return smallCount;
}
// @ts-ignore: decorator
@inline
function inverseReference(): usize {
  return smallMean;
}

let alpha: f64 = 0;
let reference: f64 = 0;
let constant: f64 = 0;
let logSum: f64 = 0;
let floored: bool = false;
let iterations: i32 = 0;

/** Counts and factors in the order of the cells, the sums of counts of the cells, and the likelihood at mu0. */
function prepare(g: i32): void {
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
  if (!known) for (let i = 0; i < m; i += 2) putPair(logFactors, i, log2Lanes(pair(orderedFactors(), i)));
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
  const one = f64x2.splat(1.0);
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
      sum = f64x2.add(sum, f64x2.mul(x, log1p2(t)));
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
    if (hasSmall && k < <f64>TAIL_FROM) {
      const slot = exceeding + (<usize>(<i32>k) << 2);
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

/** Start: least squares of log(N + 0.1). */
function start(): void {
  const m = samples;
  for (let j = 0; j < m; j += 2) {
    putPair(normalized, j, log2Lanes(f64x2.add(pair(normalized, j), f64x2.splat(0.1))));
  }
  leastSquares();
}

/** Means from `basisBeta`, floored; leaves the linear predictors in `cellValues`, their exponentials in `cellMeans`. */
function setMeans(): void {
  const start = address(at.CELL_START_AT);
  cellPredictors();
  exponentiate(cellValues, cellMeans, cells);
  let lowest = MIN_MEAN;
  for (let c = 0; c < cells; c++) {
    const mean = get(cellMeans, c);
    const to = getInt(start, c + 1);
    for (let i = getInt(start, c); i < to; i++) {
      const mu = mean * get(orderedFactors(), i);
      lowest = min(lowest, mu);
      put(orderedMeans(), i, max(mu, MIN_MEAN));
    }
  }
  floored = lowest < MIN_MEAN;
}

/** Weights, working responses and the sum of x log((1 + alpha mu) / (1 + alpha mu0)) at the current means. */
function assess(): void {
  const one = f64x2.splat(1.0);
  const alphas = f64x2.splat(alpha);
  const n = samples;
  for (let i = 0; i < n; i += 2) {
    const mu = pair(orderedMeans(), i);
    const inverseV = f64x2.div(one, f64x2.add(one, f64x2.mul(mu, alphas)));
    putPair(weights, i, f64x2.mul(mu, inverseV));
    putPair(smallWeights, i, f64x2.mul(f64x2.sub(pair(orderedCounts(), i), mu), inverseV));
  }
  setLogSum();
}

function setLogSum(): void {
  const alphas = f64x2.splat(alpha);
  const rs = f64x2.splat(1.0 / alpha);
  const references = f64x2.splat(reference);
  const n = samples;
  let sum = f64x2.splat(0.0);
  for (let i = 0; i < n; i += 2) {
    const mu0 = f64x2.mul(references, pair(orderedFactors(), i));
    const difference = f64x2.mul(f64x2.sub(pair(orderedMeans(), i), mu0), alphas);
    const ratio = log1p2(f64x2.mul(difference, pair(inverseReference(), i)));
    sum = f64x2.add(sum, f64x2.mul(f64x2.add(pair(orderedCounts(), i), rs), ratio));
  }
  logSum = sumLanes(sum);
}

/** Sums of w and of w (z - eta) over the cells. */
function sumResponses(): void {
  const start = address(at.CELL_START_AT);
  for (let c = 0; c < cells; c++) {
    const from = getInt(start, c);
    const to = getInt(start, c + 1);
    let sum = 0.0;
    let response = 0.0;
    for (let i = from; i < to; i++) {
      sum += get(weights, i);
      response += get(smallWeights, i);
    }
    if (floored) {
      const eta = get(cellValues, c);
      const mean = get(cellMeans, c);
      for (let i = from; i < to; i++) {
        if (mean * get(orderedFactors(), i) >= MIN_MEAN) continue;
        response += get(weights, i) * (LOG_MIN_MEAN - get(logFactors, i) - eta);
      }
    }
    put(cellSums, c, sum);
    put(cellResponses, c, response);
  }
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

/** Adds the solution d of (B'WB + ridge) d = B'W(z - eta) - ridge b to the coefficients b in the basis. */
function step(): void {
  gramOfCells();
  addRidge();
  factorize(penalized);
  for (let k = 0; k < p; k++) put(work, k, 0);
  subtractRidge(work);
  const start = address(at.ROW_START_AT);
  const columnOf = address(at.ROW_COLUMN_AT);
  const values = address(at.ROW_VALUE_AT);
  let i = 0;
  for (let c = 0; c < cells; c++) {
    const response = get(cellResponses, c);
    const end = getInt(start, c + 1);
    for (; i < end; i++) {
      const k = getInt(columnOf, i);
      put(work, k, get(work, k) + response * get(values, i));
    }
  }
  solve(work);
  for (let k = 0; k < p; k++) put(basisBeta, k, get(basisBeta, k) + get(work, k));
}

/** Coefficients of the design from those of the basis. */
function transform(): void {
  const start = address(at.TRANSFORM_START_AT);
  const columnOf = address(at.TRANSFORM_COLUMN_AT);
  const values = address(at.TRANSFORM_VALUE_AT);
  let i = 0;
  for (let k = 0; k < p; k++) {
    const end = getInt(start, k + 1);
    let sum = 0.0;
    for (; i < end; i++) sum += get(values, i) * get(basisBeta, getInt(columnOf, i));
    put(beta, k, sum);
  }
}

/** R's loop; leaves `beta`, weights and means of the last step. */
function iterate(): void {
  start();
  setMeans();
  assess();
  let old = 0.0;
  iterations = 0;
  for (let t = 0; t < MAX_ITERATIONS; t++) {
    iterations++;
    sumResponses();
    step();
    transform();
    for (let k = 0; k < p; k++) {
      if (abs(get(beta, k)) > LARGEST_BETA) {
        iterations = MAX_ITERATIONS;
        return;
      }
    }
    setMeans();
    assess();
    const deviance = -2.0 * (constant + logRatioSum() - logSum);
    const change = abs(deviance - old) / (abs(deviance) + 0.1);
    if (isNaN(change)) {
      iterations = MAX_ITERATIONS;
      return;
    }
    if (t > 0 && change < TOLERANCE) return;
    old = deviance;
  }
}

/** The GLM that gives the means of the dispersion stages: its coefficients in the basis are stored. */
export function fitMeans(g: i32): void {
  alpha = get(address(at.START_AT), g);
  prepare(g);
  iterate();
  const stored = address(at.MU_BETA_AT) + <usize>g * <usize>p * 8;
  for (let k = 0; k < p; k++) put(stored, k, get(basisBeta, k));
  store<u8>(address(at.CONVERGED_AT) + <usize>g, <u8>(iterations < MAX_ITERATIONS ? at.CONVERGED : at.NEEDS_OPTIMIZER));
}

/** The full fit of gene g at its final dispersion. */
export function fitGlm(g: i32): void {
  alpha = get(address(at.DISPERSION_AT), g);
  prepare(g);
  if (integer(at.CLOSED_FORM)) fitIntercept();
  else iterate();
  const betas = address(at.BETA_AT) + <usize>g * <usize>p * 8;
  for (let k = 0; k < p; k++) put(betas, k, get(beta, k) * LOG2_E);
  finish(g);
  store<i32>(address(at.ITERATIONS_AT) + (<usize>g << 2), iterations);
  put(address(at.LOG_LIK_AT), g, logLikelihood());
  if (address(at.MAX_COOKS_AT)) cooks(g);
}

/** A lone intercept is the log of the base mean, and its means have no floor. */
function fitIntercept(): void {
  put(basisBeta, 0, Math.log(reference));
  transform();
  put(cellValues, 0, get(basisBeta, 0));
  put(cellMeans, 0, reference);
  for (let i = 0; i < samples; i++) put(orderedMeans(), i, reference * get(orderedFactors(), i));
  floored = false;
  iterations = 1;
  assess();
}

/** Standard errors from the sandwich A^-1 X'WX A^-1 (log2 scale) and the outcome of the gene. */
function finish(g: i32): void {
  const errors = address(at.SE_AT) + <usize>g * <usize>p * 8;
  const start = address(at.TRANSFORM_START_AT);
  const columnOf = address(at.TRANSFORM_COLUMN_AT);
  const values = address(at.TRANSFORM_VALUE_AT);
  sumResponses();
  gramOfCells();
  addRidge();
  factorize(penalized);
  let sound = iterations < MAX_ITERATIONS;
  let outcome = sound ? at.CONVERGED : 0;
  let i = 0;
  for (let k = 0; k < p; k++) {
    for (let l = 0; l < p; l++) put(work, l, 0);
    const end = getInt(start, k + 1);
    for (; i < end; i++) put(work, getInt(columnOf, i), get(values, i));
    solve(work);
    const variance = weightedSquares(work);
    if (!(variance > 0.0) || !(abs(get(beta, k)) < Infinity)) sound = false;
    put(errors, k, Math.sqrt(max(variance, 0.0)) * LOG2_E);
  }
  if (!sound) outcome |= at.NEEDS_OPTIMIZER;
  store<u8>(address(at.CONVERGED_AT) + <usize>g, <u8>outcome);
}

/** v' B'WB v as the sum over cells of W (b v)^2. */
function weightedSquares(v: usize): f64 {
  const start = address(at.ROW_START_AT);
  const columnOf = address(at.ROW_COLUMN_AT);
  const values = address(at.ROW_VALUE_AT);
  let i = 0;
  let sum = 0.0;
  for (let c = 0; c < cells; c++) {
    const end = getInt(start, c + 1);
    let x = 0.0;
    for (; i < end; i++) x += get(values, i) * get(v, getInt(columnOf, i));
    sum += get(cellSums, c) * (x * x);
  }
  return sum;
}

/** At the means without the floor. */
function logLikelihood(): f64 {
  if (!floored) return constant + logRatioSum() - logSum;
  const start = address(at.CELL_START_AT);
  for (let c = 0; c < cells; c++) {
    const to = getInt(start, c + 1);
    for (let i = getInt(start, c); i < to; i++) put(orderedMeans(), i, get(cellMeans, c) * get(orderedFactors(), i));
  }
  floored = false;
  setLogSum();
  return constant + logRatioSum() - logSum;
}

function cooks(g: i32): void {
  const byGenewiseMean = integer(at.COOKS_BY_GENEWISE_MEAN) != 0;
  const start = address(at.CELL_START_AT);
  const order = address(at.ORDER_AT);
  if (byGenewiseMean) loadMeans(g);
  loadNormalized();
  quadraticForms(cellValues, work);
  for (let c = 0; c < cells; c++) {
    const to = getInt(start, c + 1);
    for (let i = getInt(start, c); i < to; i++) {
      const mean = byGenewiseMean ? get(means, getInt(order, i)) : get(cellMeans, c) * get(orderedFactors(), i);
      put(orderedMeans(), i, mean);
    }
  }
  cooksDistances(g, orderedCounts(), orderedMeans(), weights);
}
