import * as math from '../../../stats/math/portable.ts';
import { chiSquaredLogUpperTail, chiSquaredUpperTail } from '../../../stats/distributions/chi-squared.ts';
import type { TestColumns } from './wald.ts';

const SMALLEST_P = 1e-290;

/**
 * Likelihood ratio test of a full against a reduced model: stat = 2 (l_full - l_reduced), p the upper tail of chi-squared
 * with as many degrees of freedom as the models differ by. Source: docs/statistics.md, "Likelihood ratio test".
 */
export function likelihoodRatioTest(fullLogLik: Float64Array, reducedLogLik: Float64Array, df: number): TestColumns {
  const stat = fullLogLik.map((full, gene) => 2 * (full - reducedLogLik[gene]!));
  const pvalue = stat.map((value) => (Number.isNaN(value) ? value : chiSquaredUpperTail(Math.max(value, 0), df)));
  const logPvalue = stat.map((value, gene) => {
    const p = pvalue[gene]!;
    return Number.isNaN(p) || p > SMALLEST_P ? math.log(p) : chiSquaredLogUpperTail(value, df);
  });
  return { stat, pvalue, logPvalue };
}
