import { applyQ, createQr, factorQr } from '../../../linalg/qr.ts';
import { type ModelMatrix, makeModelMatrix } from './count-problem.ts';

/**
 * The design under the hypothesis that all contrasts are 0: X times a basis of the space orthogonal to them, which has as
 * many columns fewer as there are independent contrasts. A single coefficient simply leaves its column out.
 *
 * @param contrasts [columns] each
 */
export function nullDesign(design: ModelMatrix, contrasts: readonly Float64Array[]): ModelMatrix {
  const { samples, columns, values } = design;
  const single = contrasts.map((weights) => singleCoefficient(weights));
  const basis = single.every((k) => k >= 0) ? unitBasis(columns, single) : orthogonalBasis(columns, contrasts);
  const width = basis.length;
  const reduced = new Float64Array(samples * width);
  for (let j = 0; j < samples; j++) {
    basis.forEach((vector, k) => {
      let sum = 0;
      for (let l = 0; l < columns; l++) sum += values[j * columns + l]! * vector[l]!;
      reduced[j * width + k] = sum;
    });
  }
  return makeModelMatrix(reduced, samples, width);
}

/** The column of the only weight that is not 0, or -1. */
function singleCoefficient(weights: Float64Array): number {
  const used = Array.from(weights.keys()).filter((k) => weights[k] !== 0);
  return used.length === 1 ? used[0]! : -1;
}

function unitBasis(columns: number, left: readonly number[]): Float64Array[] {
  return Array.from({ length: columns }, (_, k) => k)
    .filter((k) => !left.includes(k))
    .map((k) => {
      const vector = new Float64Array(columns);
      vector[k] = 1;
      return vector;
    });
}

function orthogonalBasis(columns: number, contrasts: readonly Float64Array[]): Float64Array[] {
  const qr = createQr(columns, contrasts.length);
  contrasts.forEach((weights, k) => {
    weights.forEach((weight, l) => {
      qr.a[l * contrasts.length + k] = weight;
    });
  });
  const rank = factorQr(qr);
  return Array.from({ length: columns - rank }, (_, i) => {
    const vector = new Float64Array(columns);
    vector[rank + i] = 1;
    applyQ(qr, vector);
    return vector;
  });
}
