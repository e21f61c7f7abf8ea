import { trigamma } from '../../../stats/special/trigamma.ts';
import { logResiduals } from './dispersion-trend.ts';

const SMALLEST = 0.25;
const MATCHED_UP_TO = 3;

/**
 * Variance of the normal prior of ln dispersion about ln trend: what is left of the residual variance after the sampling
 * variance of the gene-wise estimates, max(varLogDispEsts - trigamma((m - p) / 2), 0.25); with 3 or fewer residual degrees
 * of freedom, the variance whose simulated residuals are most like the observed ones.
 * Source: Love, Huber and Anders 2014, Methods; docs/statistics.md, "Prior of the dispersions".
 *
 * @param dispersions [genes]: gene-wise
 * @param trend [genes]: fitted
 * @param residualDf m - p, at least 1
 */
export async function dispersionPriorVariance(
  dispersions: Float64Array,
  trend: Float64Array,
  varLogDispEsts: number,
  residualDf: number,
): Promise<number> {
  if (residualDf <= MATCHED_UP_TO) {
    const { matchPriorVariance } = await import('./residual-draws.ts'); // with large tables
    return Math.max(matchPriorVariance(logResiduals(dispersions, trend), residualDf as 1 | 2 | 3), SMALLEST);
  }
  return Math.max(varLogDispEsts - trigamma(residualDf / 2), SMALLEST);
}
