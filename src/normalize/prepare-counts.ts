import type { Design } from '../design/design.ts';
import { Fault } from '../fault.ts';
import { type CompareLibraries, type CompositionMethod, compositionFactors } from './composition-factors.ts';
import type { CountMatrix } from './count-matrix.ts';
import type { CpmArithmetic } from './counts-per-million.ts';
import { filterByExpression, smallestGroup } from './filter-by-expression.ts';
import { checkLibrarySizes, librarySizes } from './library-sizes.ts';

export interface PrepareOptions {
  /** How libraries of different composition are made comparable; TMM by default. */
  readonly norm?: CompositionMethod | undefined;
  /** [samples]: given instead of estimated. */
  readonly normalizationFactors?: Float64Array | undefined;
  /** Whether genes with too few counts are left out; true by default. */
  readonly filterByExpr?: boolean | undefined;
  /** Which edgeR's last bit decides whether a count on the cut-off is enough; edgeR 4's by default. */
  readonly arithmetic?: CpmArithmetic | undefined;
}

/** How parts of the preparation are done elsewhere; plainly by default. */
export interface PrepareDependencies {
  /** Room for the counts that are kept. */
  readonly allocate?: ((length: number) => Int32Array) | undefined;
  /** Upper quartiles and trimmed means. */
  readonly libraries?: CompareLibraries | undefined;
}

/** The genes that are tested, and how large their libraries are. */
export interface PreparedCounts {
  /** Index of each kept gene among all. */
  readonly kept: Int32Array;
  readonly counts: CountMatrix & { readonly counts: Int32Array };
  /** [samples]: sums over the kept genes. */
  readonly librarySizes: Float64Array;
  /** [samples], geometric mean 1. */
  readonly normalizationFactors: Float64Array;
  /** [samples]: the product of both. */
  readonly effectiveSizes: Float64Array;
  /** Of all genes, also of those that are not kept: mean over the samples of counts scaled to the mean effective size. */
  readonly meanCounts: Float64Array;
}

/** Filters genes by expression under the design, and sizes the libraries of those that stay, as edgeR's guide does. */
export function prepareCounts(
  all: CountMatrix & { readonly counts: Int32Array },
  design: Design,
  options: PrepareOptions,
  { allocate, libraries }: PrepareDependencies = {},
): PreparedCounts {
  const { samples } = all;
  const { sampleIds } = design;
  const totals = librarySizes(all);
  checkLibrarySizes(totals, sampleIds);
  const mask =
    options.filterByExpr === false
      ? undefined
      : filterByExpression(all, {
          sizes: totals,
          smallestGroup: smallestGroup(design.matrix, samples, design.coefficients),
          arithmetic: options.arithmetic ?? 'edger4',
        });
  const { kept, counts } = keepGenes(all, mask, allocate);
  const sizes = mask === undefined ? totals : librarySizes(counts);
  checkLibrarySizes(sizes, sampleIds);
  const given = options.normalizationFactors;
  if (given !== undefined) checkFactors(given, sampleIds);
  const normalizationFactors =
    given ?? compositionFactors(counts, options.norm ?? 'TMM', { librarySizes: sizes, sampleIds, libraries });
  const effectiveSizes = sizes.map((size, j) => size * normalizationFactors[j]!);
  const meanCounts = meanScaledCounts(all, effectiveSizes);
  return { kept, counts, librarySizes: sizes, normalizationFactors, effectiveSizes, meanCounts };
}

function meanScaledCounts({ genes, samples, counts }: CountMatrix, sizes: Float64Array): Float64Array {
  const mean = sizes.reduce((sum, size) => sum + size, 0) / samples;
  const scales = sizes.map((size) => mean / size / samples);
  const means = new Float64Array(genes);
  for (let gene = 0, at = 0; gene < genes; gene++) {
    let sum = 0;
    for (let j = 0; j < samples; j++, at++) sum += counts[at]! * scales[j]!;
    means[gene] = sum;
  }
  return means;
}

function keepGenes(
  all: CountMatrix & { readonly counts: Int32Array },
  mask: Uint8Array | undefined,
  allocate: (length: number) => Int32Array = (length) => new Int32Array(length),
) {
  const { genes, samples, counts } = all;
  const places = new Int32Array(genes);
  let n = 0;
  for (let gene = 0; gene < genes; gene++) if (mask === undefined || mask[gene] === 1) places[n++] = gene;
  if (n === 0) throw allFiltered(genes);
  const kept = places.slice(0, n);
  if (n === genes) return { kept, counts: all };
  const rows = allocate(n * samples);
  for (let row = 0, at = 0; row < n; row++) {
    for (let from = kept[row]! * samples, j = 0; j < samples; j++) rows[at++] = counts[from + j]!;
  }
  return { kept, counts: { genes: n, samples, counts: rows } };
}

function checkFactors(factors: Float64Array, sampleIds: readonly string[]): void {
  const isUsable = factors.length === sampleIds.length && factors.every((f) => f > 0 && f < Number.POSITIVE_INFINITY);
  if (isUsable) return;
  throw new Fault({
    code: 'NORMALIZATION_FACTORS',
    message: 'Normalization factors are positive numbers, one per sample.',
    found: `${factors.length} factors: ${factors.join(', ')}`,
    expected: `${sampleIds.length} factors, for ${sampleIds.join(', ')}`,
    hint: 'Give one factor per sample, near 1, in the order of the samples.',
  });
}

function allFiltered(genes: number): Fault {
  return new Fault({
    code: 'GENES_ALL_FILTERED',
    message: 'No gene has enough counts to be tested.',
    found: `${genes} genes, none with 10 counts (relative to the median library) in as many samples as the smallest group has`,
    expected: 'at least one such gene',
    hint: 'Check the count table, or switch the filter by expression off.',
  });
}
