// What the control block says, and where each thread keeps the numbers of the gene it works on.
import { address, get, getInt, integer, number, put } from '../../../../wasm/assembly/memory';
import * as at from '../kernel-layout';

export { address, get, getInt, integer, number, put };

export let samples: i32 = 0;
export let p: i32 = 0;
export let cells: i32 = 0;
export let saturated: bool = false;

/** [samples + 1] each, the last entry is padding of pairs. Order of the samples as given. */
export let counts: usize = 0;
export let means: usize = 0;
export let normalized: usize = 0;

/** Packed by cell, samples with large and with small counts apart (see fast-likelihood.ts); reused by the GLM. */
export let largeCount: usize = 0;
export let largeMean: usize = 0;
export let smallCount: usize = 0;
export let smallMean: usize = 0;
/** t and 1 / x of the large counts. */
export let ratios: usize = 0;
export let inverses: usize = 0;
/** [2 samples]: two columns side by side. */
export let sortBuffer: usize = 0;
/** Logarithms of size or normalization factors, in the order of the cells. */
export let logFactors: usize = 0;
/** Of the samples in the order of the arrays above. */
export let weights: usize = 0;
export let smallWeights: usize = 0;
/** i32 [cells + 1] each: first packed sample of a cell. */
export let largeStart: usize = 0;
export let smallStart: usize = 0;

/** i32 [9]: how many small counts exceed 0, 1, ... (in the GLM: how many there are of each). */
export let exceeding: usize = 0;

/** [cells]: linear predictors or fitted values, sums of responses, of counts, and means. */
export let cellValues: usize = 0;
export let cellResponses: usize = 0;
export let cellTotals: usize = 0;
export let cellMeans: usize = 0;
/** [cells]: sums of w and of w^2 */
export let cellSums: usize = 0;
export let cellSquares: usize = 0;
/** [entries of the factor]: B'WB, that plus the ridge, the unit factor L and L D. */
export let gram: usize = 0;
export let penalized: usize = 0;
export let factor: usize = 0;
export let scaledFactor: usize = 0;
/** [p] each */
export let inversePivots: usize = 0;
export let basisBeta: usize = 0;
export let beta: usize = 0;
export let work: usize = 0;
export let forces: usize = 0;
/** [6 x 8]: see interpolant.ts. */
export let interpolation: usize = 0;

let cursor: usize = 0;

function take(bytes: i32): usize {
  const start = cursor;
  cursor += (<usize>bytes + 31) & ~15;
  return start;
}

function carve(base: usize, m: i32, columns: i32, cellCount: i32, entries: i32): usize {
  cursor = base;
  const perSample = 8 * (m + 2);
  counts = take(perSample);
  means = take(perSample);
  normalized = take(perSample);
  largeCount = take(perSample);
  largeMean = take(perSample);
  smallCount = take(perSample);
  smallMean = take(perSample);
  ratios = take(perSample);
  inverses = take(perSample);
  sortBuffer = take(2 * perSample);
  logFactors = take(perSample);
  weights = take(perSample);
  smallWeights = take(perSample);
  largeStart = take(4 * (cellCount + 1));
  smallStart = take(4 * (cellCount + 1));
  exceeding = take(64);
  cellValues = take(8 * cellCount + 8);
  cellResponses = take(8 * cellCount);
  cellTotals = take(8 * cellCount);
  cellMeans = take(8 * cellCount + 8);
  cellSums = take(8 * cellCount);
  cellSquares = take(8 * cellCount);
  gram = take(8 * entries);
  penalized = take(8 * entries);
  factor = take(8 * entries);
  scaledFactor = take(8 * entries);
  inversePivots = take(8 * columns);
  basisBeta = take(8 * columns);
  beta = take(8 * columns);
  work = take(8 * columns);
  forces = take(8 * columns);
  interpolation = take(8 * 6 * 8);
  return cursor - base;
}

/** Bytes one thread needs. */
export function scratchBytes(m: i32, columns: i32, cellCount: i32, entries: i32): i32 {
  return <i32>carve(0, m, columns, cellCount, entries) + 64;
}

/** Reads the control block and takes this thread's share of the scratch memory. */
export function enter(thread: i32): void {
  samples = integer(at.SAMPLES);
  p = integer(at.COEFFICIENTS);
  cells = integer(at.CELLS);
  saturated = integer(at.SATURATED) != 0;
  const base = address(at.SCRATCH_AT) + <usize>thread * <usize>integer(at.SCRATCH_BYTES);
  carve(base, samples, p, cells, integer(at.FACTOR_ENTRIES));
}

/** Sets `exceeding` to 0. */
export function clearSmallCounts(): void {
  const zero = i64x2.splat(0);
  for (let i: usize = 0; i < 64; i += 16) v128.store(exceeding + i, zero);
}
