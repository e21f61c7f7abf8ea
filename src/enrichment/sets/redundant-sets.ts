import { requireLengths } from '../../arguments.ts';
/** Sets that rest on the same genes, under the name of the strongest. */
export interface SetGroup {
  /** Index of the strongest set. */
  readonly strongest: number;
  /** Indices, the strongest first, in the order of strength. */
  readonly members: readonly number[];
}

/** Genes of both over genes of either. Lists of rows, each once; 0 where both are empty. */
export function jaccardOverlap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const first = new Set(Array.from(a));
  let both = 0;
  for (let i = 0; i < b.length; i++) if (first.has(b[i]!)) both++;
  const either = a.length + b.length - both;
  return either === 0 ? 0 : both / either;
}

/**
 * Groups sets by how far their leading edges overlap: from the strongest set on, each joins the first group whose
 * strongest set overlaps it by `threshold` (Jaccard's index, 0.5 by default) or more, or founds one.
 *
 * `leadingEdges` [sets]: rows; `strength` [sets]: smaller is stronger, as p-values; equal ones keep their order, NaN comes
 * last. Groups in the order of strength. Sets of a group are alike to its strongest, not to one another by chains.
 */
export function groupRedundantSets(
  leadingEdges: readonly ArrayLike<number>[],
  strength: ArrayLike<number>,
  threshold = 0.5,
): SetGroup[] {
  requireLengths({ strength }, leadingEdges.length, 'sets');
  const known = (i: number): number => (Number.isNaN(strength[i]!) ? Number.POSITIVE_INFINITY : strength[i]!);
  const order = leadingEdges
    .map((_, i) => i)
    .sort((a, b) => (known(a) < known(b) ? -1 : known(a) > known(b) ? 1 : a - b));
  const groups: { strongest: number; members: number[] }[] = [];
  /** Groups whose strongest set has a gene. */
  const groupsOf = new Map<number, number[]>();
  for (const set of order) {
    const edge = leadingEdges[set]!;
    const shared = new Map<number, number>();
    for (let i = 0; i < edge.length; i++) {
      for (const group of groupsOf.get(edge[i]!) ?? []) shared.set(group, (shared.get(group) ?? 0) + 1);
    }
    const home = [...shared]
      .filter(([group, both]) => {
        const either = edge.length + leadingEdges[groups[group]!.strongest]!.length - both;
        return both / either >= threshold;
      })
      .reduce((first, [group]) => Math.min(first, group), groups.length);
    if (home < groups.length) {
      groups[home]!.members.push(set);
      continue;
    }
    groups.push({ strongest: set, members: [set] });
    for (let i = 0; i < edge.length; i++) {
      const list = groupsOf.get(edge[i]!);
      if (list === undefined) groupsOf.set(edge[i]!, [home]);
      else list.push(home);
    }
  }
  return groups;
}
