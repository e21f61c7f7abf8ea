import type { ResolvedContrast } from '../design/contrast.ts';
import { Fault } from '../fault.ts';

/**
 * The log2 fold change to be exceeded, 0 where none is asked for. A `Fault` unless it is a number of 0 or more, and for
 * several contrasts tested together.
 */
export function readThreshold(threshold: number | undefined, contrasts: readonly ResolvedContrast[]): number {
  if (threshold === undefined || threshold === 0) return 0;
  if (!(threshold > 0 && threshold < Number.POSITIVE_INFINITY)) {
    throw new Fault({
      code: 'TREAT_THRESHOLD',
      message: 'The fold change to exceed is a log2 value of 0 or more.',
      found: String(threshold),
      hint: 'Give the size of the change, such as 0.263 for 20 %; both directions are tested.',
    });
  }
  if (contrasts.length === 1) return threshold;
  throw new Fault({
    code: 'TREAT_ONE_CONTRAST',
    message: 'A threshold of the fold change belongs to one contrast, not to several tested together.',
    found: contrasts.map(({ label }) => label).join('; '),
    hint: 'Test each contrast on its own, or leave the threshold out.',
  });
}
