import { visitLocfitVertices } from './locfit.ts';

/**
 * Local constant regression of many responses on one variable, each as `fitLocfit` with degree 0 and equal weights fits it,
 * with the kernel computed once for all.
 *
 * @param x [n]; @param columns [n x width], row-major: a response per column; @param span share of the points within each
 *   bandwidth
 * @returns [n x width], row-major: the fits at x
 */
export function smoothColumns(x: Float64Array, columns: Float64Array, width: number, span: number): Float64Array {
  const n = x.length;
  const means = new Map<number, Float64Array>();
  const vertices = visitLocfitVertices(x, span, (vertex, kernel) => {
    const sums = new Float64Array(width);
    let total = 0;
    for (let i = 0; i < n; i++) {
      const weight = kernel[i]!;
      if (weight === 0) continue;
      total += weight;
      const row = i * width;
      for (let k = 0; k < width; k++) sums[k]! += weight * columns[row + k]!;
    }
    for (let k = 0; k < width; k++) sums[k]! /= total;
    means.set(vertex, sums);
  });
  const levels = Array.from(vertices, (vertex) => means.get(vertex)!);
  const smooth = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    let high = 1;
    while (high < vertices.length - 1 && !(x[i]! < vertices[high]!)) high++;
    const left = levels[high - 1]!;
    const right = levels[high] ?? left;
    const distance = (vertices[high] ?? vertices[0]!) - vertices[high - 1]!;
    const t = distance > 0 ? (x[i]! - vertices[high - 1]!) / distance : 0;
    for (let k = 0; k < width; k++) smooth[i * width + k] = (1 - t) * left[k]! + t * right[k]!;
  }
  return smooth;
}
