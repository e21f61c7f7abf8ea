import { chiSquaredUpperTail } from '../../../stats/distributions/chi-squared.ts';
import * as math from '../../../stats/math/portable.ts';
import { findRoot } from '../../../stats/optimize/find-root.ts';
import { quantileType7 } from '../../../stats/ranks/quantile.ts';
import type { CountProblem, ModelMatrix } from '../glm/count-problem.ts';
import { fitDeviances } from '../glm/fit-genes.ts';
import { genesWithTotal, selectGenes } from '../glm/select-genes.ts';

const LEAST_TOTAL = 5;
const LARGEST = 4;
const TOLERANCE = 1e-5;

/**
 * A common dispersion at which residual deviances are what chi-squared calls for: their quantile at the probability of the
 * mean (`isRobust`, hardly moved by genes that change), or their mean. 0 where deviances are below that for Poisson counts.
 *
 * With all samples as one group this is what edgeR's user guide allows for data without replicates.
 * Accuracy: 1e-6 of edgeR 3.40.2. Source: edgeR `estimateGLMCommonDisp(method = "deviance")`; its user guide, 2.12.
 */
export function devianceDispersion(problem: CountProblem, design: ModelMatrix, isRobust: boolean): number {
  const selected = selectGenes(problem, genesWithTotal(problem, LEAST_TOTAL));
  const df = design.samples - design.columns;
  const probability = 1 - chiSquaredUpperTail(df, df);
  const excess = (root: number): number => {
    const deviances = fitDeviances(selected, design, math.pow(root, 4));
    if (isRobust) return quantileType7(deviances.sort(), probability) - df;
    return deviances.reduce((sum, value) => sum + value, 0) / deviances.length - df;
  };
  const largest = Math.sqrt(Math.sqrt(LARGEST));
  if (!(excess(0) > 0)) return 0;
  if (excess(largest) > 0) return LARGEST;
  return math.pow(findRoot(excess, 0, largest, TOLERANCE), 4);
}
