import { fLogUpperTail } from '../../../stats/distributions/f-distribution.ts';
import * as math from '../../../stats/math/portable.ts';
import type { QuasiFit } from '../quasi/quasi-fit.ts';
import { type GeneTests, likelihoodRatios, testLikelihoodRatio } from './likelihood-ratio.ts';
import { boundByPoisson } from './poisson-bound.ts';

export interface QuasiTestOptions {
  /** P-values no smaller than those of a Poisson model for genes below Poisson variation, as in edgeR 3. */
  readonly hasPoissonBound: boolean;
}

/**
 * Quasi-likelihood F tests that all contrasts are 0, edgeR's `glmQLFTest`: F = rise of the deviance / (number of contrasts
 * times the posterior quasi-dispersion).
 *
 * Accuracy: p-values 1e-8 of edgeR 3.40.2 and 4.4.1 but where F is nearly 0. Source: Lund et al. 2012,
 * doi:10.1515/1544-6115.1826.
 *
 * @param contrasts weights of the coefficients, [columns] each
 */
export function testQuasiLikelihood(
  fit: QuasiFit,
  contrasts: readonly Float64Array[],
  { hasPoissonBound }: QuasiTestOptions,
): GeneTests {
  const { ratios, df } = likelihoodRatios(fit, contrasts);
  const statistic = ratios.map((ratio, gene) => ratio / df / fit.posterior[gene]!);
  const logPvalue = statistic.map((f, gene) => fLogUpperTail(f, df, fit.totalDf[gene]!));
  const tests = { statistic, pvalue: logPvalue.map(math.exp), logPvalue };
  if (hasPoissonBound) boundByPoisson(fit, tests, (poisson) => testLikelihoodRatio(poisson, contrasts));
  return tests;
}
