import { requireLengths } from '../arguments.ts';
import type { Note } from '../design/note.ts';
import { Fault } from '../fault.ts';
import * as math from '../stats/math/portable.ts';
import type { CountMatrix } from './count-matrix.ts';
import { checkPositive, lengthNormalizationFactors } from './normalization-factors.ts';
import { type EstimateSizeFactors, medianRatioSizeFactors } from './size-factors.ts';

export type SizeFactorType = 'ratio' | 'poscounts' | 'iterate';

/** How counts of different samples are made comparable. */
export interface Normalization {
  /** [samples]. Where there are normalization factors, their geometric means over the genes. */
  readonly sizeFactors: Float64Array;
  /** [genes x samples], row-major. */
  readonly normalizationFactors?: Float64Array | undefined;
}

/** Counts with the names that messages need. */
export interface NamedCounts {
  /** [genes x samples], row-major. */
  readonly counts: Int32Array;
  readonly geneIds: readonly string[];
  readonly sampleIds: readonly string[];
}

/** At most one of `sizeFactors`, `normalizationFactors` and `averageLengths` is given. */
export interface NormalizationOptions {
  /** How size factors are estimated; ratio by default. `auto`: poscounts where every gene has a zero, said in a note. */
  readonly sizeFactorType?: SizeFactorType | 'auto' | undefined;
  /** Ids of the genes whose ratios are used, for example spike-ins; all genes by default. Not with `iterate`. */
  readonly controlGenes?: readonly string[] | undefined;
  /** [samples], used as they are. */
  readonly sizeFactors?: ArrayLike<number> | undefined;
  /** [genes x samples], row-major, used as they are; the geometric mean of a row should be 1. */
  readonly normalizationFactors?: Float64Array | undefined;
  /** [genes x samples], row-major: average length of the transcripts behind the counts, in nucleotides (tximport). */
  readonly averageLengths?: Float64Array | undefined;
}

/** What estimates size factors; the plain functions by default. */
export interface SizeFactorMethods {
  readonly ratios?: EstimateSizeFactors | undefined;
  /** Size factors of type iterate, which take a model of the counts. */
  iterate(matrix: CountMatrix): Promise<Float64Array>;
}

/** Size factors or normalization factors, as given or estimated. */
export async function chooseNormalization(
  { counts, geneIds, sampleIds }: NamedCounts,
  options: NormalizationOptions,
  { ratios = async (matrix, wanted) => medianRatioSizeFactors(matrix, wanted), iterate }: SizeFactorMethods,
  notes: Note[],
): Promise<Normalization> {
  const { sizeFactors, normalizationFactors, averageLengths } = options;
  const given = Object.entries({ sizeFactors, normalizationFactors, averageLengths }).filter(([, value]) => value);
  if (given.length > 1) {
    throw new Fault({
      code: 'NORMALIZATION_AMBIGUOUS',
      option: 'size_factors',
      message: 'Counts can be normalized in one way only.',
      found: given.map(([name]) => name).join(', '),
      hint: 'Give size factors, or normalization factors, or transcript lengths.',
    });
  }
  const matrix = { genes: geneIds.length, samples: sampleIds.length, counts };
  requireLengths({ counts }, matrix.genes * matrix.samples, 'genes x samples');
  if (sizeFactors !== undefined) return { sizeFactors: checkedSizeFactors(sizeFactors, sampleIds) };
  if (normalizationFactors !== undefined) {
    checkPositive(normalizationFactors, matrix, 'normalization factor', sampleIds);
    return withGeometricMeans(normalizationFactors, matrix);
  }
  const type = chooseType(options.sizeFactorType ?? 'ratio', matrix, notes);
  const controlGenes = controlRows(options.controlGenes, geneIds);
  if (averageLengths !== undefined) {
    if (type === 'iterate') throw iterateUnsuited('transcript lengths');
    return withGeometricMeans(
      lengthNormalizationFactors(matrix, averageLengths, { type, controlGenes, sampleIds }),
      matrix,
    );
  }
  if (type === 'iterate') {
    if (controlGenes !== undefined) throw iterateUnsuited('control genes');
    return { sizeFactors: await iterate(matrix) };
  }
  return { sizeFactors: await ratios(matrix, { type, controlGenes, sampleIds }) };
}

/** Where every gene has a zero, no gene has a geometric mean to take ratios of. */
function chooseType(asked: SizeFactorType | 'auto', matrix: CountMatrix, notes: Note[]): SizeFactorType {
  if (asked !== 'auto') return asked;
  if (!everyGeneHasZero(matrix)) return 'ratio';
  notes.push({
    code: 'SIZE_FACTORS_POSCOUNTS',
    text: 'every gene has a zero in some sample: size factors are made from the positive counts (poscounts)',
    level: 'warning',
  });
  return 'poscounts';
}

function everyGeneHasZero({ counts, samples }: CountMatrix): boolean {
  for (let row = 0; row < counts.length; row += samples) {
    if (!counts.subarray(row, row + samples).includes(0)) return false;
  }
  return true;
}

function checkedSizeFactors(given: ArrayLike<number>, sampleIds: readonly string[]): Float64Array {
  const sizeFactors = Float64Array.from(given);
  const bad = sizeFactors.findIndex((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
  if (sizeFactors.length === sampleIds.length && bad < 0) return sizeFactors;
  throw new Fault({
    code: 'SIZE_FACTORS_GIVEN',
    option: 'size_factors',
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
    option: 'control_genes',
    message:
      unknown === undefined ? 'The list of control genes is empty.' : `The control gene ${unknown} has no counts.`,
    expected: 'ids of genes in the count table',
    hint: 'Use the ids of the count table; leave out genes that it does not have.',
  });
}

function withGeometricMeans(normalizationFactors: Float64Array, { genes, samples }: CountMatrix): Normalization {
  const logSums = new Float64Array(samples);
  normalizationFactors.forEach((factor, i) => {
    logSums[i % samples]! += math.log(factor);
  });
  return { sizeFactors: logSums.map((sum) => math.exp(sum / genes)), normalizationFactors };
}

function iterateUnsuited(what: string): Fault {
  return new Fault({
    code: 'SIZE_FACTORS_ITERATE',
    option: 'size_factors',
    message: `Size factors of type iterate cannot take ${what} into account.`,
    hint: 'Use size factors of type ratio or poscounts.',
  });
}
