import { diagonalOfBunchKaufman } from '../../../linalg/bunch-kaufman.ts';
import { lgamma } from '../../../stats/special/lgamma.ts';
import type { ModelMatrix } from '../glm/count-problem.ts';
import { createGeneFitter } from '../glm/create-gene-fitter.ts';
import type { GeneFitter } from '../glm/gene-fitter.ts';

const TABLE_SIZE = 4096;
const SMALLEST_PIVOT = 1e-10;
const HALF_LOG_2_PI = 0.9189385332046728;

/** A dispersion with what depends on it alone. */
export interface DispersionTable {
  /** phi > 0. */
  readonly dispersion: number;
  /** [K]: ln Gamma(K + r) - ln Gamma(r) - K ln r = sum over i < K of ln(1 + i phi), r = 1 / phi, for small K. */
  readonly logRising: Float64Array;
  /** ln Gamma(r) and ln r. */
  readonly logGammaSize: number;
  readonly logSize: number;
}

export function tabulateDispersion(dispersion: number): DispersionTable {
  const logRising = new Float64Array(TABLE_SIZE);
  for (let k = 1; k < TABLE_SIZE; k++) logRising[k] = logRising[k - 1]! + Math.log1p((k - 1) * dispersion);
  const size = 1 / dispersion;
  return { dispersion, logRising, logGammaSize: lgamma(size), logSize: Math.log(size) };
}

function logRisingOf(count: number, { dispersion, logRising, logGammaSize, logSize }: DispersionTable): number {
  const tabulated = logRising[count];
  if (tabulated !== undefined) return tabulated;
  const x = count + 1 / dispersion;
  const logGamma = x > TABLE_SIZE ? HALF_LOG_2_PI + (x - 0.5) * Math.log(x) - x + 1 / (12 * x) : lgamma(x);
  return logGamma - logGammaSize - count * logSize;
}

/** Evaluates the adjusted profile likelihood of one gene after another. */
export interface ProfiledGene {
  readonly fitter: GeneFitter;
  /**
   * The Cox-Reid adjusted log-likelihood of a gene with counts [samples], ln Gamma(K + 1) left out, which does not depend on
   * the dispersion. `isWarm` as for `GeneFitter.fit`.
   */
  evaluate(counts: Float64Array, table: DispersionTable, isWarm: boolean): number;
  /** The adjustment alone, at the means that `fitter` has found. */
  adjust(dispersion: number): number;
}

/**
 * The negative binomial log-likelihood at the fitted means, minus half the log determinant of X'WX, W = mu / (1 + mu phi).
 *
 * Written with ln(1 + mu phi) and rising factorials, without the cancellation of gamma functions at small phi (to phi = 1e-4,
 * the least of the grid; below, ln(1 + x) itself loses digits). The
 * determinant is the product of the diagonal of its Bunch-Kaufman factor, each element at least 1e-10, as edgeR reads it.
 * Source: McCarthy, Chen and Smyth 2012, doi:10.1093/nar/gks042, equation 5; Cox and Reid 1987.
 */
export function createProfiledGene(design: ModelMatrix, sizes: Float64Array): ProfiledGene {
  const fitter = createGeneFitter(design, sizes);
  const { samples, columns: p, values: x } = design;
  const { mu, logMu } = fitter;
  const weights = new Float64Array(samples);
  const gram = new Float64Array(p * p);
  const diagonal = new Float64Array(p);

  const adjustment = (): number => {
    gram.fill(0);
    for (let j = 0; j < samples; j++) {
      const row = j * p;
      for (let k = 0; k < p; k++) {
        const value = x[row + k]!;
        if (value === 0) continue;
        const weighted = weights[j]! * value;
        for (let l = 0; l <= k; l++) gram[k * p + l]! += weighted * x[row + l]!;
      }
    }
    diagonalOfBunchKaufman(gram, p, diagonal);
    let logDeterminant = 0;
    for (let k = 0; k < p; k++) logDeterminant += Math.log(Math.max(diagonal[k]!, SMALLEST_PIVOT));
    return -0.5 * logDeterminant;
  };

  const evaluate = (counts: Float64Array, table: DispersionTable, isWarm: boolean): number => {
    const phi = table.dispersion;
    const size = 1 / phi;
    fitter.fit(counts, phi, isWarm);
    let logLikelihood = 0;
    for (let j = 0; j < samples; j++) {
      const count = counts[j]!;
      const product = mu[j]! * phi;
      weights[j] = mu[j]! / (1 + product);
      logLikelihood -= (count + size) * Math.log(1 + product);
      if (count > 0) logLikelihood += count * logMu[j]! + logRisingOf(count, table);
    }
    return logLikelihood + adjustment();
  };

  const adjust = (dispersion: number): number => {
    for (let j = 0; j < samples; j++) weights[j] = mu[j]! / (1 + mu[j]! * dispersion);
    return adjustment();
  };
  return { fitter, evaluate, adjust };
}
