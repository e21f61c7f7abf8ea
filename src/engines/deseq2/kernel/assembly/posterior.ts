// The log posterior of log alpha and its derivative: exact below alpha = 1e-7, where R follows rounding noise, else fast.
import * as at from '../kernel-layout';
import { address, cells, cellSquares, cellSums, get, getInt, means, put, samples } from './context';
import { coxReid, coxReidSlope } from './cox-reid';
import { expExact } from '../../../../wasm/assembly/exact';
import { evaluateExact, exactSlope, exactValue } from './exact-likelihood';
import { evaluateFast, fastSlope, fastValue, largeMeans } from './fast-likelihood';

const EXACT_BELOW: f64 = 1e-7;
/** A little above log(1e-7). */
const EXACT_EXPONENT_BELOW: f64 = -16.0;

let priorMean: f64 = 0;
let priorVariance: f64 = 1;

/** alpha of the last call of `posterior`. */
let alpha: f64 = 0;

/** Normal prior of log alpha; a variance of Infinity is none. */
export function setPrior(mean: f64, variance: f64): void {
  priorMean = mean;
  priorVariance = variance;
}

/** Log posterior at log alpha = a, plus the constant `largeMeans`. */
export function posterior(a: f64): f64 {
  alpha = a < EXACT_EXPONENT_BELOW ? expExact(a) : Math.exp(a);
  let value: f64;
  if (alpha < EXACT_BELOW) {
    evaluateExact(alpha);
    sumWeights();
    value = exactValue + largeMeans;
  } else {
    evaluateFast(alpha);
    value = fastValue;
  }
  const rest = a - priorMean;
  return value + (-0.5 * (rest * rest)) / priorVariance + coxReid();
}

/** Its derivative in a, at the point of the last call of `posterior`. */
export function posteriorSlope(a: f64): f64 {
  const likelihood = alpha < EXACT_BELOW ? (1.0 / (alpha * alpha)) * exactSlope : fastSlope / (alpha * alpha);
  return (likelihood + coxReidSlope()) * alpha + (priorMean - a) / priorVariance;
}

/** Rough size of the negative second derivative at the point of the last call of `posterior`. */
export function roughCurvature(): f64 {
  let squares = 0.0;
  for (let c = 0; c < cells; c++) squares += get(cellSquares, c);
  return 0.5 * alpha * alpha * squares + 1.0 / priorVariance;
}

function sumWeights(): void {
  const cellOf = address(at.CELL_OF_AT);
  for (let c = 0; c < cells; c++) {
    put(cellSums, c, 0);
    put(cellSquares, c, 0);
  }
  for (let j = 0; j < samples; j++) {
    const w = 1.0 / (1.0 / get(means, j) + alpha);
    const c = getInt(cellOf, j);
    put(cellSums, c, get(cellSums, c) + w);
    put(cellSquares, c, get(cellSquares, c) + w * w);
  }
}

