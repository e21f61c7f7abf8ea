import type { Note } from '../../design/note.ts';
import { studentTLogUpperTail } from '../../stats/distributions/student-t.ts';
import * as math from '../../stats/math/portable.ts';
import { type SqueezedVariances, type SqueezeOptions, squeezeVariances } from '../moderation/squeeze-variances.ts';
import type { LinearFit } from './linear-fit.ts';

export interface ModerationOptions extends SqueezeOptions {
  /** The prior variance follows the average expression, as limma-trend has it. */
  readonly hasTrend?: boolean | undefined;
}

/** Linear models with the variances that genes have lent each other. */
export interface ModeratedFit extends LinearFit {
  readonly variances: SqueezedVariances;
  /** [genes]: residual and prior degrees of freedom, at most those of all genes together. */
  readonly totalDf: Float64Array;
}

/** Tests of one column of a fit; all [genes]. */
export interface ModeratedTests {
  readonly statistic: Float64Array;
  readonly pvalue: Float64Array;
  /** ln p, also where p underflows. */
  readonly logPvalue: Float64Array;
}

/**
 * Empirical Bayes moderation of the residual variances, the first half of limma's `eBayes`.
 *
 * Accuracy: 1e-9 relative to limma 3.54.1 and 3.62.1; robust 1e-7.
 * Source: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3, doi:10.2202/1544-6115.1027.
 */
export function moderate(fit: LinearFit, options: ModerationOptions = {}, notes: Note[] = []): ModeratedFit {
  const { sigma, residualDf, averageExpression } = fit;
  const sample = {
    variances: sigma.map((s, gene) => (residualDf[gene]! > 0 ? s * s : 0)),
    residualDf,
    covariate: options.hasTrend === true ? averageExpression : undefined,
  };
  const variances = squeezeVariances(sample, options, notes);
  const pooled = residualDf.reduce((sum, df) => sum + df, 0);
  const totalDf = residualDf.map((df, gene) => Math.min(df + variances.priorDf[gene]!, pooled));
  return { ...fit, variances, totalDf };
}

/** Moderated t of a column, b / (u s_post), [genes]. */
export function moderatedT(fit: ModeratedFit, column = 0): Float64Array {
  const { genes, columns, coefficients, unscaledErrors, variances } = fit;
  const statistic = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    const at = gene * columns + column;
    statistic[gene] = coefficients[at]! / (unscaledErrors[at]! * Math.sqrt(variances.posterior[gene]!));
  }
  return statistic;
}

/** Two-sided tests of a column by the moderated t with the total degrees of freedom. */
export function testCoefficient(fit: ModeratedFit, column = 0): ModeratedTests {
  const statistic = moderatedT(fit, column);
  const logPvalue = statistic.map((t, gene) => Math.LN2 + studentTLogUpperTail(Math.abs(t), fit.totalDf[gene]!));
  return { statistic, logPvalue, pvalue: logPvalue.map(math.exp) };
}
