// The sums of the dispersion trend over all genes, on the calling thread: the twins of src/engines/deseq2/kernel/gamma-glm.ts, which says
// where each step comes from, and of residualVariance in src/engines/deseq2/fit/dispersion-trend.ts; with their bits.
import { get, put } from './context';
import { logExact } from '../../../../wasm/assembly/exact';
import { medianInPlace } from './row-median';
import { pair, putPair } from '../../../../wasm/assembly/vector';

/** x counts as constant, as in R, when less than this part of its norm is left beside the weights. */
const RANK_TOLERANCE: f64 = 1e-11;

let nextIntercept: f64 = 0;
let nextSlope: f64 = 0;

export function gammaIntercept(): f64 {
  return nextIntercept;
}

export function gammaSlope(): f64 {
  return nextSlope;
}

/** The dispersions and reciprocal means of the genes near a curve; how many. */
export function selectPoints(
  means: usize,
  dispersions: usize,
  genes: i32,
  asymptDisp: f64,
  extraPois: f64,
  least: f64,
  lowest: f64,
  highest: f64,
  y: usize,
  x: usize,
): i32 {
  let n = 0;
  for (let g = 0; g < genes; g++) {
    const dispersion = get(dispersions, g);
    const mean = get(means, g);
    const residual = dispersion / (asymptDisp + extraPois / mean);
    if (dispersion > least && residual > lowest && residual < highest) {
      put(x, n, 1.0 / mean);
      put(y, n++, dispersion);
    }
  }
  return n;
}

/** -2 sum [ln(y / mu) - (y - mu) / mu]; NaN where a mean is not positive. */
export function gammaDeviance(y: usize, x: usize, n: i32, intercept: f64, slope: f64): f64 {
  let sum = 0.0;
  let product = 1.0;
  for (let i = 0; i < n; i++) {
    const mu = intercept + slope * get(x, i);
    if (!(mu > 0.0)) return NaN;
    const ratio = get(y, i) / mu;
    sum -= ratio - 1.0;
    if (ratio > 1e-100 && ratio < 1e100) product *= ratio;
    else if (ratio != 0.0) sum += logExact(ratio);
    if (product < 1e-100 || product > 1e100) {
      sum += logExact(product);
      product = 1.0;
    }
  }
  return -2.0 * (sum + logExact(product));
}

/** Sets the line of least squares with weights 1/mu^2. `y` and `x` have room for one more; `room` is f64 [3 (n + 1)]. */
export function gammaLine(y: usize, x: usize, n: i32, intercept: f64, slope: f64, room: usize): void {
  const ones = room;
  const slopes = ones + (<usize>(n + 1) << 3);
  const responses = slopes + (<usize>(n + 1) << 3);
  weigh(y, x, n, intercept, slope, ones, slopes, responses);
  let squares = 0.0;
  let slopeSquares = 0.0;
  for (let i = 0; i < n; i++) {
    squares += get(ones, i) * get(ones, i);
    slopeSquares += get(slopes, i) * get(slopes, i);
  }
  const norm = sqrt(squares);
  const inverse = 1.0 / norm;
  const head = 1.0 + get(ones, 0) * inverse;
  let slopeDot = head * get(slopes, 0);
  let responseDot = head * get(responses, 0);
  for (let i = 1; i < n; i++) {
    const direction = get(ones, i) * inverse;
    slopeDot += direction * get(slopes, i);
    responseDot += direction * get(responses, i);
  }
  const slopeStep = -slopeDot / head;
  const responseStep = -responseDot / head;
  const corner = get(slopes, 0) + slopeStep * head;
  const firstResponse = get(responses, 0) + responseStep * head;
  squares = 0.0;
  for (let i = 1; i < n; i++) {
    const direction = get(ones, i) * inverse;
    const reflected = get(slopes, i) + slopeStep * direction;
    put(slopes, i, reflected);
    put(responses, i, get(responses, i) + responseStep * direction);
    squares += reflected * reflected;
  }
  nextIntercept = NaN;
  nextSlope = NaN;
  if (!(squares > slopeSquares * (RANK_TOLERANCE * RANK_TOLERANCE))) return;
  const second = get(slopes, 1);
  const secondNorm = (second > 0.0 ? 1.0 : second < 0.0 ? -1.0 : second) * sqrt(squares);
  const secondInverse = 1.0 / secondNorm;
  const secondHead = 1.0 + second * secondInverse;
  let dot = secondHead * get(responses, 1);
  for (let i = 2; i < n; i++) dot += get(slopes, i) * secondInverse * get(responses, i);
  const secondResponse = get(responses, 1) + (-dot / secondHead) * secondHead;
  nextSlope = secondResponse / -secondNorm;
  nextIntercept = (firstResponse + -nextSlope * corner) / -norm;
}

/** The weights, the weighted x and the weighted response. */
function weigh(
  y: usize,
  x: usize,
  n: i32,
  intercept: f64,
  slope: f64,
  ones: usize,
  slopes: usize,
  responses: usize,
): void {
  const one = f64x2.splat(1.0);
  const intercepts = f64x2.splat(intercept);
  const factors = f64x2.splat(slope);
  for (let i = 0; i < n; i += 2) {
    const xs = pair(x, i);
    const mu = f64x2.add(intercepts, f64x2.mul(factors, xs));
    const weight = f64x2.sqrt(f64x2.div(one, f64x2.mul(mu, mu)));
    putPair(ones, i, weight);
    putPair(slopes, i, f64x2.mul(xs, weight));
    putPair(responses, i, f64x2.mul(f64x2.add(mu, f64x2.sub(pair(y, i), mu)), weight));
  }
}

/** 1.4826 times the median distance of ln (dispersion / trend) from its median, where a dispersion is at least `least`. */
export function residualDeviation(dispersions: usize, trend: usize, genes: i32, least: f64, room: usize): f64 {
  let n = 0;
  for (let g = 0; g < genes; g++) {
    const dispersion = get(dispersions, g);
    if (dispersion >= least) put(room, n++, logExact(dispersion) - logExact(get(trend, g)));
  }
  const center = medianInPlace(room, n);
  for (let i = 0; i < n; i++) put(room, i, abs(get(room, i) - center));
  return 1.4826 * medianInPlace(room, n);
}
