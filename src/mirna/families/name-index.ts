import type { Mirna } from './mirna.ts';
import { parseName, stemOf } from './mirna-name.ts';

/** A miRNA with its name taken apart. */
export interface NamedEntry {
  readonly mirna: Mirna;
  readonly species: string | undefined;
  readonly body: string;
}

/** miRNAs by the parts of their names; lists keep their order. */
export interface NameIndex {
  readonly all: readonly NamedEntry[];
  /** By exact names, names in lower case, and accessions in lower case: the first that has it. */
  readonly exact: ReadonlyMap<string, Mirna>;
  readonly bySpecies: ReadonlyMap<string | undefined, readonly NamedEntry[]>;
  /** By bodies without arms. */
  readonly byStem: ReadonlyMap<string, readonly NamedEntry[]>;
}

const indices = new WeakMap<readonly Mirna[], NameIndex>();

/** The index of a list of miRNAs, made once. */
export function indexNames(mirnas: readonly Mirna[]): NameIndex {
  const index = indices.get(mirnas) ?? makeIndex(mirnas);
  indices.set(mirnas, index);
  return index;
}

function makeIndex(mirnas: readonly Mirna[]): NameIndex {
  const all = mirnas.map((mirna) => ({ mirna, ...parseName(mirna.name) }));
  const exact = new Map<string, Mirna>();
  const keys: readonly ((mirna: Mirna) => string | undefined)[] = [
    ({ name }) => name,
    ({ accession }) => accession?.toLowerCase(),
    ({ name }) => name.toLowerCase(),
  ];
  for (const keyOf of keys) {
    for (const mirna of mirnas) {
      const key = keyOf(mirna);
      if (key !== undefined && !exact.has(key)) exact.set(key, mirna);
    }
  }
  return {
    all,
    exact,
    bySpecies: groupBy(all, ({ species }) => species),
    byStem: groupBy(all, ({ body }) => stemOf(body)),
  };
}

function groupBy<K>(entries: readonly NamedEntry[], keyOf: (entry: NamedEntry) => K): Map<K, NamedEntry[]> {
  const groups = new Map<K, NamedEntry[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group === undefined) groups.set(keyOf(entry), [entry]);
    else group.push(entry);
  }
  return groups;
}
