/** Whether samples lie where their sheet says they belong. */

/**
 * Silhouette of each sample among the groups: (b - a) / max(a, b) with a the mean distance to the others of its own group
 * and b that to the nearest other group. Near 1: well inside its group; negative: nearer to another. NaN for a sample
 * alone in its group, or where there is one group.
 *
 * Source: Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7.
 *
 * @param distances [samples x samples], row-major
 * @param groups [samples]
 */
export function silhouettes(distances: Float64Array, groups: readonly string[]): Float64Array {
  const n = groups.length;
  return Float64Array.from(groups, (own, sample) => {
    const means = new Map<string, { sum: number; count: number }>();
    groups.forEach((group, other) => {
      if (other === sample) return;
      const mean = means.get(group) ?? { sum: 0, count: 0 };
      means.set(group, { sum: mean.sum + distances[sample * n + other]!, count: mean.count + 1 });
    });
    const within = means.get(own);
    const others = [...means].filter(([group]) => group !== own).map(([, { sum, count }]) => sum / count);
    if (within === undefined || others.length === 0) return Number.NaN;
    const a = within.sum / within.count;
    const b = Math.min(...others);
    return a === b ? 0 : (b - a) / Math.max(a, b);
  });
}

/**
 * Share of the variance of scores that lies between groups, eta^2 = SS(between) / SS(total): 1 where groups tell all, 0
 * where nothing. NaN where scores do not vary.
 *
 * @param scores [samples]
 * @param groups [samples]
 */
export function varianceBetweenGroups(scores: Float64Array, groups: readonly string[]): number {
  const members = new Map<string, number[]>();
  groups.forEach((group, sample) => {
    members.set(group, [...(members.get(group) ?? []), scores[sample]!]);
  });
  const mean = (values: readonly number[] | Float64Array) => sumOf(values) / values.length;
  const center = mean(scores);
  const total = sumOf(scores.map((score) => (score - center) ** 2));
  const between = sumOf([...members.values()].map((group) => group.length * (mean(group) - center) ** 2));
  return total > 0 ? between / total : Number.NaN;
}

/** How two groupings of the same samples overlap. */
export type Overlap =
  /** Each level of either goes with one level of the other. */
  | 'same'
  /** Each level of the first goes with one level of the second: the first tells the second. */
  | 'nested'
  | 'crossed';

/** @param first [samples] @param second [samples] */
export function overlapOfGroupings(first: readonly string[], second: readonly string[]): Overlap {
  if (!determines(first, second)) return 'crossed';
  return determines(second, first) ? 'same' : 'nested';
}

function determines(by: readonly string[], what: readonly string[]): boolean {
  const seen = new Map<string, string>();
  return by.every((level, sample) => {
    const other = seen.get(level) ?? what[sample]!;
    seen.set(level, other);
    return other === what[sample];
  });
}

function sumOf(values: readonly number[] | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
