import { backSolveInPlace, thinQr } from '../linalg/thin-qr.ts';
import * as math from '../stats/math/portable.ts';
import { type Covariate, meanAndDeviation } from './covariate.ts';
import { findDependentColumns } from './design-rank.ts';
import type { Formula } from './formula.ts';
import { buildModelMatrix } from './model-matrix.ts';
import { multiplyByBasis, orthogonalizeCovariates } from './orthogonal-block.ts';

/** Columns that span the same models as those of a design X, F = X T, in which its models are fitted. */
export interface FitBasis {
  /** F, [samples x coefficients], row-major. */
  readonly matrix: Float64Array;
  /** T, [coefficients x coefficients], row-major: a model of coefficients g in the basis has T g in the design. */
  readonly transform: Float64Array;
}

/** A mean beyond this many standard deviations, or a standard deviation outside these limits, asks for scaling. */
const LARGEST_MEAN = 10;
const LEAST_DEVIATION = 0.1;
const LARGEST_DEVIATION = 100;
/** What counts as 0 in a change of basis, of the largest number in its column. */
const ROUNDING = 1e-12;
const SAME_SPAN = 1e-9;

/**
 * True where some covariate is so far from 0, or its unit so unlike its spread, that a fit in its own units goes wrong:
 * |mean| > 10 standard deviations (years, dates), or a standard deviation below 0.1 or above 100. The ridge of 1e-6 and the
 * limit of 30 for a coefficient are then felt by the intercept, which is the mean at year 0.
 */
export function needsScaling(covariates: readonly Covariate[]): boolean {
  return covariates.some((covariate) => {
    if (covariate.kind === 'factor' || isIndicator(covariate.values)) return false;
    const { mean, deviation } = meanAndDeviation(covariate.values);
    return Math.abs(mean) > LARGEST_MEAN * deviation || deviation < LEAST_DEVIATION || deviation > LARGEST_DEVIATION;
  });
}

/**
 * The design with every covariate centered and divided by its standard deviation, as R's `scale()` does, which leaves its
 * models what they are; where the formula has terms without their margins, so that centering would change the model, an
 * orthogonal basis of its columns. Undefined where the columns do not have full rank.
 *
 * @param matrix [samples x coefficients], row-major: the design in its own units
 */
export function scaledBasis(
  formula: Formula,
  covariates: readonly Covariate[],
  matrix: Float64Array,
  samples: number,
): FitBasis | undefined {
  const p = matrix.length / samples;
  const scaled = covariates.map((covariate) => scaleCovariate(covariate, covariates));
  const { values } = buildModelMatrix(formula, scaled, samples);
  if (findDependentColumns(values, samples, p).length === 0) {
    const transform = transformBetween(matrix, values, samples, p);
    if (transform !== undefined) return { matrix: values, transform };
  }
  if (findDependentColumns(matrix, samples, p).length > 0) return undefined;
  const { transform } = orthogonalizeCovariates(matrix, samples, p);
  return { matrix: multiplyByBasis(matrix, transform, samples, p), transform };
}

function scaleCovariate(covariate: Covariate, all: readonly Covariate[]): Covariate {
  if (covariate.kind === 'factor') return covariate;
  const { power } = covariate;
  const base = power && all.find(({ name }) => name === power.of);
  if (power !== undefined && base?.kind === 'numeric') {
    const scaled = scaleValues(base.values).map((x) => math.pow(x, power.exponent));
    return { ...covariate, values: scaled };
  }
  return { ...covariate, values: scaleValues(covariate.values) };
}

function scaleValues(values: Float64Array): Float64Array {
  if (isIndicator(values)) return values;
  const { mean, deviation } = meanAndDeviation(values);
  return values.map((x) => (x - mean) / deviation);
}

/** Zeros and ones (or minus ones) mark groups and are as well scaled as columns of factors. */
function isIndicator(values: Float64Array): boolean {
  return values.every((x) => x === 0 || Math.abs(x) === 1);
}

/** T of F = X T, as the inverse of S of X = F S; undefined where the columns of F do not span those of X. */
function transformBetween(x: Float64Array, f: Float64Array, samples: number, p: number): Float64Array | undefined {
  const { q, r } = thinQr(f, samples, p);
  const s = new Float64Array(p * p);
  for (let k = 0; k < p; k++) {
    const column = Float64Array.from({ length: samples }, (_, j) => x[j * p + k]!);
    const solution = leastSquares(q, r, column, p);
    // A second pass on what is left takes the rounding of the first away.
    const rest = column.map((value, j) => value - predict(f, j, solution, p));
    const correction = leastSquares(q, r, rest, p);
    const total = solution.map((value, i) => value + correction[i]!);
    const size = Math.max(...column.map(Math.abs));
    if (column.some((value, j) => Math.abs(value - predict(f, j, total, p)) > SAME_SPAN * size)) return undefined;
    for (let i = 0; i < p; i++) s[i * p + k] = Math.abs(total[i]!) > ROUNDING * size ? total[i]! : 0;
  }
  return invert(s, p);
}

function leastSquares(q: Float64Array, r: Float64Array, values: Float64Array, p: number): Float64Array {
  const solution = new Float64Array(p);
  for (let k = 0; k < p; k++) for (let j = 0; j < values.length; j++) solution[k]! += q[j * p + k]! * values[j]!;
  backSolveInPlace(r, p, solution);
  return solution;
}

function predict(f: Float64Array, row: number, coefficients: Float64Array, p: number): number {
  let sum = 0;
  for (let k = 0; k < p; k++) sum += f[row * p + k]! * coefficients[k]!;
  return sum;
}

/** By the QR factors, which are those of a triangular matrix without any rounding. */
function invert(matrix: Float64Array, p: number): Float64Array {
  const { q, r } = thinQr(matrix, p, p);
  const inverse = new Float64Array(p * p);
  for (let k = 0; k < p; k++) {
    const column = Float64Array.from({ length: p }, (_, i) => q[k * p + i]!);
    backSolveInPlace(r, p, column);
    const size = Math.max(...column.map(Math.abs));
    for (let i = 0; i < p; i++) inverse[i * p + k] = Math.abs(column[i]!) > ROUNDING * size ? column[i]! : 0;
  }
  return inverse;
}

/** The weights, over coefficients in the basis, of a weighted sum of coefficients of the design: T' w. */
export function weightsInBasis({ transform }: FitBasis, weights: Float64Array): Float64Array {
  const p = weights.length;
  return weights.map((_, k) => {
    let sum = 0;
    for (let i = 0; i < p; i++) sum += transform[i * p + k]! * weights[i]!;
    return sum;
  });
}

/** The columns that the models of a design are fitted in, [samples x coefficients], row-major. */
export function fittedMatrix({
  basis,
  matrix,
}: {
  readonly basis?: FitBasis | undefined;
  readonly matrix: Float64Array;
}) {
  return basis?.matrix ?? matrix;
}
