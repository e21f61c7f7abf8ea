import { Fault } from '../fault.ts';
import { carriedSum } from '../stats/math/carried-sum.ts';
import { expExact } from '../stats/math/exact-exp.ts';
import { logExact } from '../stats/math/exact-log.ts';
import type { CountMatrix } from './count-matrix.ts';
import {
  dividedByGeometricMean,
  logPositiveMeans,
  medianRatioSizeFactors,
  type SizeFactorOptions,
  sizeFactorsAgainst,
} from './size-factors.ts';

/**
 * Normalization factors that correct for sequencing depth and for the average length of the transcripts of a gene.
 *
 * l'_gj = l_gj / (geometric mean of row g); s = size factors of K / l'; nf_gj = l'_gj s_j, each row then divided by its
 * geometric mean. Accuracy: 2e-15 relative to DESeq2 1.38.3.
 * Source: Soneson, Love and Robinson 2015, doi:10.12688/f1000research.7563; DESeq2 `estimateNormFactors`.
 *
 * @param lengths [genes x samples], row-major, positive, in any unit (nucleotides)
 * @returns [genes x samples], row-major
 */
export function lengthNormalizationFactors(
  matrix: CountMatrix,
  lengths: Float64Array,
  options: SizeFactorOptions = {},
): Float64Array {
  const { genes, samples, counts } = matrix;
  checkPositive(lengths, matrix, 'average transcript length', options.sampleIds);
  const factors = Float64Array.from(lengths);
  divideRowsByGeometricMean(factors, genes, samples);
  const adjusted = { genes, samples, counts: factors.map((factor, i) => counts[i]! / factor) };
  // R takes the geometric means of poscounts from the raw counts, those of ratio from the adjusted ones.
  const sizeFactors =
    options.type === 'poscounts'
      ? dividedByGeometricMean(sizeFactorsAgainst(logPositiveMeans(matrix), adjusted, options))
      : medianRatioSizeFactors(adjusted, options);
  for (let i = 0; i < factors.length; i++) factors[i]! *= sizeFactors[i % samples]!;
  divideRowsByGeometricMean(factors, genes, samples);
  return factors;
}

/** Throws a `Fault` that names gene and sample unless all [genes x samples] values are positive and finite. */
export function checkPositive(
  values: Float64Array,
  { genes, samples }: CountMatrix,
  what: string,
  sampleIds?: readonly string[],
): void {
  if (values.length !== genes * samples) {
    throw new Fault({
      code: 'NORMALIZATION_SHAPE',
      message: `The matrix of ${what}s does not have the shape of the counts.`,
      found: `${values.length} values`,
      expected: `${genes} genes x ${samples} samples`,
      hint: 'Give one value for each gene and sample, in the order of the counts.',
    });
  }
  const at = values.findIndex((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
  if (at < 0) return;
  const sample = at % samples;
  throw new Fault({
    code: 'NORMALIZATION_NOT_POSITIVE',
    message: `The ${what} of gene ${Math.floor(at / samples) + 1} in sample ${sampleIds?.[sample] ?? sample + 1} is unusable.`,
    found: String(values[at]),
    expected: 'positive finite numbers',
    hint: `Correct the value, or replace it with the geometric mean of the other samples of the gene.`,
  });
}

function divideRowsByGeometricMean(values: Float64Array, genes: number, samples: number): void {
  for (let gene = 0; gene < genes; gene++) {
    const row = values.subarray(gene * samples, (gene + 1) * samples);
    const geometricMean = expExact(carriedSum(samples, (j) => logExact(row[j]!), samples));
    for (let j = 0; j < samples; j++) row[j]! /= geometricMean;
  }
}
