/**
 * The normal equations of weighted least squares, X'WX and X'Wz, in one pass.
 *
 * `x` [rows x columns] row-major, `weights` and `z` [rows]; `gram` [columns x columns] (both triangles) and
 * `projection` [columns] are overwritten. Sums run over the rows in order.
 */
export function weightedGram(
  x: Float64Array,
  rows: number,
  columns: number,
  weights: Float64Array,
  z: Float64Array,
  gram: Float64Array,
  projection: Float64Array,
): void {
  gram.fill(0, 0, columns * columns);
  projection.fill(0, 0, columns);
  for (let i = 0; i < rows; i++) {
    const row = i * columns;
    const weight = weights[i]!;
    const response = z[i]!;
    for (let j = 0; j < columns; j++) {
      const weighted = weight * x[row + j]!;
      projection[j]! += weighted * response;
      for (let k = 0; k <= j; k++) gram[j * columns + k]! += weighted * x[row + k]!;
    }
  }
  for (let j = 0; j < columns; j++) {
    for (let k = 0; k < j; k++) gram[k * columns + j] = gram[j * columns + k]!;
  }
}
