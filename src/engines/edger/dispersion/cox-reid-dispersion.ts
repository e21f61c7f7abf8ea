import { fusedMultiplyAdd } from '../../../stats/math/fused-multiply-add.ts';
import { minimizeBounded } from '../../../stats/optimize/minimize-bounded.ts';
import { lgamma } from '../../../stats/special/lgamma.ts';
import { type CountProblem, type ModelMatrix, readGene } from '../glm/count-problem.ts';
import { genesWithTotal, selectGenes } from '../glm/select-genes.ts';
import { createProfiledGene } from './profile-likelihood.ts';

const LEAST_TOTAL = 5;
const LARGEST = 4;
const TOLERANCE = 1e-5;

/**
 * The dispersion that all genes have in common, phi in (0, 4), where the sum of their Cox-Reid adjusted profile likelihoods
 * is highest. Genes with fewer than 5 counts do not enter; NaN where none is left.
 *
 * Searched in phi^(1/4) to 1e-5, in the steps of edgeR's `dispCoxReid` and with its terms: counts of 1e5 leave rounding
 * errors of 1e-8 in their gamma functions, which the last steps of the search follow. Accuracy: 2e-8 of edgeR 4.4.1.
 * Source: McCarthy, Chen and Smyth 2012, doi:10.1093/nar/gks042.
 */
export function coxReidDispersion(problem: CountProblem, design: ModelMatrix): number {
  const { genes, samples, counts, sizes } = selectGenes(problem, genesWithTotal(problem, LEAST_TOTAL));
  if (genes === 0) return Number.NaN;
  const { fitter, adjust } = createProfiledGene(design, sizes);
  const gene = new Float64Array(samples);
  const logFactorials = Float64Array.from(counts, (count) => lgamma(count + 1));
  const negativeSum = (root: number): number => {
    const phi = fourthPower(root);
    const size = 1 / phi;
    const logSize = Math.log(size);
    const lgammaSize = lgamma(size);
    let sum = 0;
    for (let from = 0; from < genes * samples; from += samples) {
      readGene(counts, from, gene);
      fitter.fit(gene, phi);
      let own = 0;
      for (let j = 0; j < samples; j++) {
        const mu = fitter.mu[j]!;
        if (mu === 0) continue;
        const k = gene[j]!;
        const logSum = Math.log(mu + size);
        own += k * Math.log(mu) - k * logSum + size * logSize - size * logSum;
        own += lgamma(k + size) - logFactorials[from + j]! - lgammaSize;
      }
      sum += own + adjust(phi);
    }
    return -sum;
  };
  return fourthPower(minimizeBounded(negativeSum, 0, LARGEST ** 0.25, TOLERANCE));
}

/** x^4, rounded once. */
function fourthPower(x: number): number {
  const square = x * x;
  const rest = fusedMultiplyAdd(x, x, -square);
  const power = square * square;
  return power + (fusedMultiplyAdd(square, square, -power) + 2 * square * rest);
}
