import { Fault } from '../../../fault.ts';
import type { CountMatrix } from '../../../normalize/count-matrix.ts';
import { checkPositive, lengthNormalizationFactors } from '../../../normalize/normalization-factors.ts';
import { medianRatioSizeFactors, type SizeFactorOptions } from '../../../normalize/size-factors.ts';
import type { CheckedInput } from '../../check-input.ts';
import type { CreateKernel } from '../kernel/gene-kernel.ts';
import type { Normalization } from '../kernel/gene-problem.ts';

/** At most one of `sizeFactors`, `normalizationFactors` and `averageLengths` is given. */
export interface NormalizationOptions {
  /** How size factors are estimated; ratio by default. */
  readonly sizeFactorType?: 'ratio' | 'poscounts' | 'iterate' | undefined;
  /** Ids of the genes whose ratios are used, for example spike-ins; all genes by default. Not with `iterate`. */
  readonly controlGenes?: readonly string[] | undefined;
  /** [samples], used as they are. */
  readonly sizeFactors?: ArrayLike<number> | undefined;
  /** [genes x samples], row-major, used as they are; the geometric mean of a row should be 1. */
  readonly normalizationFactors?: Float64Array | undefined;
  /** [genes x samples], row-major: average length of the transcripts behind the counts, in nucleotides (tximport). */
  readonly averageLengths?: Float64Array | undefined;
}

/** `medianRatioSizeFactors`, or what gives its numbers in another way. */
export type EstimateSizeFactors = (matrix: CountMatrix, options: SizeFactorOptions) => Promise<Float64Array>;

/** Size factors or normalization factors, as given or estimated. */
export async function chooseNormalization(
  input: CheckedInput,
  options: NormalizationOptions,
  createKernel: CreateKernel,
  estimateSizeFactors: EstimateSizeFactors = async (matrix, wanted) => medianRatioSizeFactors(matrix, wanted),
): Promise<Normalization> {
  const { sizeFactors, normalizationFactors, averageLengths, sizeFactorType: type = 'ratio' } = options;
  const given = Object.entries({ sizeFactors, normalizationFactors, averageLengths }).filter(([, value]) => value);
  if (given.length > 1) {
    throw new Fault({
      code: 'NORMALIZATION_AMBIGUOUS',
      message: 'Counts can be normalized in one way only.',
      found: given.map(([name]) => name).join(', '),
      hint: 'Give size factors, or normalization factors, or transcript lengths.',
    });
  }
  const sampleIds = input.table.ids;
  const matrix = { genes: input.genes, samples: sampleIds.length, counts: input.counts };
  if (sizeFactors !== undefined) return { sizeFactors: checkedSizeFactors(sizeFactors, sampleIds) };
  if (normalizationFactors !== undefined) {
    checkPositive(normalizationFactors, matrix, 'normalization factor', sampleIds);
    return withGeometricMeans(normalizationFactors, matrix);
  }
  const controlGenes = controlRows(options.controlGenes, input.geneIds);
  if (averageLengths !== undefined) {
    if (type === 'iterate') throw iterateUnsuited('transcript lengths');
    return withGeometricMeans(
      lengthNormalizationFactors(matrix, averageLengths, { type, controlGenes, sampleIds }),
      matrix,
    );
  }
  if (type === 'iterate') {
    if (controlGenes !== undefined) throw iterateUnsuited('control genes');
    const { iterateSizeFactors } = await import('./iterate-size-factors.ts');
    return { sizeFactors: await iterateSizeFactors(matrix, createKernel) };
  }
  return { sizeFactors: await estimateSizeFactors(matrix, { type, controlGenes, sampleIds }) };
}

function checkedSizeFactors(given: ArrayLike<number>, sampleIds: readonly string[]): Float64Array {
  const sizeFactors = Float64Array.from(given);
  const bad = sizeFactors.findIndex((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
  if (sizeFactors.length === sampleIds.length && bad < 0) return sizeFactors;
  throw new Fault({
    code: 'SIZE_FACTORS_GIVEN',
    message:
      bad < 0
        ? 'The size factors given are not one per sample.'
        : `The size factor given for sample ${sampleIds[bad] ?? bad + 1} is unusable.`,
    found: bad < 0 ? `${sizeFactors.length} for ${sampleIds.length} samples` : String(sizeFactors[bad]),
    expected: 'one positive finite number per sample',
    hint: 'Give them in the order of the samples, or leave them out to have them estimated.',
  });
}

function controlRows(ids: readonly string[] | undefined, geneIds: readonly string[]): Int32Array | undefined {
  if (ids === undefined) return undefined;
  const rows = new Map(geneIds.map((id, gene) => [id, gene]));
  const unknown = ids.find((id) => !rows.has(id));
  if (unknown === undefined && ids.length > 0) return Int32Array.from(ids, (id) => rows.get(id)!);
  throw new Fault({
    code: 'CONTROL_GENES',
    message:
      unknown === undefined ? 'The list of control genes is empty.' : `The control gene ${unknown} has no counts.`,
    expected: 'ids of genes in the count table',
    hint: 'Use the ids of the count table; leave out genes that it does not have.',
  });
}

function withGeometricMeans(normalizationFactors: Float64Array, { genes, samples }: CountMatrix): Normalization {
  const logSums = new Float64Array(samples);
  normalizationFactors.forEach((factor, i) => {
    logSums[i % samples]! += Math.log(factor);
  });
  return { sizeFactors: logSums.map((sum) => Math.exp(sum / genes)), normalizationFactors };
}

function iterateUnsuited(what: string): Fault {
  return new Fault({
    code: 'SIZE_FACTORS_ITERATE',
    message: `Size factors of type iterate cannot take ${what} into account.`,
    hint: 'Use size factors of type ratio or poscounts.',
  });
}
