import { thinQr } from '../../linalg/thin-qr.ts';
import { type BlockCorrelation, factorBlockCorrelation } from './block-correlation.ts';
import { createGeneSolver, decorrelate } from './gene-solver.ts';
import type { Expression, LinearFit, ModelMatrix } from './linear-fit.ts';

export interface LinearModelOptions {
  /** [genes x samples], or [samples] for all genes; positive. */
  readonly weights?: Float64Array | undefined;
  readonly block?: BlockCorrelation | undefined;
}

/**
 * Linear models of all genes, limma's `lmFit`: least squares, weighted, or generalized with a correlation within blocks.
 *
 * argmin_b (y - Xb)' W^1/2 V^-1 W^1/2 (y - Xb); sigma^2 = the minimum / (samples - p). `covariance` leaves the weights out,
 * not the blocks. Domain: full column rank, weights positive. Accuracy: 1e-12 relative to limma 3.54.1.
 * Source: G. K. Smyth, Limma: linear models for microarray data (2005), doi:10.1007/0-387-29362-0_23; G. K. Smyth, J.
 * Michaud, H. S. Scott, Bioinformatics 21 (2005) 2067, doi:10.1093/bioinformatics/bti270 (blocks).
 */
export function fitLinearModels(
  expression: Expression,
  design: ModelMatrix,
  { weights, block }: LinearModelOptions = {},
): LinearFit {
  const { genes, samples: n, values } = expression;
  const p = design.columns;
  const factor = block && factorBlockCorrelation(block);
  const basis = plainBasis(design, factor);
  const fit = {
    genes,
    columns: p,
    coefficients: new Float64Array(genes * p),
    unscaledErrors: new Float64Array(genes * p),
    sigma: new Float64Array(genes),
    residualDf: new Float64Array(genes).fill(n - p),
    averageExpression: meansOfGenes(expression),
    covariance: basis.covariance,
  };
  if (weights === undefined) {
    fitUnweighted(values, n, basis, factor, fit);
    return fit;
  }
  const solver = createGeneSolver(design, factor);
  const stride = weights.length === n && genes !== 1 ? 0 : n;
  for (let gene = 0; gene < genes; gene++) {
    const residual = solver.solve(values, gene * n, weights, gene * stride);
    fit.sigma[gene] = Math.sqrt(residual / (n - p));
    fit.coefficients.set(solver.coefficients, gene * p);
    fit.unscaledErrors.set(solver.unscaledErrors, gene * p);
  }
  return fit;
}

/** [genes]. */
function meansOfGenes({ genes, samples, values }: Expression): Float64Array {
  const means = new Float64Array(genes);
  for (let gene = 0, at = 0; gene < genes; gene++) {
    let sum = 0;
    for (let j = 0; j < samples; j++, at++) sum += values[at]!;
    means[gene] = sum / samples;
  }
  return means;
}

interface Basis {
  /** [samples x p]: orthonormal columns that span the design, decorrelated. */
  readonly q: Float64Array;
  /** [p x p]: R^-1. */
  readonly inverse: Float64Array;
  /** [p x p]. */
  readonly covariance: Float64Array;
}

function plainBasis({ samples: n, columns: p, values }: ModelMatrix, factor: Float64Array | undefined): Basis {
  const x = Float64Array.from(values);
  if (factor !== undefined) decorrelate(factor, n, x, p);
  const { q, r } = thinQr(x, n, p);
  const inverse = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    inverse[j * p + j] = 1 / r[j * p + j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += r[i * p + k]! * inverse[k * p + j]!;
      inverse[i * p + j] = -sum / r[i * p + i]!;
    }
  }
  const covariance = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let k = Math.max(i, j); k < p; k++) sum += inverse[i * p + k]! * inverse[j * p + k]!;
      covariance[i * p + j] = sum;
    }
  }
  return { q, inverse, covariance };
}

function fitUnweighted(
  values: Float64Array,
  n: number,
  { q, inverse, covariance }: Basis,
  factor: Float64Array | undefined,
  fit: { readonly genes: number; readonly columns: number } & Pick<
    LinearFit,
    'coefficients' | 'unscaledErrors' | 'sigma'
  >,
): void {
  const { genes, columns: p, coefficients, unscaledErrors, sigma } = fit;
  const errors = Float64Array.from({ length: p }, (_, k) => Math.sqrt(covariance[k * p + k]!));
  const response = new Float64Array(n);
  const rotated = new Float64Array(p);
  for (let gene = 0; gene < genes; gene++) {
    for (let j = 0; j < n; j++) response[j] = values[gene * n + j]!;
    if (factor !== undefined) decorrelate(factor, n, response, 1);
    for (let k = 0; k < p; k++) {
      let projection = 0;
      for (let j = 0; j < n; j++) projection += q[j * p + k]! * response[j]!;
      rotated[k] = projection;
    }
    let residual = 0;
    for (let j = 0; j < n; j++) {
      let value = response[j]!;
      for (let k = 0; k < p; k++) value -= q[j * p + k]! * rotated[k]!;
      residual += value * value;
    }
    sigma[gene] = Math.sqrt(residual / (n - p));
    for (let i = 0; i < p; i++) {
      let value = 0;
      for (let k = i; k < p; k++) value += inverse[i * p + k]! * rotated[k]!;
      coefficients[gene * p + i] = value;
      unscaledErrors[gene * p + i] = errors[i]!;
    }
  }
}
