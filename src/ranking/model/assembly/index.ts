// What the two-group model computes gene by gene, with the bits of ../background-sums.ts and ../gene-effects.ts: the sums over
// genes are taken in their order.
import { get, getInt, put } from '../../../wasm/assembly/memory';
import { log } from '../../../wasm/assembly/portable';
import {
  BACKGROUND_COUNT, backgroundMean, setError, TARGET_COUNT, targetMean, writeDensities,
} from './components';
import { tables } from './normal';

/** Genes that are looked at together: their mixtures do not wait for one another, and sums are loaded once for all of them. */
const TOGETHER: i32 = 4;

/** [4 x 24] what each of these genes adds to the gradient. */
const shares = memory.data(8 * 4 * 24, 64);
const background = memory.data(8 * 24, 64);
const target = memory.data(8 * 10, 64);

/** First byte the host may use. */
export function heapBase(): usize {
  return __heap_base;
}

/** Where the host writes the tables of the layout. */
export function tablesAt(): usize {
  return tables;
}

/** Densities of all genes: f64 [genes x 24] and [genes x 10]. */
export function densities(estimates: usize, errors: usize, genes: i32, backgrounds: usize, targets: usize): void {
  for (let gene = 0; gene < genes; gene++) {
    const error = get(errors, gene);
    setError(error);
    writeDensities(get(estimates, gene), error, rowOf(backgrounds, gene, BACKGROUND_COUNT), rowOf(targets, gene, TARGET_COUNT));
  }
}

/**
 * `value` and what each of the genes adds to it. weights: f64 [24]; rows: u32 [genes] of `backgrounds`; rest, asTarget: f64
 * [genes]; genes: a multiple of four.
 */
export function evaluate(
  weights: usize,
  backgrounds: usize,
  rows: usize,
  rest: usize,
  asTarget: usize,
  genes: i32,
  value: f64,
): f64 {
  let sum = value;
  for (let gene = 0; gene < genes; gene += TOGETHER) sum = addFour(weights, backgrounds, rows, rest, asTarget, gene, sum, false);
  return sum;
}

/** The same; adds to the gradient, f64 [24], and to the lower triangle of the Hessian, f64 [24 x 24], of which more is written. */
export function differentiate(
  weights: usize,
  backgrounds: usize,
  rows: usize,
  rest: usize,
  asTarget: usize,
  genes: i32,
  value: f64,
  gradient: usize,
  hessian: usize,
): f64 {
  let sum = value;
  for (let gene = 0; gene < genes; gene += TOGETHER) {
    sum = addFour(weights, backgrounds, rows, rest, asTarget, gene, sum, true);
    addToGradient(gradient);
    addToHessian(hessian);
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function addFour(
  weights: usize,
  backgrounds: usize,
  rows: usize,
  rest: usize,
  asTarget: usize,
  gene: i32,
  value: f64,
  withShares: bool,
): f64 {
  const d0 = rowOf(backgrounds, getInt(rows, gene), BACKGROUND_COUNT);
  const d1 = rowOf(backgrounds, getInt(rows, gene + 1), BACKGROUND_COUNT);
  const d2 = rowOf(backgrounds, getInt(rows, gene + 2), BACKGROUND_COUNT);
  const d3 = rowOf(backgrounds, getInt(rows, gene + 3), BACKGROUND_COUNT);
  let m0 = 0.0;
  let m1 = 0.0;
  let m2 = 0.0;
  let m3 = 0.0;
  for (let k = 0; k < BACKGROUND_COUNT; k++) {
    const weight = get(weights, k);
    m0 += weight * get(d0, k);
    m1 += weight * get(d1, k);
    m2 += weight * get(d2, k);
    m3 += weight * get(d3, k);
  }
  let sum = value;
  sum = addOne(d0, get(rest, gene), m0, get(asTarget, gene), 0, sum, withShares);
  sum = addOne(d1, get(rest, gene + 1), m1, get(asTarget, gene + 1), 1, sum, withShares);
  sum = addOne(d2, get(rest, gene + 2), m2, get(asTarget, gene + 2), 2, sum, withShares);
  return addOne(d3, get(rest, gene + 3), m3, get(asTarget, gene + 3), 3, sum, withShares);
}

// @ts-ignore: decorator
@inline
function addOne(
  density: usize,
  rest: f64,
  mixture: f64,
  asTarget: f64,
  place: i32,
  value: f64,
  withShares: bool,
): f64 {
  const all = rest * mixture + asTarget;
  const counts = all > 0.0;
  if (withShares) {
    const scale = f64x2.splat(counts ? rest / all : 0.0);
    const share = rowOf(shares, place, BACKGROUND_COUNT);
    for (let at: usize = 0; at < 8 * 24; at += 16) v128.store(share + at, f64x2.mul(scale, v128.load(density + at)));
  }
  return counts ? value + log(all) : value;
}

function addToGradient(gradient: usize): void {
  for (let at: usize = 0; at < 8 * 24; at += 16) {
    let sum = f64x2.add(v128.load(gradient + at), v128.load(shares + at));
    sum = f64x2.add(sum, v128.load(shares + at, 192));
    sum = f64x2.add(sum, v128.load(shares + at, 384));
    v128.store(gradient + at, f64x2.add(sum, v128.load(shares + at, 576)));
  }
}

function addToHessian(hessian: usize): void {
  for (let j = 0; j < BACKGROUND_COUNT; j++) {
    const own = shares + (<usize>j << 3);
    const a0 = v128.load64_splat(own);
    const a1 = v128.load64_splat(own, 192);
    const a2 = v128.load64_splat(own, 384);
    const a3 = v128.load64_splat(own, 576);
    const line = rowOf(hessian, j, BACKGROUND_COUNT);
    const end = <usize>(j + 1) << 3;
    for (let at: usize = 0; at < end; at += 16) {
      let sum = f64x2.add(v128.load(line + at), f64x2.mul(a0, v128.load(shares + at)));
      sum = f64x2.add(sum, f64x2.mul(a1, v128.load(shares + at, 192)));
      sum = f64x2.add(sum, f64x2.mul(a2, v128.load(shares + at, 384)));
      v128.store(line + at, f64x2.add(sum, f64x2.mul(a3, v128.load(shares + at, 576))));
    }
  }
}

/**
 * ln likelihood ratio and mean repressions of all genes, f64 [genes] each. withSite: u8 [genes], which of the two background
 * weights, f64 [2 x 24], is a gene's; tiltClass: u8 [genes] row of `tilted`, f64 [classes x 10].
 */
export function effects(
  estimates: usize,
  errors: usize,
  genes: i32,
  backgrounds: usize,
  targets: usize,
  withSite: usize,
  backgroundWeights: usize,
  tiltClass: usize,
  tilted: usize,
  large: f64,
  steps: i32,
  logRatio: usize,
  ifTarget: usize,
  ifNot: usize,
): void {
  for (let gene = 0; gene < genes; gene++) {
    const x = get(estimates, gene);
    const error = get(errors, gene);
    const own = rowOf(backgroundWeights, load<u8>(withSite + <usize>gene), BACKGROUND_COUNT);
    const weights = rowOf(tilted, load<u8>(tiltClass + <usize>gene), TARGET_COUNT);
    const asBackground = rowOf(backgrounds, gene, BACKGROUND_COUNT);
    const asTarget = rowOf(targets, gene, TARGET_COUNT);
    setError(error);
    let f0 = 0.0;
    let f1 = 0.0;
    let mean0 = 0.0;
    let mean1 = 0.0;
    for (let k = 0; k < BACKGROUND_COUNT; k++) {
      const density = get(own, k) * get(asBackground, k);
      f0 += density;
      if (density > 0.0) mean0 += density * backgroundMean(x, error, k);
    }
    for (let k = 0; k < TARGET_COUNT; k++) {
      const density = get(weights, k) * get(asTarget, k);
      f1 += density;
      if (density > 0.0) mean1 += density * targetMean(x, error, k);
    }
    put(logRatio, gene, x > large ? largestRatio(x, error, own, weights, large, steps) : logQuotient(f1, f0));
    put(ifTarget, gene, f1 > 0.0 ? mean1 / f1 : max(0.0, x));
    put(ifNot, gene, f0 > 0.0 ? mean0 / f0 : x);
  }
}

/** Over `steps` + 1 estimates from `large` to x, with the error that was set. */
function largestRatio(x: f64, error: f64, own: usize, weights: usize, large: f64, steps: i32): f64 {
  let largest = -Infinity;
  for (let step = 0; step <= steps; step++) {
    writeDensities(large + ((x - large) * <f64>step) / <f64>steps, error, background, target);
    let f0 = 0.0;
    let f1 = 0.0;
    for (let k = 0; k < BACKGROUND_COUNT; k++) f0 += get(own, k) * get(background, k);
    for (let k = 0; k < TARGET_COUNT; k++) f1 += get(weights, k) * get(target, k);
    largest = max(largest, logQuotient(f1, f0));
  }
  return largest;
}

function logQuotient(a: f64, b: f64): f64 {
  return log(max(a, 5e-324)) - log(max(b, 5e-324));
}

// @ts-ignore: decorator
@inline
function rowOf(array: usize, row: i32, width: i32): usize {
  return array + (<usize>row * <usize>width << 3);
}
