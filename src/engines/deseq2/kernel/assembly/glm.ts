// The negative binomial GLM of one gene by R's iteratively reweighted least squares with a ridge. Samples of a cell share
// their linear predictor, so that exp is taken once a cell and X'WX is summed over cells.
import * as at from '../kernel-layout';
import { constant, ONE } from '../../../../wasm/assembly/constants';
import {
  address, basisBeta, beta, cellMeans, cellResponses, cells, cellSums, cellValues, forces, get, getInt, integer,
  logFactors, means, normalized, p, penalized, put, samples, smallWeights, weights, work,
} from './context';
import { cooksDistances } from './cooks';
import { leastSquares, loadMeans, loadNormalized } from './gene';
import {
  floored, flooredLogLikelihood, LOG_MIN_MEAN, logLikelihood, MIN_MEAN, orderedCounts, orderedFactors, orderedMeans,
  prepare, referenceDeviance, setCommonMean, setMeans,
} from './glm-likelihood';
import { addRidge, factorize, gramOfCells, quadraticForms, solve, subtractRidge } from './gram';
import { logLanes, pair, putPair } from '../../../../wasm/assembly/vector';

const MAX_ITERATIONS: i32 = 100;
const TOLERANCE: f64 = 1e-8;
const LARGEST_BETA: f64 = 30.0;
const LOG2_E: f64 = 1.4426950408889634;
/** A step that promises this much of the deviance is not the last; the deviance is not looked at. */
const NOT_THE_LAST: f64 = 1e-5;

let alpha: f64 = 0;
let iterations: i32 = 0;

/** Start: least squares of log(N + 0.1). */
function start(): void {
  const m = samples;
  for (let j = 0; j < m; j += 2) {
    putPair(normalized, j, logLanes(f64x2.add(pair(normalized, j), f64x2.splat(0.1))));
  }
  leastSquares();
}

/** w, and w (K - mu) / mu in `smallWeights`, at the current means. */
function assess(): void {
  const one = constant(ONE);
  const alphas = f64x2.splat(alpha);
  const n = samples;
  for (let i = 0; i < n; i += 2) {
    const mu = pair(orderedMeans(), i);
    const inverseV = f64x2.div(one, f64x2.add(one, f64x2.mul(mu, alphas)));
    putPair(weights, i, f64x2.mul(mu, inverseV));
    putPair(smallWeights, i, f64x2.mul(f64x2.sub(pair(orderedCounts(), i), mu), inverseV));
  }
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

/**
 * Adds the solution d of (B'WB + ridge) d = B'W(z - eta) - ridge b = g to the coefficients b in the basis; returns g'd, by
 * which the deviance will fall.
 */
function step(): f64 {
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
  for (let k = 0; k < p; k++) put(forces, k, get(work, k));
  solve(work);
  let decrease = 0.0;
  for (let k = 0; k < p; k++) {
    decrease += get(forces, k) * get(work, k);
    put(basisBeta, k, get(basisBeta, k) + get(work, k));
  }
  return decrease;
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

/**
 * R's loop; leaves `beta`, weights and means of the last step. R looks at the deviance after every step; here it is computed
 * only where the step may be the last, since it takes as long as all the rest.
 */
function iterate(): void {
  start();
  setMeans();
  assess();
  const limit = NOT_THE_LAST * (referenceDeviance() + 0.1);
  let old = 0.0;
  iterations = 0;
  for (let t = 0; t < MAX_ITERATIONS; t++) {
    iterations++;
    sumResponses();
    const mayEnd = !(step() > limit) || floored;
    if (mayEnd && t > 0) old = -2.0 * flooredLogLikelihood();
    transform();
    for (let k = 0; k < p; k++) {
      if (abs(get(beta, k)) > LARGEST_BETA) {
        iterations = MAX_ITERATIONS;
        return;
      }
    }
    setMeans();
    assess();
    if (!mayEnd) continue;
    const deviance = -2.0 * flooredLogLikelihood();
    const change = abs(deviance - old) / (abs(deviance) + 0.1);
    if (isNaN(change)) {
      iterations = MAX_ITERATIONS;
      return;
    }
    if (t > 0 && change < TOLERANCE) return;
  }
}

/** The GLM that gives the means of the dispersion stages: its coefficients in the basis are stored. */
export function fitMeans(g: i32): void {
  alpha = get(address(at.START_AT), g);
  prepare(g, alpha);
  iterate();
  const stored = address(at.MU_BETA_AT) + <usize>g * <usize>p * 8;
  for (let k = 0; k < p; k++) put(stored, k, get(basisBeta, k));
  store<u8>(address(at.CONVERGED_AT) + <usize>g, <u8>(iterations < MAX_ITERATIONS ? at.CONVERGED : at.NEEDS_OPTIMIZER));
}

/** The full fit of gene g at its final dispersion. */
export function fitGlm(g: i32): void {
  alpha = get(address(at.DISPERSION_AT), g);
  prepare(g, alpha);
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
  setCommonMean();
  put(basisBeta, 0, get(cellValues, 0));
  transform();
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
