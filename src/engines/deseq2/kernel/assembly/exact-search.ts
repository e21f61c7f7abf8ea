// R's line search on R's own formula of the posterior, bit by bit: the twin of dispersion-likelihood.ts and
// dispersion-search.ts.
import * as at from '../kernel-layout';
import { address, counts, get, getInt, integer, inverses, means, p, put, ratios, samples, weights } from './context';
import { expExact, logExact } from '../../../../wasm/assembly/exact';
import { digamma, inverseSquare, lgamma, reciprocal } from '../../../../wasm/assembly/exact-gamma';
import { determinant, matrixBytes, placeMatrices, traceOfSolution } from './exact-matrix';

const MAX_ITERATIONS: i32 = 100;
const GAIN_TO_GO_ON: f64 = 1e-6;
const LOG_GIVE_UP: f64 = -20.72326583694641; // log(1e-9)

let priorMean: f64 = 0;
let priorVariance: f64 = Infinity;

/** [p x p], column-major: Xᵀ W X and Xᵀ W' X */
let gram: usize = 0;
let gramSlope: usize = 0;

/** [samples] */
let logs: usize = 0;
let gammaLogs: usize = 0;
let inverseWeights: usize = 0;

/** e^a of the last call of `exactPosterior`, and log 1/alpha. */
let alpha: f64 = 0;
let logR: f64 = 0;

/** Where the last search ended, the posterior at its start and as it left it, and the number of steps. */
export let exactEnd: f64 = 0;
export let exactFirst: f64 = 0;
export let exactLast: f64 = 0;
export let exactSteps: i32 = 0;

/** Bytes one thread needs. */
export function exactScratchBytes(columns: i32): i32 {
  return 16 * columns * columns + matrixBytes(columns) + 64;
}

/** Takes this thread's share of the scratch memory. */
export function enterExact(thread: i32): void {
  gram = address(at.EXACT_SCRATCH_AT) + <usize>thread * <usize>integer(at.EXACT_SCRATCH_BYTES);
  gramSlope = gram + (<usize>(p * p) << 3);
  placeMatrices(gramSlope + (<usize>(p * p) << 3));
  logs = ratios;
  gammaLogs = inverses;
  inverseWeights = weights;
}

/** Normal prior of log alpha; a variance of Infinity is none. */
export function setExactPrior(mean: f64, variance: f64): void {
  priorMean = mean;
  priorVariance = variance;
}

/** Keeps, of every sample, log(K + r), log(1 + mu alpha) and 1/mu + alpha for the slope at the same point. */
export function exactPosterior(a: f64): f64 {
  alpha = expExact(a);
  const r = 1.0 / alpha;
  logR = logExact(r);
  const lgammaR = lgamma(r, logR);
  const size = <usize>(p * p) << 3;
  memory.fill(gram, 0, size);
  let sum = 0.0;
  for (let j = 0; j < samples; j++) {
    const k = get(counts, j);
    const m = get(means, j);
    const logV = logExact(1.0 + m * alpha);
    const inverse = 1.0 / m + alpha;
    put(logs, j, logV);
    put(inverseWeights, j, inverse);
    let gammaTerm = 0.0;
    if (k != 0.0) {
      const x = k + r;
      const logX = logExact(x);
      put(gammaLogs, j, logX);
      gammaTerm = lgamma(x, logX) - lgammaR - k * logExact(m + r);
    }
    sum += gammaTerm - r * logV;
    accumulate(gram, j, 1.0 / inverse);
  }
  const rest = a - priorMean;
  const prior = priorVariance < Infinity ? (-0.5 * (rest * rest)) / priorVariance : 0.0;
  return sum + prior + -0.5 * logExact(determinant(gram));
}

/** Its derivative in a, the point of the last call of `exactPosterior`. */
function exactSlope(a: f64): f64 {
  const r = 1.0 / alpha;
  const digammaR = digamma(r, logR);
  memory.fill(gramSlope, 0, <usize>(p * p) << 3);
  let sum = 0.0;
  for (let j = 0; j < samples; j++) {
    const k = get(counts, j);
    const m = get(means, j);
    const scaled = m * alpha;
    const v = 1.0 + scaled;
    const digammaK = k == 0.0 ? digammaR : digamma(k + r, get(gammaLogs, j));
    sum += digammaR + get(logs, j) - scaled * reciprocal(v) - digammaK + k * reciprocal(m + r);
    accumulate(gramSlope, j, -inverseSquare(get(inverseWeights, j)));
  }
  const det = determinant(gram);
  const adjustment = (-0.5 * (det * traceOfSolution(gram, gramSlope))) / det;
  const likelihood = (1.0 / (alpha * alpha)) * sum;
  const prior = priorVariance < Infinity ? (-1.0 * (a - priorMean)) / priorVariance : 0.0;
  return (likelihood + adjustment) * alpha + prior;
}

/** Adds the weighted square of the row of sample j. */
function accumulate(matrix: usize, j: i32, weight: f64): void {
  const row = address(at.DESIGN_ROWS_AT) + (<usize>(getInt(address(at.CELL_OF_AT), j) * p) << 3);
  for (let k = 0; k < p; k++) {
    const weighted = get(row, k) * weight;
    if (weighted == 0.0) continue;
    for (let i = 0; i < p; i++) put(matrix, k * p + i, get(matrix, k * p + i) + get(row, i) * weighted);
  }
}

export function searchExact(start: f64): void {
  let a = start;
  let f = exactPosterior(a);
  let slope = exactSlope(a);
  let step = 1.0;
  let accepted = 0;
  exactFirst = f;
  exactSteps = 0;
  while (exactSteps < MAX_ITERATIONS) {
    exactSteps++;
    const proposal = a + step * slope;
    if (proposal < -30.0) step = (-30.0 - a) / slope;
    if (proposal > 10.0) step = (10.0 - a) / slope;
    const next = a + step * slope;
    const value = exactPosterior(next);
    if (-1.0 * value <= -1.0 * f - step * 1e-4 * (slope * slope)) {
      accepted++;
      a = next;
      const change = value - f;
      if (change < GAIN_TO_GO_ON) {
        f = value;
        break;
      }
      if (a < LOG_GIVE_UP) break;
      f = value;
      slope = exactSlope(a);
      step = min(step * 1.1, 1.0);
      if (accepted % 5 == 0) step /= 2.0;
    } else {
      step /= 2.0;
    }
  }
  exactEnd = a;
  exactLast = f;
}
