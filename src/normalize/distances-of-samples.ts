/**
 * Euclidean distances between samples over all genes, as R's `dist(t(x))`.
 *
 * @param transformed [genes x samples], row-major, for example variance-stabilized counts
 * @returns [samples x samples], row-major, symmetric, 0 on the diagonal
 */
export function sampleDistances(transformed: Float64Array, samples: number): Float64Array {
  const distances = new Float64Array(samples * samples);
  for (let from = 0; from < transformed.length; from += samples) {
    for (let i = 1; i < samples; i++) {
      for (let j = 0; j < i; j++) {
        distances[i * samples + j]! += (transformed[from + i]! - transformed[from + j]!) ** 2;
      }
    }
  }
  for (let i = 1; i < samples; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(distances[i * samples + j]!);
      distances[i * samples + j] = distance;
      distances[j * samples + i] = distance;
    }
  }
  return distances;
}
