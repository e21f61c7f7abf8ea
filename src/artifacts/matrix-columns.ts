/** Rows whose cells stay in the cache while they are handed to all columns. */
const ROWS_AT_ONCE = 128;

/**
 * The columns of a matrix by their names, for tables with a column a sample.
 *
 * @param matrix [rows x names.length], row-major
 */
export function matrixColumns(names: readonly string[], matrix: Float64Array): Map<string, Float64Array> {
  const width = names.length;
  const rows = width === 0 ? 0 : matrix.length / width;
  const columns = names.map(() => new Float64Array(rows));
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const to = Math.min(rows, from + ROWS_AT_ONCE);
    for (let column = 0; column < width; column++) {
      const cells = columns[column]!;
      for (let row = from; row < to; row++) cells[row] = matrix[row * width + column]!;
    }
  }
  return new Map(names.map((name, column) => [name, columns[column]!]));
}
