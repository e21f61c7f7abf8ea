import type { lostSymbolTable, setTable, skippedSetTable } from '../../artifacts/set-tables.ts';
import type { GeneSet } from '../../formats/sets/gene-set.ts';
import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import type { LostSymbol, MappedSet } from './map-sets.ts';
import { pOf, type SetResults } from './test-sets.ts';

export type SetValues = ReturnType<typeof setTable.parse>;
export type LostSymbolValues = ReturnType<typeof lostSymbolTable.parse>;
export type SkippedSetValues = ReturnType<typeof skippedSetTable.parse>;

/** Sets with the results of their tests, `[sets]` each, and how their genes are called. */
export interface TestedSets {
  readonly sets: readonly MappedSet[];
  readonly results: SetResults;
  /** [genes] */
  readonly geneNames: readonly string[];
}

/** Places of the sets by the p-value of the first test that was chosen; the stronger before the weaker where that is 0. */
export function orderSets({ sets, results }: Pick<TestedSets, 'sets' | 'results'>): number[] {
  const { camera, gsea, first } = results;
  const firstP = pOf(results);
  const strength = { camera: camera?.t, fry: undefined, ora: undefined, gsea: gsea?.es }[first];
  return [...sets.keys()].sort(
    (a, b) =>
      orLast(firstP[a]!) - orLast(firstP[b]!) || Math.abs(strength?.[b] ?? 0) - Math.abs(strength?.[a] ?? 0) || a - b,
  );
}

/** The sets as a table, in the order of `orderSets`. */
export function setValues({ sets, results, geneNames }: TestedSets): SetValues {
  const { camera, fry, ora, candidates, gsea, sites, groups } = results;
  const fdrOf = (p: Float64Array) => adjustWithin(sets, p);
  const order = orderSets({ sets, results });
  const numbers = (values: Float64Array) => Float64Array.from(order, (set) => values[set]!);
  const integers = (value: (set: number) => number) => Int32Array.from(order, value);
  const texts = (value: (set: number) => string) => order.map(value);
  return {
    sets: texts((set) => sets[set]!.name),
    collections: texts((set) => sets[set]!.collection),
    sizes: integers((set) => sets[set]!.size),
    mapped: integers((set) => sets[set]!.rows.length),
    ...(gsea && {
      es: numbers(gsea.es),
      nes: numbers(gsea.nes),
      gseaP: numbers(gsea.p),
      gseaFdr: numbers(fdrOf(gsea.p)),
      gseaError: numbers(gsea.log2Error),
    }),
    ...(camera && { cameraT: numbers(camera.t), cameraP: numbers(camera.p), cameraFdr: numbers(fdrOf(camera.p)) }),
    ...(fry && { fryP: numbers(fry.p), fryFdr: numbers(fdrOf(fry.p)) }),
    ...(ora && {
      oraOverlap: integers((set) => ora.overlap[set]!),
      oraP: numbers(ora.p),
      oraFdr: numbers(fdrOf(ora.p)),
    }),
    ...(candidates && {
      candidateOverlap: integers((set) => candidates.overlap[set]!),
      candidateP: numbers(candidates.p),
      candidateFdr: numbers(fdrOf(candidates.p)),
    }),
    fdr: numbers(fdrOf(pOf(results))),
    ...(gsea && {
      leadingEdge: texts((set) => namesOf(gsea.leadingEdges[set]!, geneNames).join(',')),
      groups: texts((set) => sets[groups![set]!]!.name),
    }),
    ...(sites && {
      siteGenes: integers((set) => sites.genes[set]!),
      directShift: numbers(sites.directShift),
      directP: numbers(sites.directP),
      downstreamShift: numbers(sites.downstreamShift),
      downstreamP: numbers(sites.downstreamP),
      labels: texts((set) => sites.labels[set]!),
    }),
    titles: texts((set) => sets[set]!.title),
  };
}

/** Leading edges as gene sets, in the order of the table; sets of several collections may share a name. */
export function leadingEdgeSets({ sets, results: { gsea }, geneNames }: TestedSets): readonly GeneSet[] {
  return sets.flatMap(({ name, collection, title }, set) => {
    const genes = namesOf(gsea?.leadingEdges[set] ?? [], geneNames);
    return genes.length === 0 ? [] : [{ name, description: title === '' ? collection : title, genes }];
  });
}

export function lostSymbolValues(lost: readonly LostSymbol[]): LostSymbolValues {
  return {
    symbols: lost.map(({ symbol }) => symbol),
    collections: lost.map(({ collection }) => collection),
    sets: Int32Array.from(lost, ({ sets }) => sets),
    reasons: lost.map(({ reason }) => reason),
  };
}

export function skippedSetValues(skipped: readonly MappedSet[], fewest: number): SkippedSetValues {
  return {
    sets: skipped.map(({ name }) => name),
    collections: skipped.map(({ collection }) => collection),
    sizes: Int32Array.from(skipped, ({ size }) => size),
    mapped: Int32Array.from(skipped, ({ rows }) => rows.length),
    reasons: skipped.map(({ rows }) => (rows.length < fewest ? 'too small' : 'too large')),
  };
}

/** Benjamini and Hochberg within each collection; NaN stays and is not counted. */
function adjustWithin(sets: readonly MappedSet[], p: Float64Array): Float64Array {
  const adjusted = new Float64Array(p.length);
  for (const collection of new Set(sets.map((set) => set.collection))) {
    const own = [...sets.keys()].filter((set) => sets[set]!.collection === collection);
    const values = adjustPValues(
      Float64Array.from(own, (set) => p[set]!),
      'BH',
    );
    for (const [at, set] of own.entries()) adjusted[set] = values[at]!;
  }
  return adjusted;
}

function namesOf(rows: ArrayLike<number>, names: readonly string[]): string[] {
  return Array.from(rows, (row) => names[row]!);
}

function orLast(p: number): number {
  return Number.isNaN(p) ? 2 : p;
}
