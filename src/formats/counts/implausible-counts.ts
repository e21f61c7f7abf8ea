import * as math from '../../stats/math/portable.ts';

/** Statistics of a table of numbers that may be counts. */
export interface TableStatistics {
  /** Rows with a positive value. */
  readonly genes: number;
  readonly largest: number;
  /** Share of the positive values that are not whole. */
  readonly fractions: number;
  /** Of each sample. */
  readonly sums: readonly number[];
  /** Where the rows of genes without a zero begin. */
  readonly positiveRows: Int32Array;
  /**
   * Sum over genes of the variance between samples over the sum of their means. Counts of independent samples have at least
   * the variance of a Poisson variable, so it is 1 or more; of logarithms it is far below.
   */
  readonly dispersionIndex: number;
  /** The same of genes with a mean above 1 and up to 10, where Poisson noise prevails; of FPKM and CPM it is below 1. */
  readonly lowDispersionIndex: number;
  /** How many genes those are. */
  readonly lowGenes: number;
}

/** Why a table holds no counts. */
export interface Implausible {
  /** What the values are, as far as can be told: `logarithms`. */
  readonly kind: string;
  /** The statistic that says so. */
  readonly found: string;
}

export interface PlausibilityOptions {
  /** The file says that it holds estimated counts, so that nearly all may have a fraction. */
  readonly estimated?: boolean | undefined;
}

/** Below this number of genes the statistics of a table say too little. */
const MIN_GENES = 100;
/** No logarithm of counts is larger: log2 of 2^31 is 31. */
const LARGEST_LOGARITHM = 31;
/** Variance over mean below which values of a gene are closer to one another than counts can be. */
const UNDERDISPERSED = 0.75;
/** Relative range within which the sums of samples are equal by construction. */
const EQUAL_SUMS = 2e-3;
/** The same of median ratios, of values that were rounded and that were not; of real libraries they differ by tens of percents. */
const EQUAL_FACTORS = 0.01;
const EQUAL_FACTORS_OF_FRACTIONS = 0.02;
/** FPKM of all genes sum to less, since few transcripts are shorter than 500 nt; sequenced libraries hold more. */
const FEW_READS = 2e6;

/**
 * Tells what a table that is said to hold counts holds instead, from all its values; undefined if it may be counts.
 *
 * - every sample sums to one million (within 5 %; whole numbers also within 2 % of one another): TPM or CPM
 * - the largest value is below 31, and the values have fractions or vary less than counts can: logarithms
 * - the samples' sums are equal (0.2 %), or the median ratios of three or more (1 %; of fractions 2 %): normalized values
 * - genes with means of 1 to 10 vary by less than 0.75 of what chance alone does: values that were divided, as CPM and FPKM
 * - nearly all positive values have fractions and no sample sums to two million: FPKM or the like
 *
 * All but the first need 100 genes.
 * @param values `[genes x samples]`, row-major, 0 or more
 */
export function findImplausible(
  values: ArrayLike<number>,
  samples: number,
  { estimated = false }: PlausibilityOptions = {},
): Implausible | undefined {
  if (samples === 0 || values.length === 0) return undefined;
  const statistics = summarize(values, samples);
  const { genes, largest, fractions, sums, positiveRows, dispersionIndex } = statistics;
  const isWhole = fractions === 0;
  const sumRange = rangeOf(sums);
  if (
    sums.every((sum) => Math.abs(sum / 1e6 - 1) < 0.05) &&
    (!isWhole || (samples > 1 && sumRange < 0.02 && genes >= MIN_GENES))
  ) {
    return { kind: 'TPM or CPM', found: `every sample sums to one million (the first to ${shown(sums[0])})` };
  }
  if (genes < MIN_GENES) return undefined;
  if (largest <= LARGEST_LOGARITHM && samples > 1 && (!isWhole || dispersionIndex < UNDERDISPERSED)) {
    return { kind: 'logarithms', found: `the largest of all values is ${shown(largest)}` };
  }
  if (samples > 1 && sumRange < (isWhole ? EQUAL_SUMS / 2 : EQUAL_SUMS)) {
    return { kind: 'values scaled to one total', found: `every sample sums to ${shown(sums[0])}` };
  }
  const isMostlyFractions = fractions > 0.9;
  const near = fractions > 0.5 ? EQUAL_FACTORS_OF_FRACTIONS : EQUAL_FACTORS;
  const sizeFactors =
    samples > 2 && positiveRows.length >= MIN_GENES ? similarSizeFactors(values, samples, positiveRows) : undefined;
  if (sizeFactors !== undefined && rangeOf(sizeFactors) < near) {
    const some = sizeFactors.slice(0, 3).map((factor) => factor.toFixed(4));
    return { kind: 'normalized counts', found: `the size factors of all samples are equal (${some.join(', ')}, ...)` };
  }
  const { lowDispersionIndex, lowGenes } = statistics;
  if (samples > 2 && lowGenes >= MIN_GENES && lowDispersionIndex < UNDERDISPERSED) {
    const found = `variance over mean is ${shown(lowDispersionIndex)} in ${lowGenes} genes of low values; of counts it is at least 1`;
    return { kind: 'FPKM, CPM or other values that were divided', found };
  }
  if (isMostlyFractions && !estimated && sums.every((sum) => sum < FEW_READS)) {
    const share = `${(100 * fractions).toFixed(0)} % of the positive values have a fraction`;
    return {
      kind: 'FPKM, RPKM or otherwise normalized values',
      found: `${share}; the first sample sums to ${shown(sums[0])}`,
    };
  }
  return undefined;
}

const shown = (x: number | undefined): string => String(Number((x ?? 0).toPrecision(6)));

/** Largest over smallest, less 1. */
function rangeOf(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values) - 1;
}

/** The statistics that {@link findImplausible} decides by. */
function summarize(values: ArrayLike<number>, samples: number): TableStatistics {
  const sums = new Float64Array(samples);
  const positiveRows = new Int32Array(values.length / samples);
  let [genes, positiveGenes, largest, positive, whole, variances, means] = [0, 0, 0, 0, 0, 0, 0];
  const low = { genes: 0, variances: 0, means: 0 };
  // Whole numbers by their type need no look at each.
  const isWhole = values instanceof Int32Array;
  for (let row = 0; row < values.length; row += samples) {
    let sum = 0;
    let squares = 0;
    let zeros = 0;
    for (let s = 0; s < samples; s++) {
      const value = values[row + s]!;
      if (!(value > 0)) {
        zeros++;
        continue;
      }
      if (value > largest) largest = value;
      if (isWhole || Number.isInteger(value)) whole++;
      sum += value;
      squares += value * value;
      sums[s]! += value;
    }
    positive += samples - zeros;
    if (sum === 0) continue;
    genes++;
    const mean = sum / samples;
    means += mean;
    const variance = samples > 1 ? (squares - mean * sum) / (samples - 1) : 0;
    variances += variance;
    if (mean > 1 && mean <= 10) {
      low.genes++;
      low.variances += variance;
      low.means += mean;
    }
    if (zeros === 0) positiveRows[positiveGenes++] = row;
  }
  return {
    genes,
    largest,
    fractions: positive === 0 ? 0 : 1 - whole / positive,
    sums: [...sums],
    positiveRows: positiveRows.subarray(0, positiveGenes),
    dispersionIndex: means === 0 ? 0 : variances / means,
    lowDispersionIndex: low.means === 0 ? 0 : low.variances / low.means,
    lowGenes: low.genes,
  };
}

/** So few genes tell factors that differ much, as those of real libraries do. */
const SOME_GENES = 2000;
const CLEARLY_UNEQUAL = 0.1;

/**
 * Of each sample: median ratio to the geometric means of the rows that begin at `rows` (DESeq2's size factor); undefined where
 * some of the rows show that these factors differ by far.
 */
function similarSizeFactors(values: ArrayLike<number>, samples: number, rows: Int32Array): number[] | undefined {
  const step = Math.floor(rows.length / SOME_GENES);
  if (step > 1) {
    const some = rows.filter((_, index) => index % step === 0);
    if (medianRatios(values, samples, some, CLEARLY_UNEQUAL) === undefined) return undefined;
  }
  return medianRatios(values, samples, rows);
}

/** Undefined as soon as the ratios are known to differ by more than `limit`. */
function medianRatios(
  values: ArrayLike<number>,
  samples: number,
  rows: Int32Array,
  limit = Number.POSITIVE_INFINITY,
): number[] | undefined {
  const ratios = new Float64Array(samples * rows.length);
  for (let gene = 0; gene < rows.length; gene++) {
    const row = rows[gene]!;
    let logSum = 0;
    for (let s = 0; s < samples; s++) {
      const log = math.log(values[row + s]!);
      ratios[s * rows.length + gene] = log;
      logSum += log;
    }
    for (let s = 0; s < samples; s++) ratios[s * rows.length + gene]! -= logSum / samples;
  }
  const medians: number[] = [];
  for (let s = 0; s < samples; s++) {
    medians.push(math.exp(medianOf(ratios.subarray(s * rows.length, (s + 1) * rows.length))));
    if (rangeOf(medians) > limit) return undefined;
  }
  return medians;
}

function medianOf(values: Float64Array): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
