/**
 * The columns of a matrix by their names, for tables with a column a sample.
 *
 * @param matrix [rows x names.length], row-major
 */
export function matrixColumns(names: readonly string[], matrix: Float64Array): Map<string, Float64Array> {
  const rows = names.length === 0 ? 0 : matrix.length / names.length;
  return new Map(
    names.map((name, column) => [
      name,
      Float64Array.from({ length: rows }, (_, row) => matrix[row * names.length + column]!),
    ]),
  );
}
