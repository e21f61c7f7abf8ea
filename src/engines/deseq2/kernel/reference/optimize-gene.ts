import { negativeBinomialLogDensity } from '../../../../stats/distributions/negative-binomial.ts';
import * as math from '../../../../stats/math/portable.ts';
import { minimizeInBox } from './box-minimizer.ts';
import type { GeneGlm } from './gene-glm.ts';

const BOUND = 30;
/** The value of the objective where it has none. */
const NOT_FINITE = 1e300;
const LOG_2_PI = math.log(2 * Math.PI);

/**
 * Fits a gene that reweighted least squares could not (no convergence, or a variance that is not positive): minimizes
 * -ln likelihood - ln prior over log2 coefficients in [-30, 30], from where the iteration ended if that is finite and
 * inside, else from its start in natural logs (which the reference does not convert either).
 *
 * Leaves coefficients, variances, means and the likelihood (at means floored at 0.5) in `glm`; the leverages stay those of
 * the iteration. Source: DESeq2 1.38.3 `fitNbinomGLMsOptim`; docs/statistics.md, "Negative binomial GLM".
 */
export function solveByOptimization(glm: GeneGlm, alpha: number): void {
  const { counts, factors, plan, ridge } = glm;
  const { samples, cells, coefficients: p, cellOf, rows } = plan;
  const log2Beta = glm.beta.map((beta) => beta / Math.LN2);
  const isUsable = log2Beta.every((beta) => Math.abs(beta) < BOUND);
  const precision = ridge.map((value) => value * Math.LN2 ** 2);
  const cellMeans = new Float64Array(cells);
  const objective = (beta: Float64Array) => {
    for (let cell = 0; cell < cells; cell++) {
      let eta = 0;
      for (let k = 0; k < p; k++) eta += rows[cell * p + k]! * beta[k]!;
      cellMeans[cell] = math.pow(2, eta);
    }
    let logPosterior = 0;
    for (let j = 0; j < samples; j++) {
      const mu = factors[j]! * cellMeans[cellOf[j]!]!;
      if (mu === Number.POSITIVE_INFINITY) return NOT_FINITE;
      logPosterior += negativeBinomialLogDensity(counts[j]!, mu, alpha);
    }
    for (let k = 0; k < p; k++) {
      logPosterior -= 0.5 * (LOG_2_PI - math.log(precision[k]!) + precision[k]! * beta[k]! ** 2);
    }
    return Number.isFinite(logPosterior) ? -logPosterior : NOT_FINITE;
  };
  const minimum = minimizeInBox(objective, isUsable ? log2Beta : glm.startBeta, { bound: BOUND });
  glm.adopt(
    minimum.x.map((beta) => beta * Math.LN2),
    alpha,
  );
  glm.converged ||= minimum.converged;
}
