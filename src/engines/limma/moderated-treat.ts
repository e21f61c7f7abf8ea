import { studentTLogUpperTail, studentTUpperTail } from '../../stats/distributions/student-t.ts';
import * as math from '../../stats/math/portable.ts';
import type { ModeratedFit, ModeratedTests } from './moderated-t.ts';

/**
 * Tests against a minimal fold change, limma's `treat`: the null is |b| <= tau, at its worst.
 *
 * With e = u s_post: p = P(T > (|b| - tau)/e) + P(T > (|b| + tau)/e); the statistic is sign(b) (|b| - tau)/e, 0 within the
 * threshold. tau = 0 is the moderated t-test. Accuracy: 1e-12 relative to limma 3.54.1.
 * Source: D. J. McCarthy, G. K. Smyth, Bioinformatics 25 (2009) 765, doi:10.1093/bioinformatics/btp053.
 *
 * @param threshold tau, log2, not negative
 */
export function testAgainstThreshold(fit: ModeratedFit, threshold: number, column = 0): ModeratedTests {
  const { genes, columns, coefficients, unscaledErrors, variances, totalDf } = fit;
  const statistic = new Float64Array(genes);
  const pvalue = new Float64Array(genes);
  const logPvalue = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    const at = gene * columns + column;
    const error = unscaledErrors[at]! * Math.sqrt(variances.posterior[gene]!);
    const size = Math.abs(coefficients[at]!);
    const near = (size - threshold) / error;
    const far = (size + threshold) / error;
    const df = totalDf[gene]!;
    statistic[gene] = Math.sign(coefficients[at]!) * Math.max(near, 0);
    const logNear = studentTLogUpperTail(near, df);
    const logFar = studentTLogUpperTail(far, df);
    logPvalue[gene] = logNear + math.log1p(math.exp(logFar - logNear));
    pvalue[gene] = studentTUpperTail(near, df) + studentTUpperTail(far, df);
  }
  return { statistic, pvalue, logPvalue };
}
