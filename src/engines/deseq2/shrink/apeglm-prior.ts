import { findRoot } from '../../../stats/optimize/find-root.ts';

const SMALLEST = 1e-6;
const LARGEST = 400;

/**
 * Scale of the Cauchy prior of the coefficient to be shrunk, min(1, sqrt A), on the natural log scale: A is the variance of
 * the true effects, such that the estimates b_g with sampling variances v_g satisfy
 *
 * sum (b^2 - v) I(A) / sum I(A) = A,  I(A) = 1 / (2 (A + v)^2).
 *
 * Solved to the tolerance of R's `uniroot`, which decides the digits. Source: Zhu, Ibrahim and Love 2018,
 * doi:10.1093/bioinformatics/bty895, section 2.3; Efron and Morris 1975; docs/statistics.md, "Shrinkage: apeglm".
 *
 * @param estimates [genes], natural log; NaN where there is none
 * @param standardErrors [genes]
 */
export function cauchyPriorScale(estimates: Float64Array, standardErrors: Float64Array): number {
  const excess = (a: number) => {
    let weighted = 0;
    let total = 0;
    for (let gene = 0; gene < estimates.length; gene++) {
      const b = estimates[gene]!;
      if (Number.isNaN(b)) continue;
      const v = standardErrors[gene]! ** 2;
      const information = 1 / (2 * (a + v) ** 2);
      weighted += (b * b - v) * information;
      total += information;
    }
    return weighted / total - a;
  };
  const variance = excess(SMALLEST) < 0 ? SMALLEST : findRoot(excess, SMALLEST, LARGEST);
  return Math.min(1, Math.sqrt(variance));
}
