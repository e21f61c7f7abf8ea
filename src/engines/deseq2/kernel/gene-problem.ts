import type { Design } from '../../../design/design.ts';
import { fittedMatrix } from '../../../design/fit-basis.ts';
import type { Normalization } from '../../../normalize/choose-normalization.ts';
import { carriedSum } from '../../../stats/math/carried-sum.ts';
import type { GeneProblem } from './gene-kernel.ts';

/** The fit of a design to counts, as kernels take it. */
export function makeProblem(counts: Int32Array, design: Design, normalization: Normalization): GeneProblem {
  const samples = design.sampleIds.length;
  return {
    genes: counts.length / samples,
    samples,
    coefficients: design.coefficients,
    counts,
    ...normalization,
    design: fittedMatrix(design),
    cells: design.cells,
  };
}

/** The rows of some genes as a problem of their own, with other counts if given ([genes.length x samples]). */
export function subsetProblem(problem: GeneProblem, genes: Int32Array, counts?: Int32Array): GeneProblem {
  const { samples, normalizationFactors } = problem;
  return {
    ...problem,
    genes: genes.length,
    counts: counts ?? rowsOf(problem.counts, genes, samples, new Int32Array(genes.length * samples)),
    normalizationFactors:
      normalizationFactors && rowsOf(normalizationFactors, genes, samples, new Float64Array(genes.length * samples)),
  };
}

function rowsOf<T extends Int32Array | Float64Array>(matrix: T, genes: Int32Array, width: number, rows: T): T {
  genes.forEach((gene, i) => {
    rows.set(matrix.subarray(gene * width, (gene + 1) * width), i * width);
  });
  return rows;
}

/**
 * xi, the sampling variance per unit of mean: the mean over samples of 1 / s, or with normalization factors of 1 / (their
 * mean over genes with counts). Source: docs/statistics.md, "Transcript lengths".
 */
export function samplingVariance(
  { samples, sizeFactors, normalizationFactors }: GeneProblem,
  allZero: Uint8Array,
): number {
  let scales = sizeFactors;
  if (normalizationFactors !== undefined) {
    scales = new Float64Array(samples);
    let genes = 0;
    allZero.forEach((isZero, gene) => {
      if (isZero) return;
      genes++;
      for (let j = 0; j < samples; j++) scales[j]! += normalizationFactors[gene * samples + j]!;
    });
    for (let j = 0; j < samples; j++) scales[j]! /= genes;
  }
  return carriedSum(samples, (j) => 1 / scales[j]!, samples);
}

/** K over its size or normalization factor. */
export function normalizedCount(problem: GeneProblem, gene: number, sample: number): number {
  const at = gene * problem.samples + sample;
  return problem.counts[at]! / (problem.normalizationFactors?.[at] ?? problem.sizeFactors[sample]!);
}

/** The problem with an intercept alone, for what must not know the groups of the samples. */
export function blindProblem(problem: GeneProblem): GeneProblem {
  const { samples } = problem;
  return { ...problem, coefficients: 1, design: new Float64Array(samples).fill(1), cells: new Int32Array(samples) };
}
