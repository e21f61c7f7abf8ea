import type { sharedSymbolTable, UtrLinks } from '../artifacts/gene-tables.ts';
import { Fault } from '../fault.ts';
import { type GeneAnnotation, mapGenes } from '../formats/annotation/gene-annotation.ts';
import { type LinkedUtrs, type LinkOptions, linkUtrs } from '../formats/annotation/link-utrs.ts';
import type { UtrSet } from '../formats/sequences/utr-record.ts';

/** What is known of genes beside their ids. */
export interface KnownGenes {
  /** The table that names them. */
  readonly file: string;
  readonly geneIds: readonly string[];
  /** [genes] symbols that stand in that table. */
  readonly symbols?: readonly string[] | undefined;
  /** An annotation, which goes before these symbols. */
  readonly annotation?: GeneAnnotation | undefined;
  /** Names that are built in, where neither gives any. */
  readonly builtIn?: GeneAnnotation | undefined;
  /** Weight of a gene where several have the same name, such as its reads. */
  readonly weightOf: (row: number) => number;
}

export interface NamedGenes {
  /** [genes]; empty where a gene has none. */
  readonly names: readonly string[];
  /** All names that the genes go by. */
  readonly annotation: GeneAnnotation;
  readonly areBuiltIn: boolean;
  readonly shared: ReturnType<typeof sharedSymbolTable.parse>;
  readonly notes: readonly string[];
}

/** The symbols of genes, by an annotation, else from their own table, else as built in; undefined where none has any. */
export function nameGenes(known: KnownGenes): NamedGenes | undefined {
  const { file, geneIds, symbols, weightOf } = known;
  const annotation = known.annotation ?? (symbols === undefined ? known.builtIn : undefined);
  if (annotation === undefined) {
    if (symbols === undefined) return undefined;
    const genes = geneIds.map((id, row) => ({ id, name: symbols[row] }));
    return {
      names: symbols,
      annotation: { file, genes, notes: [] },
      areBuiltIn: false,
      shared: { names: [], keptBy: [], without: [] },
      notes: [],
    };
  }
  const { names, shared, notes } = mapGenes(geneIds, annotation, 'name', weightOf);
  return {
    names: names.map((name) => name ?? ''),
    annotation,
    areBuiltIn: annotation === known.builtIn,
    shared: {
      names: shared.map(({ name }) => name),
      keptBy: shared.map(({ ids }) => ids[0]!),
      without: shared.map(({ ids }) => ids.slice(1).join(',')),
    },
    notes: [...annotation.notes, ...notes],
  };
}

export interface LinkedGenes {
  readonly links: UtrLinks;
  /** [genes] */
  readonly sequences: readonly (Uint8Array | undefined)[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Finds the 3' UTR of each gene, by its id or by another of its names, as `linkUtrs` does. Names that are built in are tried
 * only where ids alone link nothing: what a study says of its genes does not depend on them.
 */
export function linkGenes(
  geneIds: readonly string[],
  set: UtrSet,
  { named, ...options }: Omit<LinkOptions, 'annotation'> & { readonly named: NamedGenes | undefined },
): LinkedGenes {
  const link = (annotation: GeneAnnotation | undefined) => linkUtrs(geneIds, set, { ...options, annotation });
  const { chosen, notes, warnings } = named?.areBuiltIn ? linkById(link, named.annotation) : link(named?.annotation);
  const linked = chosen.flatMap((choice, row) => (choice === undefined ? [] : [{ gene: geneIds[row]!, ...choice }]));
  return {
    links: {
      geneIds: linked.map(({ gene }) => gene),
      utrIds: linked.map(({ record }) => record.id),
      transcripts: linked.map(({ record }) => record.transcript ?? record.id),
      choices: linked.map(({ by }) => by),
      counts: Int32Array.from(linked, ({ of }) => of),
    },
    sequences: chosen.map((choice) => choice?.record.sequence),
    notes,
    warnings,
  };
}

function linkById(link: (annotation: GeneAnnotation | undefined) => LinkedUtrs, builtIn: GeneAnnotation): LinkedUtrs {
  try {
    return link(undefined);
  } catch (error) {
    if (error instanceof Fault) return link(builtIn);
    throw error;
  }
}
