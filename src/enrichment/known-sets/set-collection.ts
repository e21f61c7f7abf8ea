/** Gene sets of one source; p-values are adjusted among them. */
export interface SetCollection {
  /** In tables: `go`, `hippo`, or the name of a file. */
  readonly name: string;
  /** Where it is from, for notes: a file, or data base and date. */
  readonly source: string;
  /** The genes that any of the sets has, each once. */
  readonly symbols: readonly string[];
  readonly sets: readonly CollectedSet[];
}

export interface CollectedSet {
  readonly name: string;
  readonly description: string;
  /** Its genes as places in `symbols`, each once. */
  readonly members: ArrayLike<number>;
}

/** Collects sets that list their genes by symbol. */
export function collectSets(
  name: string,
  source: string,
  sets: readonly { readonly name: string; readonly description: string; readonly genes: readonly string[] }[],
): SetCollection {
  const numbers = new Map<string, number>();
  const numberOf = (symbol: string): number => {
    const known = numbers.get(symbol);
    if (known !== undefined) return known;
    numbers.set(symbol, numbers.size);
    return numbers.size - 1;
  };
  const collected = sets.map((set) => ({
    name: set.name,
    description: set.description,
    members: Uint32Array.from(new Set(set.genes), numberOf),
  }));
  return { name, source, symbols: [...numbers.keys()], sets: collected };
}
