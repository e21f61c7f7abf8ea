import type { runningScoreTable, setOverlapTable } from '../../artifacts/set-tables.ts';
import { placesOf, type RankedList } from '../../enrichment/sets/ranked-list.ts';
import type { MappedSet } from './map-sets.ts';

export type RunningScoreValues = ReturnType<typeof runningScoreTable.parse>;
export type SetOverlapValues = ReturnType<typeof setOverlapTable.parse>;

/**
 * The running sum of GSEA at the genes of sets: in front of the j-th of m genes, at place S_j of N, it is the weight of the
 * genes before over that of all minus (S_j - j)/(N - m), behind it more by the weight of the gene. `ids` [rows].
 */
export function runningScores(
  sets: readonly MappedSet[],
  ranked: RankedList,
  ids: readonly string[],
  statistic: Float64Array,
): RunningScoreValues {
  const points = sets.flatMap((set) => {
    const places = placesOf(set.rows, ranked);
    const total = places.reduce((sum, place) => sum + ranked.weights[place]!, 0);
    const step = 1 / (ranked.genes - places.length);
    let hits = 0;
    return Array.from(places, (place, j) => {
      const weight = total > 0 ? ranked.weights[place]! / total : 1 / places.length;
      const before = hits - (place - j) * step;
      hits += weight;
      return { set, place, row: ranked.order[place]!, before, after: before + weight };
    });
  });
  return {
    sets: points.map(({ set }) => set.name),
    collections: points.map(({ set }) => set.collection),
    geneIds: points.map(({ row }) => ids[row]!),
    places: Int32Array.from(points, ({ place }) => place + 1),
    genes: new Int32Array(points.length).fill(ranked.genes),
    statistics: Float64Array.from(points, ({ row }) => statistic[row]!),
    before: Float64Array.from(points, ({ before }) => before),
    after: Float64Array.from(points, ({ after }) => after),
  };
}

/** Pairs of sets whose leading edges share genes. `edges` [sets]: rows of genes. */
export function setOverlaps(sets: readonly MappedSet[], edges: readonly ArrayLike<number>[]): SetOverlapValues {
  const members = edges.map((edge) => new Set(Array.from(edge)));
  const pairs = sets.flatMap((set, a) =>
    sets.slice(a + 1).flatMap((other, k) => {
      const [own, others] = [members[a]!, members[a + 1 + k]!];
      const shared = [...own].filter((row) => others.has(row)).length;
      return shared === 0 ? [] : [{ set, other, shared, jaccard: shared / (own.size + others.size - shared) }];
    }),
  );
  return {
    sets: pairs.map(({ set }) => set.name),
    collections: pairs.map(({ set }) => set.collection),
    others: pairs.map(({ other }) => other.name),
    otherCollections: pairs.map(({ other }) => other.collection),
    shared: Int32Array.from(pairs, ({ shared }) => shared),
    jaccard: Float64Array.from(pairs, ({ jaccard }) => jaccard),
  };
}
