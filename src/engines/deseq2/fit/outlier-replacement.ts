import { trimmedMeanInPlace } from '../kernel/cooks-distance.ts';
import type { GeneProblem } from '../kernel/gene-kernel.ts';

const TRIM = 0.2;

/**
 * The counts of some genes with outliers replaced: where a sample in a large cell has a Cook's distance above the cut-off,
 * by the mean of the gene's normalized counts, trimmed by 20 % at either end, times the factor of the sample, cut to a
 * whole number. Source: Love, Huber and Anders 2014, Methods; docs/statistics.md, "Cook's distance".
 *
 * @param problem holds just these genes
 * @param distances [genes x samples]
 * @param replaceable [samples]: 1 where outliers may be replaced
 */
export function replaceOutliers(
  problem: GeneProblem,
  distances: Float64Array,
  replaceable: Uint8Array,
  cutoff: number,
): Int32Array {
  const { genes, samples, sizeFactors, normalizationFactors } = problem;
  const counts = problem.counts.slice();
  const normalized = new Float64Array(samples);
  for (let gene = 0; gene < genes; gene++) {
    const from = gene * samples;
    const factor = (j: number) => normalizationFactors?.[from + j] ?? sizeFactors[j]!;
    for (let j = 0; j < samples; j++) normalized[j] = counts[from + j]! / factor(j);
    const mean = trimmedMeanInPlace(normalized, samples, TRIM);
    for (let j = 0; j < samples; j++) {
      if (replaceable[j] === 1 && distances[from + j]! > cutoff) counts[from + j] = Math.trunc(mean * factor(j));
    }
  }
  return counts;
}
