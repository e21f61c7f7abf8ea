import { applyQTransposed, createQr, factorQr, type Qr, solveUpper } from '../../../linalg/qr.ts';
import * as math from '../../../stats/math/portable.ts';
import type { ModelMatrix } from './count-problem.ts';

/** In place of minus infinity, which a solution for coefficients cannot carry. */
export const LOWEST_LEVEL = -1e8;

/** The rows of a design that amounts to groups, [columns x columns], row-major: one for each group. */
export function rowsOfGroups({ samples, columns, values, cells }: ModelMatrix): Float64Array {
  const rows = new Float64Array(columns * columns);
  for (let j = samples - 1; j >= 0; j--) {
    rows.set(values.subarray(j * columns, (j + 1) * columns), cells[j]! * columns);
  }
  return rows;
}

function factorRows(design: ModelMatrix): Qr {
  const qr = createQr(design.columns, design.columns);
  qr.a.set(rowsOfGroups(design));
  factorQr(qr);
  return qr;
}

/** What turns the levels of groups, [groups], into the coefficients of the design, [columns], which it writes to `beta`. */
export function createLevelSolver(design: ModelMatrix): (levels: Float64Array, beta: Float64Array) => void {
  const qr = factorRows(design);
  const effects = new Float64Array(design.columns);
  return (levels, beta) => {
    for (let g = 0; g < effects.length; g++) effects[g] = Math.max(levels[g]!, LOWEST_LEVEL);
    applyQTransposed(qr, effects);
    solveUpper(qr, effects, beta);
  };
}

/** ln |det| of the rows of the groups. */
export function logDeterminantOfRows(design: ModelMatrix): number {
  const { a } = factorRows(design);
  let sum = 0;
  for (let k = 0; k < design.columns; k++) sum += math.log(Math.abs(a[k * design.columns + k]!));
  return sum;
}
