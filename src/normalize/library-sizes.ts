import { Fault } from '../fault.ts';
import type { CountMatrix } from './count-matrix.ts';

/** Column sums of the counts, [samples]. */
export function librarySizes({ genes, samples, counts }: CountMatrix): Float64Array {
  const sizes = new Float64Array(samples);
  for (let gene = 0, at = 0; gene < genes; gene++) for (let j = 0; j < samples; j++, at++) sizes[j]! += counts[at]!;
  return sizes;
}

/** A `Fault` that names the first library without a single read, if there is one. */
export function checkLibrarySizes(sizes: Float64Array, sampleIds?: readonly string[] | undefined): void {
  const empty = sizes.findIndex((size) => !(size > 0));
  if (empty < 0) return;
  throw new Fault({
    code: 'LIBRARY_EMPTY',
    message: `The sample ${sampleIds?.[empty] ?? empty + 1} has no counts, so its library size is 0.`,
    found: `${sizes[empty]} reads`,
    expected: 'at least one read in every sample',
    hint: 'Leave this sample out, or check its count file.',
  });
}
