import { Fault } from '../../../fault.ts';
import type { CountMatrix } from '../../../normalize/count-matrix.ts';
import * as math from '../../../stats/math/portable.ts';
import { quantileType7 } from '../../../stats/ranks/quantile.ts';
import type { CreateKernel, GeneKernel } from '../kernel/gene-kernel.ts';
import { normalizedCount } from '../kernel/gene-problem.ts';
import { logFactorial, logRisingProduct } from '../kernel/negative-binomial-terms.ts';
import { minimizeInBox } from '../kernel/reference/box-minimizer.ts';
import { MIN_MU } from '../kernel/reference/gene-glm.ts';
import { estimateDispersions } from './estimate-dispersions.ts';

const MAX_ROUNDS = 10;
const IGNORED_SHARE = 0.05;
const TOLERANCE = 1e-4;

/**
 * Size factors that maximize the likelihood of a model without group differences, for data where no gene has counts in all
 * samples: alternates dispersions (design ~ 1, trend "mean") at fixed size factors with the size factors that maximize the
 * sum of the log likelihoods of all but the 5 % of genes that fit worst, until sum (change of ln s)^2 < 1e-4.
 * Source: DESeq2 1.38.3 `estimateSizeFactorsIterate`; docs/statistics.md, "Size factors".
 */
export async function iterateSizeFactors(matrix: CountMatrix, createKernel: CreateKernel): Promise<Float64Array> {
  const { genes, samples } = matrix;
  const counts = Int32Array.from(matrix.counts);
  const design = { coefficients: 1, design: new Float64Array(samples).fill(1), cells: new Int32Array(samples) };
  let sizeFactors: Float64Array = new Float64Array(samples).fill(1);
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const kernel = await createKernel({ genes, samples, counts, sizeFactors, ...design });
    await estimateDispersions(kernel, 'mean', []);
    const logLikelihood = likelihoodOfSizeFactors(kernel);
    kernel.close();
    const start = sizeFactors.map(math.log);
    const best = minimizeInBox((p) => -logLikelihood(centeredExp(p)), start);
    if (!best.converged) break;
    sizeFactors = centeredExp(best.x);
    const change = sizeFactors.reduce((sum, s, j) => sum + (start[j]! - math.log(s)) ** 2, 0);
    if (round > 1 && change < TOLERANCE) return sizeFactors;
  }
  throw new Fault({
    code: 'SIZE_FACTORS_ITERATE_DIVERGED',
    option: 'size_factors',
    message: 'The size factors of type iterate did not settle.',
    hint: 'Use size factors of type poscounts.',
  });
}

/** exp(p - mean p) */
function centeredExp(p: Float64Array): Float64Array {
  const mean = p.reduce((sum, x) => sum + x, 0) / p.length;
  return p.map((x) => math.exp(x - mean));
}

/** Sum of the log likelihoods of the genes above their 5 % quantile, at the kernel's means and dispersions. */
function likelihoodOfSizeFactors({ problem, columns }: GeneKernel): (sizeFactors: Float64Array) => number {
  const { samples, counts, sizeFactors: current } = problem;
  const genes = Int32Array.from(columns.allZero.keys()).filter((gene) => columns.allZero[gene] === 0);
  const means = new Float64Array(genes.length * samples); // over the size factor
  const constants = new Float64Array(genes.length);
  genes.forEach((gene, i) => {
    let mean = 0;
    for (let j = 0; j < samples; j++) mean += normalizedCount(problem, gene, j) / samples;
    for (let j = 0; j < samples; j++) {
      const k = counts[gene * samples + j]!;
      const q = Math.max(mean * current[j]!, MIN_MU) / current[j]!;
      means[i * samples + j] = q;
      constants[i]! += logRisingProduct(k, columns.dispersion[gene]!) - logFactorial(k) + k * math.log(q);
    }
  });
  return (sizeFactors) => {
    const logSizeFactors = sizeFactors.map(math.log);
    const likelihoods = constants.slice();
    genes.forEach((gene, i) => {
      const alpha = columns.dispersion[gene]!;
      const r = 1 / alpha;
      for (let j = 0; j < samples; j++) {
        const k = counts[gene * samples + j]!;
        likelihoods[i]! +=
          k * logSizeFactors[j]! - (k + r) * math.log1p(alpha * means[i * samples + j]! * sizeFactors[j]!);
      }
    });
    const lowest = quantileType7(likelihoods.slice().sort(), IGNORED_SHARE);
    return likelihoods.reduce((sum, value) => (value > lowest ? sum + value : sum), 0);
  };
}
