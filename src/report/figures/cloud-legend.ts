/** The first series are named even where they have no genes; a longer legend says nothing more. */
const ALWAYS_NAMED = 2;

export const CLOUD_LEGEND = {
  top: 4,
  left: 58,
  right: 10,
  itemWidth: 12,
  itemHeight: 10,
  itemGap: 11,
  fontSize: 11.5,
} as const;

/** Names of the series of a cloud with the numbers of their genes. */
export function countedNames(names: readonly string[], sizes: readonly number[]): string[] {
  return names.map((name, group) => `${name} (${(sizes[group] ?? 0).toLocaleString('en')})`);
}

/** The entries of the legend: series that have genes. */
export function namedSeries(
  names: readonly string[],
  sizes: readonly number[],
  symbols: readonly string[],
): { readonly name: string; readonly icon: string }[] {
  return names
    .map((name, group) => ({ name, icon: symbols[group] ?? 'circle' }))
    .filter((_, group) => group < ALWAYS_NAMED || sizes[group]! > 0);
}
