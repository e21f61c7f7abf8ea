import * as math from '../../../stats/math/portable.ts';
import type { ModelMatrix } from '../glm/count-problem.ts';
import { rowsOfGroups } from '../glm/level-solver.ts';

const SMALLEST_PIVOT = 1e-10;
const SAFETY = 10;

/**
 * The least weight of a group from which on no pivot of R'WR can be below 1e-10, where edgeR replaces it, so that its
 * determinant is that of R squared times the product of the weights; R [groups x groups] holds the rows of the groups.
 * Undefined where this cannot be said of parts of the design too, as it can of whole numbers, whose determinants are 1 or more.
 *
 * The smallest eigenvalue of R'R with determinant 1 or more is no less than ((p - 1) / trace)^(p - 1), and pivots are no less
 * than the smallest eigenvalue.
 */
export function leastPlainWeight(design: ModelMatrix): number | undefined {
  const rows = rowsOfGroups(design);
  if (!rows.every(Number.isInteger)) return undefined;
  const trace = rows.reduce((sum, value) => sum + value * value, 0);
  const others = design.columns - 1;
  const smallestEigenvalue = others === 0 ? 1 : math.pow(others / trace, others);
  return (SAFETY * SMALLEST_PIVOT) / smallestEigenvalue;
}
