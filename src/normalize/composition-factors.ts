import { Fault } from '../fault.ts';
import { logExact } from '../stats/math/exact-log.ts';
import * as math from '../stats/math/portable.ts';
import { medianInPlace } from '../stats/ranks/median.ts';
import { selectQuantileType7 } from '../stats/ranks/quantile.ts';
import type { CountMatrix } from './count-matrix.ts';
import { checkLibrarySizes, librarySizes } from './library-sizes.ts';
import { referenceByQuartile, trimmedMeanFactors } from './trimmed-mean.ts';
import { singletonPairingFactors } from './trimmed-mean-singletons.ts';

/** How libraries are made comparable that spend their reads on different genes. */
export type CompositionMethod = 'TMM' | 'TMMwsp' | 'RLE' | 'upperquartile' | 'none';

export interface CompositionOptions {
  /** [samples], column sums by default. */
  readonly librarySizes?: Float64Array | undefined;
  /** Does upper quartiles and trimmed means; plainly by default. */
  readonly libraries?: CompareLibraries | undefined;
  /** For messages. */
  readonly sampleIds?: readonly string[] | undefined;
}

/** What TMM looks at, gene by gene; all genes in question have counts. */
export interface CompareLibraries {
  /** [samples]: upper quartiles of the counts, over the library sizes. */
  upperQuartiles(matrix: CountMatrix, sizes: Float64Array, genes: Int32Array): Float64Array;
  /** [samples]: trimmed means against the sample `reference`. */
  trimmedMeans(matrix: CountMatrix, sizes: Float64Array, genes: Int32Array, reference: number): Float64Array;
}

/**
 * Normalization factors f_j of edgeR's `calcNormFactors`, with geometric mean 1: the effective library size is the library
 * size times f_j.
 *
 * TMM: weighted trimmed mean of M-values against one reference library; TMMwsp: the same with genes that are zero in one of
 * both paired; RLE: median ratio to the geometric mean library; upperquartile: 75 % quantile of the counts over the library
 * size. Genes without counts do not count. All factors are 1 for one sample, no gene, or method `none`.
 * Accuracy: 1e-14 of edgeR 3.40.2. Source: Robinson and Oshlack 2010, doi:10.1186/gb-2010-11-3-r25; Anders and Huber 2010,
 * doi:10.1186/gb-2010-11-10-r106; Bullard et al. 2010, doi:10.1186/1471-2105-11-94; edgeR `calcNormFactors`.
 *
 * @returns [samples], positive
 */
export function compositionFactors(
  matrix: CountMatrix,
  method: CompositionMethod,
  options: CompositionOptions = {},
): Float64Array {
  const sizes = options.librarySizes ?? librarySizes(matrix);
  checkLibrarySizes(sizes, options.sampleIds);
  const genes = method === 'none' ? new Int32Array(0) : genesWithCounts(matrix);
  if (matrix.samples < 2 || genes.length === 0) return new Float64Array(matrix.samples).fill(1);
  const factors =
    trimmedMeansOf(matrix, sizes, genes, method, options.libraries) ??
    rawFactors(columnsOf(matrix, genes), sizes, method);
  const broken = factors.findIndex((factor) => !(factor > 0 && factor < Number.POSITIVE_INFINITY));
  if (broken >= 0) throw undefinedFactor(broken, factors[broken]!, method, options.sampleIds);
  const center = math.exp(factors.reduce((sum, factor) => sum + logExact(factor), 0) / factors.length);
  return factors.map((factor) => factor / center);
}

function rawFactors(columns: readonly Float64Array[], sizes: Float64Array, method: CompositionMethod): Float64Array {
  switch (method) {
    case 'TMM':
      return trimmedMeanFactors(columns, sizes, upperQuartiles(columns, sizes));
    case 'TMMwsp':
      return singletonPairingFactors(columns, sizes);
    case 'RLE':
      return medianRatios(columns, sizes);
    case 'upperquartile':
      return upperQuartiles(columns, sizes);
    case 'none':
      return new Float64Array(sizes.length).fill(1);
  }
}

/** TMM by `libraries`; undefined for other methods, and where quartiles do not choose the reference. */
function trimmedMeansOf(
  matrix: CountMatrix,
  sizes: Float64Array,
  genes: Int32Array,
  method: CompositionMethod,
  libraries: CompareLibraries | undefined,
): Float64Array | undefined {
  if (method !== 'TMM' || libraries === undefined) return undefined;
  const reference = referenceByQuartile(libraries.upperQuartiles(matrix, sizes, genes));
  return reference === undefined ? undefined : libraries.trimmedMeans(matrix, sizes, genes, reference);
}

function genesWithCounts({ genes, samples, counts }: CountMatrix): Int32Array {
  const found = new Int32Array(genes);
  let n = 0;
  for (let gene = 0; gene < genes; gene++) {
    const end = (gene + 1) * samples;
    let at = gene * samples;
    while (at < end && !(counts[at]! > 0)) at++;
    if (at < end) found[n++] = gene;
  }
  return found.subarray(0, n);
}

/** One array of counts per sample, those of `genes`. */
function columnsOf({ samples, counts }: CountMatrix, genes: Int32Array): Float64Array[] {
  const columns = Array.from({ length: samples }, () => new Float64Array(genes.length));
  for (let i = 0; i < genes.length; i++) {
    const from = genes[i]! * samples;
    for (let j = 0; j < samples; j++) columns[j]![i] = counts[from + j]!;
  }
  return columns;
}

function upperQuartiles(columns: readonly Float64Array[], sizes: Float64Array): Float64Array {
  return Float64Array.from(columns, (column, j) => selectQuantileType7(Float64Array.from(column), 0.75) / sizes[j]!);
}

function medianRatios(columns: readonly Float64Array[], sizes: Float64Array): Float64Array {
  const genes = columns[0]!.length;
  const means = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    let sum = 0;
    for (const column of columns) sum += math.log(column[gene]!);
    means[gene] = math.exp(sum / columns.length);
  }
  const ratios = new Float64Array(genes);
  return Float64Array.from(columns, (column, j) => {
    let n = 0;
    for (let gene = 0; gene < genes; gene++) if (means[gene]! > 0) ratios[n++] = column[gene]! / means[gene]!;
    return medianInPlace(ratios.subarray(0, n)) / sizes[j]!;
  });
}

function undefinedFactor(sample: number, found: number, method: string, sampleIds?: readonly string[]): Fault {
  return new Fault({
    code: 'NORMALIZATION_UNDEFINED',
    message: `The ${method} factor of sample ${sampleIds?.[sample] ?? sample + 1} cannot be computed.`,
    found: Number.isNaN(found) ? 'no gene with counts in every sample' : `a factor of ${found}`,
    expected: 'a positive factor for every sample',
    hint: 'Use TMM or TMMwsp, which stand zeros, or leave out samples with few reads.',
  });
}
