import { factorCholesky, solveCholesky } from '../../linalg/cholesky.ts';
import * as math from '../../stats/math/portable.ts';
import { createGeneSolver } from './gene-solver.ts';
import type { Expression, ModelMatrix } from './linear-fit.ts';

/** Weight of the prior, in genes, that all samples are equally good. */
export const PRIOR_GENES = 10;
const SMALLEST_VARIANCE = 1e-15;

/**
 * How good each sample is, gene by gene: limma's `arrayWeights(method = "genebygene")`.
 *
 * Log variances of samples are gamma = Z2 g, Z2 sum-to-zero contrasts; each gene in turn updates g by one scoring step of its
 * residual likelihood, its information added to that of the genes before it and of ten prior genes. The result depends on
 * the order of the genes, in digits that the prior makes small. All weights are 1 with fewer than two residual degrees of
 * freedom. `weights` [genes x samples]: precision of the values.
 * Accuracy: 1e-12 relative to limma 3.54.1. Source: M. E. Ritchie et al., BMC Bioinformatics 7 (2006) 261,
 * doi:10.1186/1471-2105-7-261.
 *
 * @returns [samples], geometric mean 1
 */
export function estimateSampleWeights(
  { genes, samples: n, values }: Expression,
  design: ModelMatrix,
  weights: Float64Array,
): Float64Array {
  const sampleWeights = new Float64Array(n).fill(1);
  const df = n - design.columns;
  if (df < 2) return sampleWeights;
  const solver = createGeneSolver(design);
  const scale = createSampleVariances(n);
  const own = new Float64Array(n);
  const free = new Float64Array(n);
  const surplus = new Float64Array(n);
  for (let gene = 0; gene < genes; gene++) {
    const row = gene * n;
    for (let j = 0; j < n; j++) own[j] = sampleWeights[j]! * weights[row + j]!;
    const s2 = solver.solve(values, row, own, 0) / df;
    if (!(s2 >= SMALLEST_VARIANCE)) continue;
    solver.leverages(free);
    for (let j = 0; j < n; j++) {
      free[j] = 1 - free[j]!;
      surplus[j] = (own[j]! * (values[row + j]! - solver.fitted[j]!) ** 2) / s2 - free[j]!;
    }
    scale.addInformation(free);
    scale.step(surplus);
    scale.writeWeights(sampleWeights);
  }
  return sampleWeights;
}

/** The log variances of samples, in sum-to-zero contrasts Z2 (the identity above a row of -1), and what is known of them. */
export interface SampleVariances {
  /** I2 += Schur complement of the intercept in (1, Z2)' diag(free) (1, Z2). */
  addInformation(free: Float64Array): void;
  /** I2 = `share` times that complement for any symmetric matrix [samples x samples], plus the prior. */
  setInformation(matrix: Float64Array, share: number): void;
  /** g += I2^-1 Z2'`surplus`; returns the gain, the inner product of step and score. */
  step(surplus: Float64Array): number;
  /** Takes the last step back. */
  undo(): void;
  /** exp(-Z2 g). */
  writeWeights(out: Float64Array): void;
}

export function createSampleVariances(n: number): SampleVariances {
  const m = n - 1;
  const gamma = new Float64Array(m);
  const score = new Float64Array(m);
  const delta = new Float64Array(m);
  const information = new Float64Array(m * m);
  const factor = new Float64Array(m * m);
  const addPrior = (): void => {
    for (let k = 0; k < m; k++) for (let l = 0; l < m; l++) information[k * m + l]! += PRIOR_GENES * (k === l ? 2 : 1);
  };
  addPrior();
  return {
    addInformation(free) {
      const last = free[m]!;
      let total = 0;
      for (let j = 0; j < n; j++) total += free[j]!;
      for (let k = 0; k < m; k++) {
        const first = free[k]! - last;
        for (let l = 0; l <= k; l++) {
          const value = (k === l ? free[k]! : 0) + last - (first * (free[l]! - last)) / total;
          information[k * m + l]! += value;
        }
      }
    },
    setInformation(matrix, share) {
      const at = (i: number, j: number) => matrix[i * n + j]!;
      const sums = new Float64Array(n);
      let total = 0;
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sums[i]! += at(i, j);
      for (const sum of sums) total += sum;
      for (let k = 0; k < m; k++) {
        for (let l = 0; l < m; l++) {
          const product = at(k, l) - at(k, m) - at(m, l) + at(m, m);
          const schur = product - ((sums[k]! - sums[m]!) * (sums[l]! - sums[m]!)) / total;
          information[k * m + l] = share * schur;
        }
      }
      addPrior();
    },
    step(surplus) {
      for (let k = 0; k < m; k++) {
        score[k] = surplus[k]! - surplus[m]!;
        delta[k] = score[k]!;
      }
      factor.set(information);
      factorCholesky(factor, m);
      solveCholesky(factor, m, delta);
      let gain = 0;
      for (let k = 0; k < m; k++) {
        gamma[k]! += delta[k]!;
        gain += score[k]! * delta[k]!;
      }
      return gain;
    },
    undo() {
      for (let k = 0; k < m; k++) gamma[k]! -= delta[k]!;
    },
    writeWeights(out) {
      let sum = 0;
      for (let k = 0; k < m; k++) {
        out[k] = math.exp(-gamma[k]!);
        sum += gamma[k]!;
      }
      out[m] = math.exp(sum);
    },
  };
}
