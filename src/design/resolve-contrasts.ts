import { Fault } from '../fault.ts';
import { type Contrast, defaultContrast, type ResolvedContrast, resolveContrast } from './contrast.ts';
import type { Design } from './design.ts';
import { findDependentColumns } from './design-rank.ts';

/**
 * Finds the coefficients of one contrast, or of several that are tested together; the default one where none is asked for.
 *
 * Throws a `Fault` for contrasts that do not exist, for an empty list, and where one follows from those before it.
 */
export function resolveContrasts(
  design: Design,
  asked: Contrast | readonly Contrast[] | undefined,
): readonly ResolvedContrast[] {
  const contrasts: readonly Contrast[] =
    asked === undefined ? [defaultContrast(design, 'wald')] : 'kind' in asked ? [asked] : asked;
  const resolved = contrasts.map((contrast) => resolveContrast(design, contrast));
  const matrix = new Float64Array(design.coefficients * resolved.length);
  resolved.forEach(({ weights }, k) => {
    weights.forEach((weight, row) => {
      matrix[row * resolved.length + k] = weight;
    });
  });
  const [dependent] = findDependentColumns(matrix, design.coefficients, resolved.length);
  if (resolved.length > 0 && dependent === undefined) return resolved;
  throw new Fault({
    code: 'CONTRASTS_DEPENDENT',
    message:
      dependent === undefined
        ? 'No contrast is given to test.'
        : `The contrast ${resolved[dependent.column]!.label} follows from those before it, so it adds nothing to the test.`,
    found: resolved.map(({ label }) => label).join('; '),
    hint: 'Give contrasts of which none is a combination of the others.',
  });
}
