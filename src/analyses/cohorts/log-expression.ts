import type { ExpressionScale } from '../../formats/clinical/expression-scale.ts';
import { compositionFactors } from '../../normalize/composition-factors.ts';
import { librarySizes } from '../../normalize/library-sizes.ts';
import * as math from '../../stats/math/portable.ts';

/**
 * Expression on a scale on which differences are fold changes: of counts log2((K + 0.5) / (N f + 1) 1e6) with TMM factors f, as
 * limma's voom has them; of normalized abundances log2(x + 1), as is custom for RSEM; logarithms and z-scores as they are.
 *
 * `values` [genes x samples], row-major; a missing count counts as 0 in library sizes and stays missing.
 */
export function logExpression(
  values: Float64Array,
  genes: number,
  samples: number,
  scale: ExpressionScale,
): Float64Array {
  if (scale === 'normalized') return values.map((x) => math.log2(x + 1));
  if (scale !== 'counts') return values;
  const matrix = { counts: values.map((x) => (Number.isNaN(x) ? 0 : x)), genes, samples };
  const sizes = librarySizes(matrix);
  const factors = compositionFactors(matrix, 'TMM');
  return values.map((x, i) => math.log2(((x + 0.5) / (sizes[i % samples]! * factors[i % samples]! + 1)) * 1e6));
}
