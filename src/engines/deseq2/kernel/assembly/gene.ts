// What a stage needs of one gene before its loops: counts as doubles, normalized counts, means of the model.
import * as at from '../kernel-layout';
import {
  address, basisBeta, cells, cellSums, cellValues, counts, get, getInt, means, normalized, number, p, put, samples,
  saturated,
} from './context';
import { expLanes, pair, putPair } from '../../../../wasm/assembly/vector';

/** Size factors of the gene, [samples]. */
export let factors: usize = 0;

/** Reads the counts of gene g; 1 / s is not kept, since K / s must round as in R. */
export function loadCounts(g: i32): void {
  const m = samples;
  const matrix = address(at.FACTORS_AT);
  factors = matrix ? matrix + <usize>g * <usize>m * 8 : address(at.SIZE_FACTORS_AT);
  const row = address(at.COUNTS_AT) + <usize>g * <usize>m * 4;
  let j = 0;
  for (; j + 1 < m; j += 2) putPair(counts, j, f64x2.convert_low_i32x4_s(v128.load64_zero(row + (<usize>j << 2))));
  if (j < m) put(counts, j, <f64>getInt(row, j));
}

export function loadNormalized(): void {
  const m = samples;
  let j = 0;
  for (; j + 1 < m; j += 2) putPair(normalized, j, f64x2.div(pair(counts, j), pair(factors, j)));
  if (j < m) put(normalized, j, get(counts, j) / get(factors, j));
}

/** baseMean, baseVar and whether every count is 0. */
export function summarize(g: i32): void {
  loadCounts(g);
  loadNormalized();
  const m = samples;
  let sum = 0.0;
  for (let j = 0; j < m; j++) sum += get(normalized, j);
  const zero = sum == 0.0;
  const mean = sum / <f64>m;
  let squares = 0.0;
  for (let j = 0; j < m; j++) {
    const d = get(normalized, j) - mean;
    squares += d * d;
  }
  put(address(at.BASE_MEAN_AT), g, mean);
  put(address(at.BASE_VAR_AT), g, squares / <f64>(m - 1));
  store<u8>(address(at.ALL_ZERO_AT) + <usize>g, zero ? 1 : 0);
}

/** Least squares of the responses in `normalized` on the basis: `basisBeta`. */
export function leastSquares(): void {
  const m = samples;
  const cellOf = address(at.CELL_OF_AT);
  for (let c = 0; c < cells; c++) put(cellSums, c, 0);
  for (let j = 0; j < m; j++) {
    const c = getInt(cellOf, j);
    put(cellSums, c, get(cellSums, c) + get(normalized, j));
  }
  const operator = address(at.LEAST_SQUARES_AT);
  for (let k = 0; k < p; k++) {
    let sum = 0.0;
    for (let c = 0; c < cells; c++) sum += get(operator, k * cells + c) * get(cellSums, c);
    put(basisBeta, k, sum);
  }
}

/** `cellValues` = basis rows times `basisBeta`. */
export function cellPredictors(): void {
  const start = address(at.ROW_START_AT);
  const columnOf = address(at.ROW_COLUMN_AT);
  const values = address(at.ROW_VALUE_AT);
  let i = 0;
  for (let c = 0; c < cells; c++) {
    const end = getInt(start, c + 1);
    let sum = 0.0;
    for (; i < end; i++) sum += get(values, i) * get(basisBeta, getInt(columnOf, i));
    put(cellValues, c, sum);
  }
}

/** Ordinary least squares of the normalized counts, as one value a cell. */
function fitCells(): void {
  if (!saturated) {
    leastSquares();
    cellPredictors();
    return;
  }
  const order = address(at.ORDER_AT);
  const start = address(at.CELL_START_AT);
  for (let c = 0; c < cells; c++) {
    const from = getInt(start, c);
    const to = getInt(start, c + 1);
    let sum = 0.0;
    for (let j = from; j < to; j++) sum += get(normalized, getInt(order, j));
    put(cellValues, c, sum / <f64>(to - from));
  }
}

/** Starting dispersion: the smaller of the rough and the moments estimate; leaves the fitted values in `cellValues`. */
export function startDispersion(g: i32): f64 {
  const m = samples;
  const cellOf = address(at.CELL_OF_AT);
  loadNormalized();
  fitCells();
  let sum = 0.0;
  for (let j = 0; j < m; j++) {
    const fitted = max(1.0, get(cellValues, getInt(cellOf, j)));
    const rest = get(normalized, j) - fitted;
    sum += (rest * rest - fitted) / (fitted * fitted);
  }
  const rough = max(0.0, sum / <f64>(m - p));
  const mean = get(address(at.BASE_MEAN_AT), g);
  const moments = (get(address(at.BASE_VAR_AT), g) - number(at.XI) * mean) / (mean * mean);
  return min(max(min(rough, moments), 1e-8), number(at.MAX_DISPERSION));
}

/** target = e^source; one element more is written where n is odd. */
export function exponentiate(source: usize, target: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) putPair(target, i, expLanes(pair(source, i)));
}

/** Means of the model, floored at 0.5, from fitted values per cell. */
function meansOfCells(): void {
  const m = samples;
  const cellOf = address(at.CELL_OF_AT);
  for (let j = 0; j < m; j++) put(means, j, max(get(factors, j) * get(cellValues, getInt(cellOf, j)), 0.5));
}

/** The means that both dispersion stages use: the given ones, else least squares where the design is saturated, else the GLM. */
export function loadMeans(g: i32): void {
  const given = address(at.CELL_MEANS_AT);
  if (given) {
    memory.copy(cellValues, given + ((<usize>g * <usize>cells) << 3), <usize>cells << 3);
  } else if (saturated) {
    loadNormalized();
    fitCells();
  } else {
    const stored = address(at.MU_BETA_AT) + <usize>g * <usize>p * 8;
    for (let k = 0; k < p; k++) put(basisBeta, k, get(stored, k));
    cellPredictors();
    exponentiate(cellValues, cellValues, cells);
  }
  meansOfCells();
}
