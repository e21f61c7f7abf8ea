// Gene-wise and maximum a posteriori dispersions: R's backtracking line search on log alpha, and its grid.
import * as at from '../kernel-layout';
import { address, cells, cellSquares, cellSums, get, getInt, means, number, put, samples } from './context';
import { coxReid, coxReidSlope } from './cox-reid';
import { expExact, logExact } from './exact';
import { evaluateExact, exactSlope, exactValue } from './exact-likelihood';
import { evaluateFast, fastSlope, fastValue, packSamples } from './fast-likelihood';
import { loadCounts, loadMeans } from './gene';

/** Below, R follows rounding noise and the exact formula is used. */
const EXACT_BELOW: f64 = 1e-7;
const MAX_ITERATIONS: i32 = 100;
const GRID: i32 = 20;
const MIN_DISPERSION: f64 = 1e-8;

let hasPrior: bool = false;
let priorMean: f64 = 0;
let priorVariance: f64 = 1;

let alpha: f64 = 0;

/** Log posterior at log alpha = a. */
function posterior(a: f64): f64 {
  alpha = expExact(a);
  let value: f64;
  if (alpha < EXACT_BELOW) {
    evaluateExact(alpha);
    sumWeights();
    value = exactValue;
  } else {
    evaluateFast(alpha);
    value = fastValue;
  }
  const rest = a - priorMean;
  const prior = hasPrior ? (-0.5 * (rest * rest)) / priorVariance : 0.0;
  return value + prior + coxReid();
}

/** Its derivative in a, at the point of the last call of `posterior`. */
function posteriorSlope(a: f64): f64 {
  const prior = hasPrior ? (priorMean - a) / priorVariance : 0.0;
  const likelihood = alpha < EXACT_BELOW ? (1.0 / (alpha * alpha)) * exactSlope : fastSlope / (alpha * alpha);
  return (likelihood + coxReidSlope()) * alpha + prior;
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

let logAlpha: f64 = 0;
let firstValue: f64 = 0;
let lastValue: f64 = 0;
let iterations: i32 = 0;

function lineSearch(start: f64): void {
  let a = start;
  let value = posterior(a);
  let slope = posteriorSlope(a);
  let step = 1.0;
  let accepted = 0;
  firstValue = value;
  let iteration = 0;
  while (iteration < MAX_ITERATIONS) {
    iteration++;
    const proposed = a + step * slope;
    if (proposed < -30.0) step = (-30.0 - a) / slope;
    if (proposed > 10.0) step = (10.0 - a) / slope;
    const next = a + step * slope;
    const nextValue = posterior(next);
    if (!(-nextValue <= -value - step * 1e-4 * (slope * slope))) {
      step /= 2.0;
      continue;
    }
    accepted++;
    a = next;
    const change = nextValue - value;
    if (change < 1e-6) {
      value = nextValue;
      break;
    }
    if (a < -20.72326583694641) break; // log(1e-9)
    value = nextValue;
    slope = posteriorSlope(a);
    step = min(step * 1.1, 1.0);
    if (accepted % 5 == 0) step /= 2.0;
  }
  logAlpha = a;
  lastValue = value;
  iterations = iteration;
}

/** Arg max of the posterior over 20 values of log alpha, then over 20 around it. */
function gridSearch(): f64 {
  const low = logExact(MIN_DISPERSION);
  const high = logExact(number(at.MAX_DISPERSION));
  const step = (high - low) / <f64>(GRID - 1);
  const best = gridMaximum(low, step, high);
  const delta = low + step - low;
  const from = best - delta;
  const to = best + delta;
  return expExact(gridMaximum(from, (to - from) / <f64>(GRID - 1), to));
}

function gridMaximum(from: f64, step: f64, to: f64): f64 {
  let best = from;
  let bestValue = -Infinity;
  for (let i = 0; i < GRID; i++) {
    const a = i == GRID - 1 ? to : from + <f64>i * step;
    const value = posterior(a);
    if (value > bestValue) {
      bestValue = value;
      best = a;
    }
  }
  return best;
}

/** Gene-wise estimate of gene g, whose starting dispersion is stored. */
export function estimateGenewise(g: i32): void {
  loadCounts(g);
  loadMeans(g);
  packSamples();
  hasPrior = false;
  const start = get(address(at.START_AT), g);
  const maximum = number(at.MAX_DISPERSION);
  lineSearch(logExact(start));
  let dispersion = min(expExact(logAlpha), maximum);
  if (lastValue < firstValue + abs(firstValue) / 1e6) dispersion = start;
  if ((iterations == MAX_ITERATIONS || iterations == 1) && dispersion > 10.0 * MIN_DISPERSION) dispersion = gridSearch();
  put(address(at.GENE_EST_AT), g, min(max(dispersion, MIN_DISPERSION), maximum));
  store<i32>(address(at.GENE_ITER_AT) + (<usize>g << 2), iterations);
}

/** MAP estimate of gene g around the trend, and its final dispersion. */
export function estimateMap(g: i32): void {
  loadCounts(g);
  loadMeans(g);
  packSamples();
  const fitted = get(address(at.FIT_AT), g);
  const genewise = get(address(at.GENE_EST_AT), g);
  hasPrior = true;
  priorMean = logExact(fitted);
  priorVariance = number(at.PRIOR_VARIANCE);
  lineSearch(logExact(genewise > 0.1 * fitted ? genewise : fitted));
  const estimate = iterations == MAX_ITERATIONS ? gridSearch() : expExact(logAlpha);
  const map = min(max(estimate, MIN_DISPERSION), number(at.MAX_DISPERSION));
  const outlier = logExact(genewise) > priorMean + number(at.OUTLIER_MARGIN);
  put(address(at.MAP_AT), g, map);
  put(address(at.DISPERSION_AT), g, outlier ? genewise : map);
  store<i32>(address(at.MAP_ITER_AT) + (<usize>g << 2), iterations);
  store<u8>(address(at.OUTLIER_AT) + <usize>g, outlier ? 1 : 0);
}
