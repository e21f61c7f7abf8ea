import { requireLengths, requireNumbers } from '../arguments.ts';
import { type PrincipalComponents, principalComponents } from '../linalg/dense.ts';
import { orderAscending } from '../stats/ranks/order-ascending.ts';

/**
 * Principal components of samples on the genes that vary most, as DESeq2's `plotPCA` computes them.
 *
 * @param transformed [genes x samples], row-major, for example variance-stabilized counts
 * @param top number of genes with the largest variance across samples, 500 by default
 * @returns scores of the samples; the sign of a component is arbitrary
 */
export function samplePca(transformed: Float64Array, samples: number, top = 500): PrincipalComponents {
  requireLengths({ transformed }, Math.floor(transformed.length / samples) * samples, 'genes x samples');
  requireNumbers('transformed', transformed, Number.isFinite, 'finite numbers');
  const chosen = orderAscending(rowVariances(transformed, samples).map((variance) => -variance)).subarray(0, top);
  const columns = chosen.length;
  const matrix = new Float64Array(samples * columns);
  chosen.forEach((gene, k) => {
    for (let j = 0; j < samples; j++) matrix[j * columns + k] = transformed[gene * samples + j]!;
  });
  return principalComponents(matrix, samples, columns);
}

function rowVariances(matrix: Float64Array, width: number): Float64Array {
  const variances = new Float64Array(matrix.length / width);
  for (let row = 0; row < variances.length; row++) {
    let mean = 0;
    for (let j = 0; j < width; j++) mean += matrix[row * width + j]! / width;
    let squares = 0;
    for (let j = 0; j < width; j++) squares += (matrix[row * width + j]! - mean) ** 2;
    variances[row] = squares / (width - 1);
  }
  return variances;
}
