import { factorCholesky, solveCholesky } from '../../linalg/cholesky.ts';
import { createLeastSquares, fitLeastSquares } from '../../linalg/least-squares.ts';
import * as math from '../../stats/math/portable.ts';
import type { ModelMatrix } from './linear-fit.ts';

const MAX_ITERATIONS = 250;
const TOLERANCE = 1e-6;

/**
 * Fitted means of Poisson models, gene by gene: log mu = X b + log N, by Newton steps with Levenberg's damping.
 *
 * Ends where score times step is below 1e-6: groups without counts have no finite coefficients, and their means are then
 * far below 1e-4. Genes without counts get means of 0. `means` [samples] is overwritten by each fit.
 * Source: P. McCullagh, J. A. Nelder, Generalized Linear Models (1989), 2.5.
 */
export function createPoissonFitter({ samples: n, columns: p, values: x }: ModelMatrix, sizes: Float64Array) {
  const means = new Float64Array(n);
  const trialMeans = new Float64Array(n);
  const beta = new Float64Array(p);
  const trial = new Float64Array(p);
  const score = new Float64Array(p);
  const step = new Float64Array(p);
  const gram = new Float64Array(p * p);
  const damped = new Float64Array(p * p);
  const least = createLeastSquares(n, p);
  fitLeastSquares(least, x, new Float64Array(n).fill(1));
  const ones = Float64Array.from(least.coefficients);
  const totalSize = sizes.reduce((sum, size) => sum + size, 0);

  /** Means of these coefficients; returns the log likelihood up to a constant. */
  const predict = (coefficients: Float64Array, out: Float64Array, counts: ArrayLike<number>, from: number): number => {
    let logLikelihood = 0;
    for (let j = 0; j < n; j++) {
      let eta = 0;
      for (let k = 0; k < p; k++) eta += x[j * p + k]! * coefficients[k]!;
      out[j] = sizes[j]! * math.exp(eta);
      logLikelihood += counts[from + j]! * eta - out[j]!;
    }
    return logLikelihood;
  };

  const fit = (counts: ArrayLike<number>, from: number): void => {
    let total = 0;
    for (let j = 0; j < n; j++) total += counts[from + j]!;
    if (total === 0) {
      means.fill(0);
      return;
    }
    for (let k = 0; k < p; k++) beta[k] = ones[k]! * math.log(total / totalSize);
    let logLikelihood = predict(beta, means, counts, from);
    let damping = 0;
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      gram.fill(0);
      score.fill(0);
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < p; k++) {
          const value = x[j * p + k]!;
          score[k]! += value * (counts[from + j]! - means[j]!);
          for (let l = 0; l <= k; l++) gram[k * p + l]! += means[j]! * value * x[j * p + l]!;
        }
      }
      let largest = 0;
      for (let k = 0; k < p; k++) largest = Math.max(largest, gram[k * p + k]!);
      if (iteration === 0) damping = largest * 1e-6;
      let tries = 0;
      for (;;) {
        tries++;
        for (;;) {
          damped.set(gram);
          for (let k = 0; k < p; k++) damped[k * p + k]! += damping;
          if (factorCholesky(damped, p)) break;
          damping = Math.max(damping * 10, 1e-100);
        }
        step.set(score);
        solveCholesky(damped, p, step);
        for (let k = 0; k < p; k++) trial[k] = beta[k]! + step[k]!;
        const next = predict(trial, trialMeans, counts, from);
        if (next >= logLikelihood) {
          logLikelihood = next;
          beta.set(trial);
          means.set(trialMeans);
          break;
        }
        damping = Math.max(damping * 2, 1e-100);
        if (damping > 1e13 * largest) return;
      }
      let gain = 0;
      for (let k = 0; k < p; k++) gain += score[k]! * step[k]!;
      if (gain < TOLERANCE) return;
      if (tries === 1) damping /= 10;
    }
  };
  return { means, fit };
}
