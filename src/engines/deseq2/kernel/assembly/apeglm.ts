// Posterior modes of one coefficient under apeglm's Cauchy prior: the twin of src/engines/deseq2/kernel/apeglm-posterior.ts and
// apeglm-modes.ts, which say what is minimized and how. In the basis of the design, the shrunk coefficient is a multiple of
// one coefficient, and the prior of the others is their ridge.
import * as at from '../kernel-layout';
import {
  address, basisBeta, beta, cellMeans, cellResponses, cells, cellSums, cellValues, counts, forces, get, getInt,
  integer, inversePivots, largeCount, largeMean, number, p, penalized, put, samples, weights, work,
} from './context';
import { cellPredictors, exponentiate, factors, loadCounts } from './gene';
import { addRidge, factorize, gramOfCells, solve, subtractRidge } from './gram';
import { log1pLanes, pair, sumLanes } from '../../../../wasm/assembly/vector';

const MAX_STEPS: i32 = 12;
/** Expected decrease below which one more Newton step is exact to rounding. */
const LAST_DECREMENT: f64 = 1e-9;
const DIFFERENCE_STEP: f64 = 1e-3;
/** Curvature that leaves a coefficient where it is. */
const HELD: f64 = 1e300;
const MAX_CAREFUL_STEPS: i32 = 100;
const MAX_HALVINGS: i32 = 40;

let alpha: f64 = 0;
let scaleSquare: f64 = 0;
let shrunk: i32 = 0;
let unit: f64 = 1;

export function findMode(g: i32): void {
  alpha = get(address(at.DISPERSION_AT), g);
  const scale = number(at.PRIOR_SCALE);
  scaleSquare = scale * scale;
  shrunk = integer(at.SHRUNK_COLUMN);
  unit = number(at.SHRUNK_SCALE);
  load(g);
  setStart(g);
  if (!approach()) {
    setStart(g);
    minimize(false);
  }
  const size = abs(shrunkBeta());
  if (!isOnlyOptimum(size, scale, get(address(at.ERRORS_AT), g))) keepBetterOptimum();
  put(address(at.MODES_AT), g, shrunkBeta());
  put(address(at.VARIANCES_AT), g, variance());
}

/** Of the optimum reached and of that found from an effect of 0, the one with the smaller value stays in `basisBeta`. */
function keepBetterOptimum(): void {
  const value = minimize(false);
  copy(basisBeta, beta);
  put(basisBeta, shrunk, 0);
  minimize(true);
  if (minimize(false) < value) return;
  copy(beta, basisBeta);
}

// @ts-ignore: decorator
@inline
function shrunkBeta(): f64 {
  return unit * get(basisBeta, shrunk);
}

function copy(from: usize, to: usize): void {
  for (let k = 0; k < p; k++) put(to, k, get(from, k));
}

/** Counts and factors in the order of the cells. */
function load(g: i32): void {
  loadCounts(g);
  const order = address(at.ORDER_AT);
  for (let i = 0; i < samples; i++) {
    const j = getInt(order, i);
    put(largeCount, i, get(counts, j));
    put(largeMean, i, get(factors, j));
  }
  // The lane that fills up an odd number of samples stays at K = mu = 0, where all terms vanish.
  put(largeCount, samples, 0);
  put(largeMean, samples, 0);
}

function setStart(g: i32): void {
  copy(address(at.STARTS_AT) + <usize>g * <usize>p * 8, basisBeta);
}

/**
 * Within the scale of the prior the posterior is convex: an optimum there is the one that a start from 0 would find. Far
 * beyond, the likelihood at 0 is out of the question.
 */
function isOnlyOptimum(size: f64, scale: f64, error: f64): bool {
  if (!(size > scale)) return true;
  const distance = (size - scale) / error;
  const ratio = size / scale;
  return distance * distance > 8.0 * (1.0 + Math.log1p(ratio * ratio));
}

/** Newton steps from `basisBeta`; false where they leave the convex region or do not shrink. */
function approach(): bool {
  let before = Infinity;
  for (let count = 0; count < MAX_STEPS; count++) {
    differentiate();
    if (!factorHessian(cauchyCurvature())) return false;
    const decrement = newtonStep();
    if (!(decrement < before)) return false;
    for (let k = 0; k < p; k++) put(basisBeta, k, get(basisBeta, k) + get(work, k));
    if (decrement < LAST_DECREMENT) return true;
    before = decrement / 2.0;
  }
  return false;
}

/** Turns the negative gradient in `work` into Newton's step; returns their product, the decrease it promises twice over. */
function newtonStep(): f64 {
  copy(work, cellResponses);
  solve(work);
  let decrement = 0.0;
  for (let k = 0; k < p; k++) decrement += get(work, k) * get(cellResponses, k);
  return decrement;
}

function cauchyCurvature(): f64 {
  const square = shrunkBeta() * shrunkBeta();
  return (2.0 * (scaleSquare - square)) / ((scaleSquare + square) * (scaleSquare + square));
}

/**
 * Moves `basisBeta` to the local minimum that Newton's method with step halving finds from it, and returns the value there.
 * Where the Cauchy prior makes it concave, its curvature is replaced by that of a parabola above it. With `isHeld` the
 * shrunk coefficient stays where it is.
 */
function minimize(isHeld: bool): f64 {
  let value = evaluate();
  for (let count = 0; count < MAX_CAREFUL_STEPS; count++) {
    differentiate();
    if (isHeld) {
      put(work, shrunk, 0);
      factorHessian(HELD);
    } else if (!factorHessian(cauchyCurvature())) {
      const b = shrunkBeta();
      if (!factorHessian(2.0 / (scaleSquare + b * b))) return value;
    }
    const decrement = newtonStep();
    copy(basisBeta, cellResponses);
    if (decrement < LAST_DECREMENT) {
      move(1.0);
      return value - decrement / 2.0;
    }
    const noise = 1e-13 * abs(value);
    let length = 1.0;
    let next = value;
    for (let halving = 0; halving < MAX_HALVINGS; halving++) {
      move(length);
      next = evaluate();
      if (next <= value - 1e-4 * length * decrement + noise) break;
      length /= 2.0;
    }
    if (!(next <= value + noise)) {
      move(0.0);
      return value;
    }
    value = next;
  }
  return value;
}

/** basisBeta = the point in `cellResponses` plus so much of the step in `work`. */
function move(length: f64): void {
  for (let k = 0; k < p; k++) put(basisBeta, k, get(cellResponses, k) + length * get(work, k));
}

/** The negative log posterior at `basisBeta`, without constants. */
function evaluate(): f64 {
  const start = address(at.CELL_START_AT);
  cellPredictors();
  exponentiate(cellValues, cellMeans, cells);
  let value = Math.log1p((shrunkBeta() * shrunkBeta()) / scaleSquare);
  for (let k = 0; k < p; k++) put(forces, k, 0);
  subtractRidge(forces);
  for (let k = 0; k < p; k++) value -= 0.5 * get(forces, k) * get(basisBeta, k);
  for (let c = 0; c < cells; c++) {
    const to = getInt(start, c + 1);
    let total = 0.0;
    for (let i = getInt(start, c); i < to; i++) {
      put(weights, i, alpha * get(largeMean, i) * get(cellMeans, c));
      total += get(largeCount, i);
    }
    value -= total * get(cellValues, c);
  }
  put(weights, samples, 0);
  const rs = f64x2.splat(1.0 / alpha);
  let sum = f64x2.splat(0.0);
  for (let i = 0; i < samples; i += 2) {
    sum = f64x2.add(sum, f64x2.mul(f64x2.add(pair(largeCount, i), rs), log1pLanes(pair(weights, i))));
  }
  return value + sumLanes(sum);
}

/** The negative gradient into `work`, and the curvature of the likelihood by cells into `cellSums`. */
function differentiate(): void {
  const start = address(at.CELL_START_AT);
  cellPredictors();
  exponentiate(cellValues, cellMeans, cells);
  const rowStart = address(at.ROW_START_AT);
  const columnOf = address(at.ROW_COLUMN_AT);
  const values = address(at.ROW_VALUE_AT);
  for (let k = 0; k < p; k++) put(work, k, 0);
  subtractRidge(work);
  put(work, shrunk, get(work, shrunk) - unit * priorSlope(shrunkBeta()));
  let entry = 0;
  for (let c = 0; c < cells; c++) {
    const mean = get(cellMeans, c);
    const to = getInt(start, c + 1);
    let slope = 0.0;
    let curvature = 0.0;
    for (let i = getInt(start, c); i < to; i++) {
      const mu = get(largeMean, i) * mean;
      const k = get(largeCount, i);
      const inverse = 1.0 / (1.0 + alpha * mu);
      const fit = (alpha * k + 1.0) * mu * inverse;
      slope += k - fit;
      curvature += fit * inverse;
    }
    put(cellSums, c, curvature);
    const end = getInt(rowStart, c + 1);
    for (; entry < end; entry++) {
      const k = getInt(columnOf, entry);
      put(work, k, get(work, k) + slope * get(values, entry));
    }
  }
}

/** Factors the Hessian with this curvature of the Cauchy prior; false where it is not positive definite. */
function factorHessian(curvature: f64): bool {
  const diagonal = integer(at.SHRUNK_ENTRY);
  gramOfCells();
  addRidge();
  put(penalized, diagonal, get(penalized, diagonal) + unit * unit * curvature);
  factorize(penalized);
  for (let k = 0; k < p; k++) if (!(get(inversePivots, k) > 0.0)) return false;
  return true;
}

/** The curvature of the prior is the difference that apeglm takes; NaN where the Hessian is not positive definite. */
function variance(): f64 {
  const b = shrunkBeta();
  differentiate();
  const difference = (priorSlope(b + DIFFERENCE_STEP) - priorSlope(b - DIFFERENCE_STEP)) / (2.0 * DIFFERENCE_STEP);
  if (!factorHessian(difference)) return NaN;
  for (let k = 0; k < p; k++) put(work, k, k == shrunk ? 1.0 : 0.0);
  solve(work);
  return unit * unit * get(work, shrunk);
}

// @ts-ignore: decorator
@inline
function priorSlope(x: f64): f64 {
  return (2.0 * x) / (scaleSquare + x * x);
}
