import type { SetCollection } from '../../enrichment/known-sets/set-collection.ts';
import { Fault } from '../../fault.ts';

/** The genes that sets are looked up among. */
export interface SetGenes {
  /** The table that names them. */
  readonly file: string;
  /** [genes] as the table names them. */
  readonly ids: readonly string[];
  /** [genes] symbols beside the ids; empty where a gene has none. */
  readonly symbols?: readonly string[] | undefined;
  /** [genes] NaN where a gene was not tested. */
  readonly statistic: Float64Array;
  /** [genes] of several rows of one gene that with the largest weight stands for it. */
  readonly weight?: Float64Array | undefined;
}

/** What a name means: the same number for all names of one gene; undefined where none has it, `ambiguous` where several do. */
export type IdentifyGene = (name: string) => number | 'ambiguous' | undefined;

/** A set with its tested genes as rows of the table. */
export interface MappedSet {
  readonly name: string;
  readonly collection: string;
  readonly title: string;
  /** Genes that the collection lists. */
  readonly size: number;
  /** Ascending, each once. */
  readonly rows: Int32Array;
}

export type LossReason = 'not in the table' | 'not tested' | 'ambiguous';

export interface LostSymbol {
  readonly symbol: string;
  readonly collection: string;
  readonly sets: number;
  readonly reason: LossReason;
}

export interface MappedSets {
  readonly sets: readonly MappedSet[];
  readonly lost: readonly LostSymbol[];
  /** Symbols that were found under another name of their gene. */
  readonly renamed: number;
}

/**
 * Finds the genes of sets in a table: by the id or symbol as it stands there, else by what the name means (`identify`), so that
 * older names and accessions meet. Sets none of whose symbols is found are a {@link Fault} that shows names of both sides.
 */
export function mapSets(collections: readonly SetCollection[], genes: SetGenes, identify: IdentifyGene): MappedSets {
  const finder = findRows(genes, identify);
  const lost: LostSymbol[] = [];
  const sets: MappedSet[] = [];
  let renamed = 0;
  for (const collection of collections) {
    const found = collection.symbols.map(finder);
    renamed += found.filter(({ row, byName }) => row !== undefined && !byName).length;
    const counts = countSets(collection);
    for (const [symbol, { reason }] of found.entries()) {
      if (reason !== undefined)
        lost.push({ symbol: collection.symbols[symbol]!, collection: collection.name, sets: counts[symbol]!, reason });
    }
    for (const set of collection.sets) {
      const rows = new Set<number>();
      for (let i = 0; i < set.members.length; i++) {
        const { row, reason } = found[set.members[i]!]!;
        if (row !== undefined && reason === undefined) rows.add(row);
      }
      sets.push({
        name: set.name,
        collection: collection.name,
        title: set.description,
        size: set.members.length,
        rows: Int32Array.from(rows).sort(),
      });
    }
  }
  if (sets.every(({ rows }) => rows.length === 0)) throw nothingFound(collections, genes);
  return { sets, lost, renamed };
}

export interface FoundRow {
  readonly row?: number | undefined;
  /** As the table names it. */
  readonly byName?: boolean;
  readonly reason?: LossReason | undefined;
}

/** Finds the row of a gene by any of its names. */
export function findRows(
  { ids, symbols, statistic, weight }: SetGenes,
  identify: IdentifyGene,
): (symbol: string) => FoundRow {
  const byName = new Map<string, number>();
  const byGene = new Map<number, number>();
  /** The heavier of two rows of a gene; one that was tested before one that was not. */
  const better = (row: number, than: number | undefined): boolean => {
    if (than === undefined) return true;
    const [isTested, wasTested] = [row, than].map((one) => !Number.isNaN(statistic[one]!));
    if (isTested !== wasTested) return isTested!;
    return weight !== undefined && weight[row]! > weight[than]!;
  };
  const keep = <Key>(rows: Map<Key, number>, key: Key, row: number): void => {
    if (better(row, rows.get(key))) rows.set(key, row);
  };
  ids.forEach((id, row) => {
    const names = [id, symbols?.[row] ?? ''].filter((name) => name !== '');
    for (const name of names) keep(byName, name, row);
    for (const name of names) {
      const gene = identify(name);
      if (typeof gene !== 'number') continue;
      keep(byGene, gene, row);
      break;
    }
  });
  return (symbol) => {
    const named = byName.get(symbol);
    const gene = named === undefined ? identify(symbol) : undefined;
    const row = named ?? (typeof gene === 'number' ? byGene.get(gene) : undefined);
    if (row === undefined) return { reason: gene === 'ambiguous' ? 'ambiguous' : 'not in the table' };
    return { row, byName: named !== undefined, reason: Number.isNaN(statistic[row]!) ? 'not tested' : undefined };
  };
}

/** [symbols] in how many sets each is. */
function countSets({ sets, symbols }: SetCollection): Int32Array {
  const counts = new Int32Array(symbols.length);
  for (const { members } of sets) for (let i = 0; i < members.length; i++) counts[members[i]!]!++;
  return counts;
}

function nothingFound(collections: readonly SetCollection[], { file, ids, symbols }: SetGenes): Fault {
  const three = (names: readonly string[]) =>
    names
      .filter((name) => name !== '')
      .slice(0, 3)
      .join(', ');
  const shown = symbols?.some((symbol) => symbol !== '') ? symbols : ids;
  return new Fault({
    code: 'SETS_NO_GENE',
    message: 'no gene of the sets is among the tested genes',
    file,
    found: `genes ${three(shown)} and sets with ${three(collections.flatMap((one) => one.symbols.slice(0, 3)))}`,
    expected: 'genes named alike: symbols, or Ensembl or Entrez ids of human genes',
    hint: 'Give sets of the species of the table, or an --annotation with the symbols of its genes.',
  });
}
