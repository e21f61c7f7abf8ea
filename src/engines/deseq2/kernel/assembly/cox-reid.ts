// The Cox-Reid term -log det(X'WX) / 2 of the dispersion's posterior and its slope in alpha, tr((X'WX)^-1 X'W^2X) / 2.
import * as at from '../kernel-layout';
import { cellResponses, cells, cellSquares, cellSums, get, gram, number, saturated, work } from './context';
import { factorize, gramOfCells, quadraticForms } from './gram';

/** -log det / 2 from the cell sums. With as many cells as coefficients, det = det(X_cells)^2 prod sum(w). */
export function coxReid(): f64 {
  if (!saturated) {
    gramOfCells();
    return number(at.LOG_DET_SHIFT) - 0.5 * factorize(gram);
  }
  let product = 1.0;
  let logs = 0.0;
  for (let c = 0; c < cells; c++) {
    product *= get(cellSums, c);
    if ((c & 7) == 7) {
      logs += Math.log(product);
      product = 1.0;
    }
  }
  return number(at.LOG_DET_SHIFT) - 0.5 * (logs + Math.log(product));
}

/** The slope in alpha at the point of the last `coxReid`: the trace is a sum of quadratic forms over the cells. */
export function coxReidSlope(): f64 {
  let trace = 0.0;
  if (saturated) {
    for (let c = 0; c < cells; c++) trace += get(cellSquares, c) / get(cellSums, c);
  } else {
    quadraticForms(cellResponses, work);
    for (let c = 0; c < cells; c++) trace += get(cellSquares, c) * get(cellResponses, c);
  }
  return 0.5 * trace;
}
