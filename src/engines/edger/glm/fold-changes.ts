import { scalePriorCount } from '../../../normalize/counts-per-million.ts';
import { fitGroupLevels } from '../../kernels/counts/group-stages.ts';
import type { CountProblem, ModelMatrix } from './count-problem.ts';
import { coefficientsOf, fitCoefficients } from './fit-genes.ts';
import { groupProblem } from './group-kernel.ts';

/** What edgeR adds to every count on average before it reports fold changes. */
export const FOLD_CHANGE_PRIOR = 0.125;

/**
 * Coefficients shrunken toward equal proportions by a prior count, natural logarithm, [genes x columns] row-major.
 *
 * The design is fitted to K + c_j with sizes N_j + 2 c_j, c_j = c N_j / mean(N). Source: edgeR `predFC`, `glmFit`.
 *
 * @param dispersion [genes], or one for all; @param priorCount c, 0 for none
 */
export function shrunkenCoefficients(
  problem: CountProblem,
  design: ModelMatrix,
  dispersion: Float64Array | number,
  priorCount: number,
): Float64Array {
  if (priorCount === 0) return fitCoefficients(problem, design, dispersion);
  const { samples, counts } = problem;
  const prior = scalePriorCount(problem.sizes, priorCount);
  const grouped = groupProblem(problem, design);
  if (grouped !== undefined) {
    const model = { ...grouped.model, sizes: prior.librarySizes, priors: prior.counts };
    const fits = fitGroupLevels(grouped.execution, grouped.counts, model, dispersion, { levels: true });
    return coefficientsOf(fits.levels!, design);
  }
  const augmented = new Float64Array(counts.length);
  for (let from = 0; from < augmented.length; from += samples) {
    for (let j = 0; j < samples; j++) augmented[from + j] = counts[from + j]! + prior.counts[j]!;
  }
  return fitCoefficients({ ...problem, counts: augmented, sizes: prior.librarySizes }, design, dispersion);
}

/** log2 fold changes of contrasts [columns x contrasts] from coefficients [genes x columns]; one array per contrast. */
export function foldChanges(beta: Float64Array, columns: number, contrasts: readonly Float64Array[]): Float64Array[] {
  const genes = beta.length / columns;
  return contrasts.map((weights) => {
    const changes = new Float64Array(genes);
    for (let gene = 0; gene < genes; gene++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) if (weights[k] !== 0) sum += beta[gene * columns + k]! * weights[k]!;
      changes[gene] = sum / Math.LN2;
    }
    return changes;
  });
}
