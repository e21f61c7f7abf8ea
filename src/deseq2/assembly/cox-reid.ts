// The Cox-Reid term -log det(X'WX) / 2 of the dispersion's posterior and its slope in alpha, tr((X'WX)^-1 X'W^2X) / 2.
import * as at from '../kernel-layout';
import { address, cells, cellSums, get, getInt, gramDerivative, gram, inverse, means, number, p, put, samples, saturated } from './context';
import { factorize, gramOfCells, invertFactored, traceOfProduct } from './gram';

/** -log det / 2 from the cell sums. With as many cells as coefficients, det = det(X_cells)^2 prod sum(w). */
export function coxReid(): f64 {
  if (!saturated) {
    gramOfCells();
    return number(at.LOG_DET_TRANSFORM) - 0.5 * factorize(gram);
  }
  let product = 1.0;
  let logs = 0.0;
  for (let c = 0; c < cells; c++) {
    product *= get(cellSums, 2 * c);
    if ((c & 7) == 7) {
      logs += Math.log(product);
      product = 1.0;
    }
  }
  return number(at.LOG_DET_TRANSFORM) - 0.5 * (logs + Math.log(product));
}

/** The slope in alpha at the point of the last `coxReid`. */
export function coxReidSlope(): f64 {
  if (!saturated) {
    invertFactored();
    return 0.5 * traceOfProduct(inverse, gramDerivative);
  }
  let sum = 0.0;
  for (let c = 0; c < cells; c++) sum += get(cellSums, 2 * c + 1) / get(cellSums, 2 * c);
  return 0.5 * sum;
}
