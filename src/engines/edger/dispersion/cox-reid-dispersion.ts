import { minimizeBounded } from '../../../stats/optimize/minimize-bounded.ts';
import type { CountProblem, ModelMatrix } from '../glm/count-problem.ts';
import { genesWithTotal, selectGenes } from '../glm/select-genes.ts';
import { createProfiledGene, tabulateDispersion } from './profile-likelihood.ts';

const LEAST_TOTAL = 5;
const LARGEST = 4;
const TOLERANCE = 1e-5;

/**
 * The dispersion that all genes have in common, phi in (0, 4), where the sum of their Cox-Reid adjusted profile likelihoods
 * is highest. Genes with fewer than 5 counts do not enter; NaN where none is left.
 *
 * Searched in phi^(1/4) to 1e-5, in the steps of edgeR's `dispCoxReid`.
 * Source: McCarthy, Chen and Smyth 2012, doi:10.1093/nar/gks042.
 */
export function coxReidDispersion(problem: CountProblem, design: ModelMatrix): number {
  const { genes, samples, counts, sizes } = selectGenes(problem, genesWithTotal(problem, LEAST_TOTAL));
  if (genes === 0) return Number.NaN;
  const gene = createProfiledGene(design, sizes);
  const negativeSum = (root: number): number => {
    const table = tabulateDispersion(root ** 4);
    let sum = 0;
    for (let from = 0; from < genes * samples; from += samples) sum += gene.evaluate(counts, from, table, false);
    return -sum;
  };
  return minimizeBounded(negativeSum, 0, LARGEST ** 0.25, TOLERANCE) ** 4;
}
