// Gene-wise and maximum a posteriori dispersions: where the searches start, what follows them, and R's grid. The search is
// R's own, bit by bit, or a fast one that differs from it by 1e-9.
import * as at from '../kernel-layout';
import { address, get, integer, number, put } from './context';
import { expExact, logExact } from '../../../../wasm/assembly/exact';
import { exactEnd, exactFirst, exactLast, exactPosterior, exactSteps, searchExact, setExactPrior } from './exact-search';
import { largeMeans, packSamples } from './fast-likelihood';
import { loadCounts, loadMeans } from './gene';
import * as fast from './dispersion-line-search';
import { posterior, setPrior } from './posterior';

const GRID: i32 = 20;
const MIN_DISPERSION: f64 = 1e-8;
const MAX_ITERATIONS: i32 = 100;

let isExact: bool = false;

/** Where the last search ended, the posterior at its start and as it left it, the number of steps. */
let logAlpha: f64 = 0;
let firstValue: f64 = 0;
let lastValue: f64 = 0;
let iterations: i32 = 0;

function loadGene(g: i32): void {
  isExact = integer(at.EXACT) != 0;
  loadCounts(g);
  loadMeans(g);
  if (!isExact) packSamples();
}

function search(priorMean: f64, priorVariance: f64, start: f64): void {
  if (isExact) {
    setExactPrior(priorMean, priorVariance);
    searchExact(start);
    logAlpha = exactEnd;
    firstValue = exactFirst;
    lastValue = exactLast;
    iterations = exactSteps;
  } else {
    setPrior(priorMean, priorVariance);
    fast.lineSearch(start);
    logAlpha = fast.logAlpha;
    firstValue = fast.firstValue;
    lastValue = fast.lastValue;
    iterations = fast.iterations;
  }
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
    const value = isExact ? exactPosterior(a) : posterior(a);
    if (value > bestValue) {
      bestValue = value;
      best = a;
    }
  }
  return best;
}

/** Gene-wise estimate of gene g, whose starting dispersion is stored. */
export function estimateGenewise(g: i32): void {
  loadGene(g);
  const start = get(address(at.START_AT), g);
  const maximum = number(at.MAX_DISPERSION);
  search(0, Infinity, logExact(start));
  let dispersion = min(expExact(logAlpha), maximum);
  if (lastValue < firstValue + abs(isExact ? firstValue : firstValue - largeMeans) / 1e6) dispersion = start;
  if ((iterations == MAX_ITERATIONS || iterations == 1) && dispersion > 10.0 * MIN_DISPERSION) dispersion = gridSearch();
  put(address(at.GENE_EST_AT), g, min(max(dispersion, MIN_DISPERSION), maximum));
  store<i32>(address(at.GENE_ITER_AT) + (<usize>g << 2), iterations);
}

/** MAP estimate of gene g around the trend, and its final dispersion. */
export function estimateMap(g: i32): void {
  loadGene(g);
  const fitted = get(address(at.FIT_AT), g);
  const genewise = get(address(at.GENE_EST_AT), g);
  const logFitted = logExact(fitted);
  search(logFitted, number(at.PRIOR_VARIANCE), logExact(genewise > 0.1 * fitted ? genewise : fitted));
  const estimate = iterations == MAX_ITERATIONS ? gridSearch() : expExact(logAlpha);
  const map = min(max(estimate, MIN_DISPERSION), number(at.MAX_DISPERSION));
  const outlier = logExact(genewise) > logFitted + number(at.OUTLIER_MARGIN);
  put(address(at.MAP_AT), g, map);
  put(address(at.DISPERSION_AT), g, outlier ? genewise : map);
  store<i32>(address(at.MAP_ITER_AT) + (<usize>g << 2), iterations);
  store<u8>(address(at.OUTLIER_AT) + <usize>g, outlier ? 1 : 0);
}
