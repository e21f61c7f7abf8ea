// The negative binomial GLM of one gene by R's iteratively reweighted least squares with a ridge. Samples of a cell share
// their linear predictor, so that exp is taken once a cell and X'WX is summed over cells.
//
// With r = 1/alpha, x = K + r and the reference mu0 = nf baseMean, the log likelihood relative to mu0 is
//   sum K log(mu / mu0) - x log((1 + alpha mu) / (1 + alpha mu0)),
// one logarithm a sample and iteration, free of the large terms that cancel.
import * as at from '../kernel-layout';
import {
  address, basisBeta, beta, cellResponses, cells, cellSums, cellMeans, cellTotals, cellValues, counts, get, getInt, gram, gramDerivative,
  integer, inverse, largeCount, largeMean, means, normalized, number, p, put, samples, smallCount, smallMean, smallWeights,
  weights, work,
} from './context';
import { cooksDistances } from './cooks';
import { expExact } from './exact';
import { cellPredictors, factors, leastSquares, loadCounts, loadMeans, loadNormalized } from './gene';
import { addRidge, backwardSolve, factorize, forwardSolve, gramOfCells, invertFactored, quadraticForm } from './gram';
import { C0, C1, C2, C3, C4, setTails, tailC } from './stirling';
import { log1p2, pair, putPair, sumLanes } from './vector';

const MAX_ITERATIONS: i32 = 100;
const TOLERANCE: f64 = 1e-8;
const LARGEST_BETA: f64 = 30.0;
const MIN_MEAN: f64 = 0.5;
const LOG2_E: f64 = 1.4426950408889634;

/** Outcome of a gene: R's betaConv, and whether R would hand the row to `optim`. */
const CONVERGED: u8 = 1;
const NEEDS_OPTIMIZER: u8 = 2;

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
  for (let c = 0; c < cells; c++) {
    const to = getInt(start, c + 1);
    let sum = 0.0;
    for (let i = getInt(start, c); i < to; i++) {
      const j = getInt(order, i);
      const k = get(counts, j);
      sum += k;
      put(orderedCounts(), i, k);
      put(orderedFactors(), i, get(factors, j));
    }
    put(cellTotals, c, sum);
  }
  put(orderedCounts(), m, 0);
  put(orderedFactors(), m, 1);
  reference = get(address(at.BASE_MEAN_AT), g);
  setConstant();
}

/** log NB(K; mu0, alpha) summed over samples. */
function setConstant(): void {
  setTails(alpha);
  const m = samples;
  const r = 1.0 / alpha;
  const table = address(at.LOG_FACTORIAL_AT);
  let sum = 0.0;
  for (let i = 0; i < m; i++) {
    const k = get(orderedCounts(), i);
    const mean = get(orderedFactors(), i) * reference;
    const logFactorial = k < <f64>at.LOG_FACTORIALS ? get(table, <i32>k) : stirlingFactorial(k);
    sum += k * Math.log(mean) - logFactorial;
    const x = k + r;
    const v = 1.0 + alpha * mean;
    put(inverseReference(), i, 1.0 / v);
    if (k < 9.0) {
      let product = 1.0;
      for (let e = 1; e < <i32>k; e++) product *= 1.0 + <f64>e * alpha;
      sum += Math.log(product) - x * Math.log1p(alpha * mean);
    } else {
      const t = ((k - mean) * alpha) / v;
      sum += x * Math.log1p(t) - 0.5 * Math.log(x * alpha) - k + tail(x) - tailC;
    }
  }
  put(inverseReference(), m, 1);
  constant = sum;
}

// @ts-ignore: decorator
@inline
function tail(x: f64): f64 {
  const inverse = 1.0 / x;
  const z = inverse * inverse;
  return inverse * (C0 + z * (C1 + z * (C2 + z * (C3 + z * C4))));
}

function stirlingFactorial(k: f64): f64 {
  const x = k + 1.0;
  return 0.9189385332046728 + (x - 0.5) * Math.log(x) - x + tail(x);
}

/** Start: least squares of log(N + 0.1). */
function start(): void {
  const m = samples;
  for (let j = 0; j < m; j += 2) {
    putPair(normalized, j, log1p2(f64x2.sub(pair(normalized, j), f64x2.splat(0.9))));
  }
  leastSquares();
}

/** Means from `basisBeta`, floored; leaves the linear predictors in `cellValues`. */
function setMeans(): void {
  const start = address(at.CELL_START_AT);
  cellPredictors();
  let anyFloored = false;
  for (let c = 0; c < cells; c++) {
    const mean = expExact(get(cellValues, c));
    put(cellMeans, c, mean);
    const to = getInt(start, c + 1);
    for (let i = getInt(start, c); i < to; i++) {
      const mu = mean * get(orderedFactors(), i);
      if (mu < MIN_MEAN) anyFloored = true;
      put(orderedMeans(), i, max(mu, MIN_MEAN));
    }
  }
  put(orderedMeans(), samples, reference);
  floored = anyFloored;
}

/** Weights, working responses and the sum of x log((1 + alpha mu) / (1 + alpha mu0)) at the current means. */
function assess(): void {
  const one = f64x2.splat(1.0);
  const alphas = f64x2.splat(alpha);
  const rs = f64x2.splat(1.0 / alpha);
  let sum = f64x2.splat(0.0);
  const references = f64x2.splat(reference);
  const n = samples;
  for (let i = 0; i < n; i += 2) {
    const k = pair(orderedCounts(), i);
    const mu = pair(orderedMeans(), i);
    const inverseV = f64x2.div(one, f64x2.add(one, f64x2.mul(mu, alphas)));
    putPair(weights, i, f64x2.mul(mu, inverseV));
    putPair(smallWeights, i, f64x2.mul(f64x2.sub(k, mu), inverseV));
    const reference = f64x2.mul(references, pair(orderedFactors(), i));
    const t = f64x2.mul(f64x2.mul(f64x2.sub(mu, reference), alphas), pair(inverseReference(), i));
    sum = f64x2.add(sum, f64x2.mul(f64x2.add(k, rs), log1p2(t)));
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
        const factor = get(orderedFactors(), i);
        if (mean * factor < MIN_MEAN) response += get(weights, i) * (Math.log(MIN_MEAN / factor) - eta);
      }
    }
    put(cellSums, 2 * c, sum);
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
      const k = get(orderedCounts(), i);
      const factor = get(orderedFactors(), i);
      if (k > 0.0) sum += k * (mean * factor < MIN_MEAN ? Math.log(MIN_MEAN / (factor * reference)) : eta - logReference);
    }
  }
  return sum;
}

/** Adds the solution d of (X'WX + ridge) d = X'W(z - eta) - ridge b to the coefficients b in the basis. */
function step(): void {
  const rows = address(at.ROWS_AT);
  const ridge = address(at.RIDGE_AT);
  gramOfCells();
  addRidge();
  factorize(gramDerivative);
  for (let k = 0; k < p; k++) {
    let penalty = 0.0;
    for (let l = 0; l < p; l++) penalty += get(ridge, k * p + l) * get(basisBeta, l);
    put(work, k, -penalty);
  }
  for (let c = 0; c < cells; c++) {
    const response = get(cellResponses, c);
    for (let k = 0; k < p; k++) put(work, k, get(work, k) + response * get(rows, c * p + k));
  }
  forwardSolve(work);
  backwardSolve(work);
  for (let k = 0; k < p; k++) put(basisBeta, k, get(basisBeta, k) + get(work, k));
}

/** Coefficients of the design from those of the basis. */
function transform(): void {
  const matrix = address(at.TRANSFORM_AT);
  for (let k = 0; k < p; k++) {
    let sum = get(basisBeta, k);
    if (matrix) {
      sum = 0.0;
      for (let l = 0; l < p; l++) sum += get(matrix, k * p + l) * get(basisBeta, l);
    }
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
  store<u8>(address(at.CONVERGED_AT) + <usize>g, iterations < MAX_ITERATIONS ? CONVERGED : NEEDS_OPTIMIZER);
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
  put(orderedMeans(), samples, reference);
  floored = false;
  iterations = 1;
  assess();
}

/** Standard errors from the sandwich A^-1 X'WX A^-1 (log2 scale) and the outcome of the gene. */
function finish(g: i32): void {
  const errors = address(at.SE_AT) + <usize>g * <usize>p * 8;
  sumResponses();
  gramOfCells();
  addRidge();
  factorize(gramDerivative);
  invertFactored();
  const matrix = address(at.TRANSFORM_AT);
  let sound = iterations < MAX_ITERATIONS;
  let outcome: u8 = sound ? CONVERGED : 0;
  for (let k = 0; k < p; k++) {
    for (let l = 0; l < p; l++) put(work, l, matrix ? get(matrix, k * p + l) : l == k ? 1.0 : 0.0);
    forwardSolve(work);
    backwardSolve(work);
    const variance = quadraticForm(gram, work);
    if (!(variance > 0.0) || !(abs(get(beta, k)) < Infinity)) sound = false;
    put(errors, k, Math.sqrt(max(variance, 0.0)) * LOG2_E);
  }
  if (!sound) outcome |= NEEDS_OPTIMIZER;
  store<u8>(address(at.CONVERGED_AT) + <usize>g, outcome);
}

/** At the means without the floor. */
function logLikelihood(): f64 {
  if (!floored) return constant + logRatioSum() - logSum;
  const start = address(at.CELL_START_AT);
  const r = 1.0 / alpha;
  const logReference = Math.log(reference);
  let sum = constant;
  for (let c = 0; c < cells; c++) {
    const eta = get(cellValues, c);
    const mean = get(cellMeans, c);
    const to = getInt(start, c + 1);
    for (let i = getInt(start, c); i < to; i++) {
      const k = get(orderedCounts(), i);
      const factor = get(orderedFactors(), i);
      const t = (mean - reference) * factor * alpha * get(inverseReference(), i);
      sum += k * (eta - logReference) - (k + r) * Math.log1p(t);
    }
  }
  return sum;
}

function cooks(g: i32): void {
  const rows = address(at.ROWS_AT);
  const byGenewiseMean = integer(at.COOKS_BY_GENEWISE_MEAN) != 0;
  const start = address(at.CELL_START_AT);
  const order = address(at.ORDER_AT);
  if (byGenewiseMean) loadMeans(g);
  loadNormalized();
  for (let c = 0; c < cells; c++) {
    put(cellValues, c, quadraticForm(inverse, rows + <usize>(c * p) * 8));
    const to = getInt(start, c + 1);
    for (let i = getInt(start, c); i < to; i++) {
      const mean = byGenewiseMean ? get(means, getInt(order, i)) : get(cellMeans, c) * get(orderedFactors(), i);
      put(orderedMeans(), i, mean);
    }
  }
  cooksDistances(g, orderedCounts(), orderedMeans(), weights, smallWeights);
}
