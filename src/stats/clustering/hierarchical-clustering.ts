/** One merge: which two clusters, how far apart. Items are 0..n-1; the cluster that merge k makes is n + k. */
export interface ClusterMerge {
  readonly left: number;
  readonly right: number;
  /** Distance between the farthest members of the two. */
  readonly height: number;
}

export interface ClusterTree {
  /** n - 1 merges, none higher than the next. */
  readonly merges: readonly ClusterMerge[];
  /** The n leaves from left to right, so that no branches of the drawn tree cross. */
  readonly order: readonly number[];
}

/**
 * Hierarchical clustering with complete linkage: the two clusters merge whose farthest members are nearest, by
 * d(i u j, k) = max(d(i, k), d(j, k)). Of two merged clusters the one with the earlier item stands left; ties merge the
 * earlier pair. Time n^3, for up to some hundred items.
 *
 * Source: Lance and Williams 1967, doi:10.1093/comjnl/9.4.373. Same heights and groups as R's `hclust(method = "complete")`.
 *
 * @param distances [items x items], row-major, symmetric
 */
export function clusterComplete(distances: Float64Array, items: number): ClusterTree {
  const apart = distances.slice();
  const alive = Array.from({ length: items }, (_, item) => item);
  const node = [...alive];
  const leaves = alive.map((item) => [item]);
  const merges: ClusterMerge[] = [];
  while (alive.length > 1) {
    let [first, second] = [alive[0]!, alive[1]!];
    let nearest = Number.POSITIVE_INFINITY;
    for (const j of alive) {
      for (const i of alive) {
        if (i >= j) break;
        const distance = apart[j * items + i]!;
        if (distance < nearest) [first, second, nearest] = [i, j, distance];
      }
    }
    for (const k of alive) {
      const farthest = Math.max(apart[first * items + k]!, apart[second * items + k]!);
      apart[first * items + k] = farthest;
      apart[k * items + first] = farthest;
    }
    merges.push({ left: node[first]!, right: node[second]!, height: nearest });
    node[first] = items + merges.length - 1;
    leaves[first] = [...leaves[first]!, ...leaves[second]!];
    alive.splice(alive.indexOf(second), 1);
  }
  return { merges, order: leaves[0] ?? [] };
}
