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

/**
 * An order in which similar samples stand together: the leaves of a hierarchical clustering with complete linkage (the
 * two clusters merge whose farthest members are nearest), as R's `hclust` builds it. Of two merged clusters the one with
 * the earlier sample comes first; ties merge the earlier pair.
 *
 * @param distances [samples x samples], row-major, symmetric
 * @returns indices of all samples
 */
export function clusterOrder(distances: Float64Array, samples: number): number[] {
  const clusters = Array.from({ length: samples }, (_, sample) => [sample]);
  while (clusters.length > 1) {
    let [first, second] = [0, 1];
    let nearest = Number.POSITIVE_INFINITY;
    for (let j = 1; j < clusters.length; j++) {
      for (let i = 0; i < j; i++) {
        const apart = farthest(distances, samples, clusters[i]!, clusters[j]!);
        if (apart < nearest) [first, second, nearest] = [i, j, apart];
      }
    }
    clusters[first] = [...clusters[first]!, ...clusters[second]!];
    clusters.splice(second, 1);
  }
  return clusters[0] ?? [];
}

function farthest(distances: Float64Array, samples: number, a: readonly number[], b: readonly number[]): number {
  let most = 0;
  for (const i of a) for (const j of b) most = Math.max(most, distances[i * samples + j]!);
  return most;
}
