import { requireLengths, requireNumbers } from '../arguments.ts';
import { Fault } from '../fault.ts';
import { carriedSum } from '../stats/math/carried-sum.ts';
import { expExact } from '../stats/math/exact-exp.ts';
import { logExact } from '../stats/math/exact-log.ts';
import { medianInPlace } from '../stats/ranks/median.ts';
import type { CountMatrix } from './count-matrix.ts';

export interface SizeFactorOptions {
  /**
   * `ratio`: geometric means over all samples, genes with a zero left out. `poscounts`: the zeros are left out instead,
   * for data where every gene has one.
   */
  readonly type?: 'ratio' | 'poscounts' | undefined;
  /** Rows whose ratios are used, for example spike-ins; all by default. */
  readonly controlGenes?: readonly number[] | Int32Array | undefined;
  /** For messages. */
  readonly sampleIds?: readonly string[] | undefined;
}

/** `medianRatioSizeFactors`, or what gives its numbers in another way. */
export type EstimateSizeFactors = (matrix: CountMatrix, options: SizeFactorOptions) => Promise<Float64Array>;

const LOG_TABLE_SIZE = 16_384;
const SAMPLES_AT_ONCE = 8;
let logTable: Float64Array | undefined;

/**
 * Size factors by the median of ratios, s_j = exp(median_g(ln K_gj - L_g)) over genes with K_gj > 0 and L_g finite.
 *
 * ratio: L_g = mean_j ln K_gj (no zeros); poscounts: L_g = (sum over K > 0 of ln K_gj) / m, then s divided by its
 * geometric mean. Accuracy: the bits of DESeq2 1.38.3, with which the search for dispersions ends where R's does.
 * Source: Anders and Huber 2010, doi:10.1186/gb-2010-11-10-r106, equation 5; DESeq2 `estimateSizeFactorsForMatrix`.
 *
 * @returns [samples], positive
 */
export function medianRatioSizeFactors(matrix: CountMatrix, options: SizeFactorOptions = {}): Float64Array {
  requireLengths({ counts: matrix.counts }, matrix.genes * matrix.samples, 'genes x samples');
  const isCount = (count: number): boolean => count >= 0 && count < Number.POSITIVE_INFINITY;
  if (!(matrix.counts instanceof Int32Array)) requireNumbers('counts', matrix.counts, isCount, 'numbers of at least 0');
  if (options.type === 'poscounts') {
    return dividedByGeometricMean(sizeFactorsAgainst(logPositiveMeans(matrix), matrix, options));
  }
  return sizeFactorsAgainst(logGeometricMeans(matrix), matrix, options);
}

/** exp(median_g(ln K_gj - L_g)) for given L; see `medianRatioSizeFactors`. */
export function sizeFactorsAgainst(
  logMeans: Float64Array,
  matrix: CountMatrix,
  options: SizeFactorOptions,
): Float64Array {
  if (logMeans.every((mean) => mean === Number.NEGATIVE_INFINITY)) throw noCommonGene(matrix, options.sampleIds);
  const sizeFactors = medianRatios(matrix, logMeans, usableGenes(logMeans, options.controlGenes));
  const sample = sizeFactors.findIndex(Number.isNaN);
  if (sample >= 0) throw noUsableGene(matrix, sample, options);
  return sizeFactors;
}

function medianRatios(matrix: CountMatrix, logMeans: Float64Array, usable: Int32Array): Float64Array {
  const { samples, counts } = matrix;
  const sizeFactors = new Float64Array(samples);
  const ratios = Array.from({ length: SAMPLES_AT_ONCE }, () => new Float64Array(usable.length));
  const lengths = new Int32Array(SAMPLES_AT_ONCE);
  for (let first = 0; first < samples; first += SAMPLES_AT_ONCE) {
    const width = Math.min(SAMPLES_AT_ONCE, samples - first);
    lengths.fill(0);
    for (let i = 0; i < usable.length; i++) {
      const gene = usable[i]!;
      const logMean = logMeans[gene]!;
      for (let j = 0, at = gene * samples + first; j < width; j++, at++) {
        const count = counts[at]!;
        if (count > 0) ratios[j]![lengths[j]!++] = logOfCount(count) - logMean;
      }
    }
    for (let j = 0; j < width; j++)
      sizeFactors[first + j] = expExact(medianInPlace(ratios[j]!.subarray(0, lengths[j]!)));
  }
  return sizeFactors;
}

/** mean_j ln K_gj; -Infinity where a count is 0. */
function logGeometricMeans({ genes, samples, counts }: CountMatrix): Float64Array {
  const means = new Float64Array(genes).fill(Number.NEGATIVE_INFINITY);
  for (let gene = 0; gene < genes; gene++) {
    const from = gene * samples;
    if (!counts.subarray(from, from + samples).includes(0)) {
      means[gene] = carriedSum(samples, (j) => logOfCount(counts[from + j]!), samples);
    }
  }
  return means;
}

/** Sum of ln K_gj over positive counts, divided by the number of all samples; -Infinity where all counts are 0. */
export function logPositiveMeans({ genes, samples, counts }: CountMatrix): Float64Array {
  const means = new Float64Array(genes).fill(Number.NEGATIVE_INFINITY);
  for (let gene = 0; gene < genes; gene++) {
    const from = gene * samples;
    if (counts.subarray(from, from + samples).every((count) => count === 0)) continue;
    const sum = carriedSum(samples, (j) => (counts[from + j] === 0 ? 0 : logOfCount(counts[from + j]!)));
    means[gene] = logExact(expExact(sum / samples)); // R goes through the geometric means themselves
  }
  return means;
}

export function dividedByGeometricMean(values: Float64Array): Float64Array {
  const geometricMean = expExact(carriedSum(values.length, (j) => logExact(values[j]!), values.length));
  return values.map((value) => value / geometricMean);
}

function usableGenes(logMeans: Float64Array, controlGenes: SizeFactorOptions['controlGenes']): Int32Array {
  const candidates = controlGenes ?? logMeans.keys();
  return Int32Array.from(candidates).filter((gene) => logMeans[gene] !== Number.NEGATIVE_INFINITY);
}

/** ln k for k below 16,384: most counts are small and many are equal, so that a table saves most logarithms. */
function logsOfCounts(): Float64Array {
  logTable ??= Float64Array.from({ length: LOG_TABLE_SIZE }, (_, value) => logExact(value));
  return logTable;
}

function logOfCount(count: number): number {
  return count < LOG_TABLE_SIZE && Number.isInteger(count) ? logsOfCounts()[count]! : logExact(count);
}

function noCommonGene(matrix: CountMatrix, sampleIds: readonly string[] | undefined): Fault {
  const empty = emptySample(matrix);
  return new Fault({
    code: 'SIZE_FACTORS_NO_COMMON_GENE',
    option: 'size_factors',
    message: 'Every gene has a zero in some sample, so the ratios to geometric means cannot be formed.',
    found: empty < 0 ? undefined : `sample ${nameOf(empty, sampleIds)} has no counts at all`,
    hint:
      empty < 0
        ? 'Use size factors of type poscounts, which leave the zeros out.'
        : 'Leave this sample out, or check its count file.',
  });
}

function noUsableGene(matrix: CountMatrix, sample: number, { controlGenes, sampleIds }: SizeFactorOptions): Fault {
  const isEmpty = emptySample(matrix) >= 0;
  return new Fault({
    code: 'SIZE_FACTOR_UNDEFINED',
    message: `The size factor of sample ${nameOf(sample, sampleIds)} cannot be computed: no gene it could rest on has a count.`,
    found: controlGenes === undefined || isEmpty ? undefined : `${controlGenes.length} control genes`,
    hint:
      controlGenes === undefined || isEmpty
        ? 'Leave the sample out, or check its count file.'
        : 'Choose control genes with counts in every sample, or give the size factors yourself.',
  });
}

function emptySample({ genes, samples, counts }: CountMatrix): number {
  const totals = new Float64Array(samples);
  for (let gene = 0, at = 0; gene < genes; gene++) for (let j = 0; j < samples; j++, at++) totals[j]! += counts[at]!;
  return totals.indexOf(0);
}

function nameOf(sample: number, sampleIds: readonly string[] | undefined): string {
  return sampleIds?.[sample] ?? String(sample + 1);
}
