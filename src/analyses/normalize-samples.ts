import type { Note } from '../design/note.ts';
import { sizeFactorMethods } from '../engines/deseq2/fit/size-factor-methods.ts';
import type { Dependencies } from '../engines/deseq2/kernel/dependencies.ts';
import {
  chooseNormalization,
  type NamedCounts,
  type Normalization,
  type NormalizationOptions,
} from '../normalize/choose-normalization.ts';
import { normalizedCounts } from '../normalize/normalized-counts.ts';

export interface NormalizedSamples extends Normalization {
  /** [genes x samples], row-major: counts over their factors. */
  readonly normalized: Float64Array;
  readonly notes: readonly Note[];
}

/**
 * How can the samples be compared? Size factors, or a factor a gene and sample where transcript lengths are known. Where
 * every gene has a zero and no type was asked for, the positive counts are used, and a note says so.
 */
export async function normalizeSamples(
  counts: NamedCounts,
  { sizeFactorType = 'auto', ...given }: NormalizationOptions = {},
  dependencies: Dependencies = {},
): Promise<NormalizedSamples> {
  const notes: Note[] = [];
  const methods = sizeFactorMethods(dependencies);
  const normalization = await chooseNormalization(counts, { sizeFactorType, ...given }, methods, notes);
  const matrix = { counts: counts.counts, samples: counts.sampleIds.length };
  return { ...normalization, normalized: normalizedCounts({ ...matrix, ...normalization }), notes };
}
