import { requireLengths } from '../arguments.ts';
import type { Normalization } from './choose-normalization.ts';
import type { CountMatrix } from './count-matrix.ts';

/** [genes x samples], row-major: K over its size or normalization factor. */
export function normalizedCounts({
  counts,
  samples,
  sizeFactors,
  normalizationFactors,
}: Normalization & Pick<CountMatrix, 'counts' | 'samples'>): Float64Array {
  requireLengths({ sizeFactors }, samples, 'samples');
  requireLengths({}, counts.length, 'genes x samples', { normalizationFactors });
  const normalized = new Float64Array(counts.length);
  if (normalizationFactors !== undefined) {
    for (let i = 0; i < counts.length; i++) normalized[i] = counts[i]! / normalizationFactors[i]!;
    return normalized;
  }
  for (let from = 0; from < counts.length; from += samples) {
    for (let j = 0; j < samples; j++) normalized[from + j] = counts[from + j]! / sizeFactors[j]!;
  }
  return normalized;
}
