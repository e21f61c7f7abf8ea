import { diagonalOfBunchKaufman } from '../../../linalg/bunch-kaufman.ts';
import * as math from '../../../stats/math/portable.ts';
import type { ModelMatrix } from '../glm/count-problem.ts';
import { createGeneFitter } from '../glm/create-gene-fitter.ts';
import type { GeneFitter } from '../glm/gene-fitter.ts';
import { type DispersionTable, logRisingOf } from './dispersion-table.ts';
import { createOneWayLikelihood } from './one-way-likelihood.ts';

const SMALLEST_PIVOT = 1e-10;

/** Evaluates the adjusted profile likelihood of one gene after another. */
export interface ProfiledGene {
  readonly fitter: GeneFitter;
  /**
   * The Cox-Reid adjusted log-likelihood of a gene with counts [samples], up to a number that does not depend on the
   * dispersion. `isWarm`: the last call was for the same counts at another dispersion.
   */
  evaluate(counts: Float64Array, table: DispersionTable, isWarm: boolean): number;
  /** The adjustment alone, at the means that `fitter` has found. */
  adjust(dispersion: number): number;
}

/**
 * The negative binomial log-likelihood at the fitted means, minus half the log determinant of X'WX, W = mu / (1 + mu phi).
 *
 * Written with ln(1 + mu phi) and rising factorials, without the cancellation of gamma functions at small phi (down to 1e-4,
 * the least of the grid; below, ln(1 + x) itself loses digits). The determinant is the product of the diagonal of its
 * Bunch-Kaufman factor, each element at least 1e-10, as edgeR reads it. Terms that do not depend on phi may be left out.
 * Source: McCarthy, Chen and Smyth 2012, doi:10.1093/nar/gks042, equation 5; Cox and Reid 1987.
 */
export function createProfiledGene(design: ModelMatrix, sizes: Float64Array): ProfiledGene {
  const fitter = createGeneFitter(design, sizes);
  const { samples, columns: p, values: x } = design;
  const { mu, logMu } = fitter;
  const weights = new Float64Array(samples);
  const gram = new Float64Array(p * p);
  const diagonal = new Float64Array(p);

  /** From weights of the rows of `rows`, [n x p]. */
  const adjustment = (rows: Float64Array, n: number): number => {
    gram.fill(0);
    for (let j = 0; j < n; j++) {
      const row = j * p;
      for (let k = 0; k < p; k++) {
        const value = rows[row + k]!;
        if (value === 0) continue;
        const weighted = weights[j]! * value;
        for (let l = 0; l <= k; l++) gram[k * p + l]! += weighted * rows[row + l]!;
      }
    }
    diagonalOfBunchKaufman(gram, p, diagonal);
    let logDeterminant = 0;
    for (let k = 0; k < p; k++) logDeterminant += math.log(Math.max(diagonal[k]!, SMALLEST_PIVOT));
    return -0.5 * logDeterminant;
  };

  const evaluate = (counts: Float64Array, table: DispersionTable, isWarm: boolean): number => {
    const phi = table.dispersion;
    const size = 1 / phi;
    fitter.fit(counts, phi, isWarm);
    let logLikelihood = 0;
    for (let j = 0; j < samples; j++) {
      const count = counts[j]!;
      const inflation = 1 + mu[j]! * phi;
      weights[j] = mu[j]! / inflation;
      logLikelihood -= (count + size) * math.log(inflation);
      if (count > 0) logLikelihood += count * logMu[j]! + logRisingOf(count, table);
    }
    return logLikelihood + adjustment(x, samples);
  };

  const adjust = (dispersion: number): number => {
    for (let j = 0; j < samples; j++) weights[j] = mu[j]! / (1 + mu[j]! * dispersion);
    return adjustment(x, samples);
  };

  if (!design.isOneWay) return { fitter, evaluate, adjust };
  const { rows, evaluate: evaluateGroups } = createOneWayLikelihood(design, sizes, weights);
  return {
    fitter,
    adjust,
    evaluate: (counts, table, isWarm) => evaluateGroups(counts, table, isWarm) + adjustment(rows, p),
  };
}
