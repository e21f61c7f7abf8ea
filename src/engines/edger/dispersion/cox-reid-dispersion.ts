import { carriedSum } from '../../../stats/math/carried-sum.ts';
import { fusedMultiplyAdd } from '../../../stats/math/fused-multiply-add.ts';
import * as math from '../../../stats/math/portable.ts';
import { minimizeBounded } from '../../../stats/optimize/minimize-bounded.ts';
import { lgamma } from '../../../stats/special/lgamma.ts';
import * as at from '../../kernels/counts/count-layout.ts';
import { createGroupStages } from '../../kernels/counts/group-stages.ts';
import { type CountProblem, type ModelMatrix, readGene } from '../glm/count-problem.ts';
import { groupProblem } from '../glm/group-kernel.ts';
import { logDeterminantOfRows } from '../glm/level-solver.ts';
import { genesWithTotal, selectGenes } from '../glm/select-genes.ts';
import { leastPlainWeight } from './plain-determinant.ts';
import { createProfiledGene } from './profile-likelihood.ts';

const LEAST_TOTAL = 5;
/**
 * Fourth root of the largest dispersion, 4, less its last bit: the search ends where its tolerance lets it, and with these bits
 * it has always ended within 1e-6 of edgeR.
 */
const LARGEST_ROOT = Math.SQRT2 - 2 ** -52;
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
  const selected = selectGenes(problem, genesWithTotal(problem, LEAST_TOTAL));
  if (selected.genes === 0) return Number.NaN;
  const logFactorials = new Float64Array(selected.counts.length);
  for (let at = 0; at < logFactorials.length; at++) logFactorials[at] = lgamma(selected.counts[at]! + 1);
  const own = createGeneLikelihoods(selected, design, logFactorials);
  const together = createKernelLikelihoods(selected, design, logFactorials);
  const negativeSum = (root: number): number => {
    const phi = fourthPower(root);
    const values = together?.(phi);
    const likelihood = own(phi);
    return -carriedSum(selected.genes, (gene) => {
      const value = values?.[gene];
      return value === undefined || Number.isNaN(value) ? likelihood(gene) : value;
    });
  };
  return fourthPower(minimizeBounded(negativeSum, 0, LARGEST_ROOT, TOLERANCE));
}

/** The adjusted likelihood of any gene at a dispersion, in the terms of edgeR. */
function createGeneLikelihoods(
  { samples, counts, sizes }: CountProblem,
  design: ModelMatrix,
  logFactorials: Float64Array,
): (phi: number) => (gene: number) => number {
  const { fitter, adjust } = createProfiledGene(design, sizes);
  const gene = new Float64Array(samples);
  return (phi) => {
    const size = 1 / phi;
    const logSize = math.log(size);
    const lgammaSize = lgamma(size);
    return (row) => {
      const from = row * samples;
      readGene(counts, from, gene);
      fitter.fit(gene, phi);
      let own = 0;
      for (let j = 0; j < samples; j++) {
        const mu = fitter.mu[j]!;
        if (mu === 0) continue;
        const k = gene[j]!;
        const logSum = math.log(mu + size);
        const kernel = k * math.log(mu) - k * logSum + size * logSize - size * logSum;
        own += kernel + lgamma(k + size) - logFactorials[from + j]! - lgammaSize;
      }
      return own + adjust(phi);
    };
  };
}

/** The same of all genes together in the kernel, NaN for those that it does not take; undefined where it takes none. */
function createKernelLikelihoods(
  problem: CountProblem,
  design: ModelMatrix,
  logFactorials: Float64Array,
): ((phi: number) => Float64Array) | undefined {
  const grouped = groupProblem(problem, design);
  const leastWeight = grouped && leastPlainWeight(design);
  if (grouped === undefined || leastWeight === undefined) return undefined;
  const stages = createGroupStages(grouped.execution, grouped.counts, grouped.model);
  const values = stages.float64(problem.genes);
  const slots = [
    [at.LOG_FACTORIALS_AT, stages.place(logFactorials)],
    [at.VALUES_AT, values.byteOffset],
    [at.DISPERSIONS_AT, 0],
  ] as const;
  const logDeterminant = 2 * logDeterminantOfRows(design);
  return (phi) => {
    stages.run(at.STAGE_COMMON, slots, [
      [at.DISPERSION, phi],
      [at.LEAST_WEIGHT, leastWeight],
      [at.LOG_DETERMINANT, logDeterminant],
    ]);
    return values;
  };
}

/** x^4, rounded once. */
function fourthPower(x: number): number {
  const square = x * x;
  const rest = fusedMultiplyAdd(x, x, -square);
  const power = square * square;
  return power + (fusedMultiplyAdd(square, square, -power) + 2 * square * rest);
}
