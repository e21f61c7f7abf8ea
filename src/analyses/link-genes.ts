import type { sharedSymbolTable, UtrLinks } from '../artifacts/gene-tables.ts';
import { type GeneAnnotation, mapGenes } from '../formats/annotation/gene-annotation.ts';
import { type LinkOptions, linkUtrs } from '../formats/annotation/link-utrs.ts';
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
  /** Weight of a gene where several have the same name, such as its reads. */
  readonly weightOf: (row: number) => number;
}

export interface NamedGenes {
  /** [genes]; empty where a gene has none. */
  readonly names: readonly string[];
  /** All names that the genes go by. */
  readonly annotation: GeneAnnotation;
  readonly shared: ReturnType<typeof sharedSymbolTable.parse>;
  readonly notes: readonly string[];
}

/** The symbols of genes, by an annotation, else from their own table; undefined where neither has any. */
export function nameGenes({ file, geneIds, symbols, annotation, weightOf }: KnownGenes): NamedGenes | undefined {
  if (annotation === undefined) {
    if (symbols === undefined) return undefined;
    const genes = geneIds.map((id, row) => ({ id, name: symbols[row] }));
    return {
      names: symbols,
      annotation: { file, genes, notes: [] },
      shared: { names: [], keptBy: [], without: [] },
      notes: [],
    };
  }
  const { names, shared, notes } = mapGenes(geneIds, annotation, 'name', weightOf);
  return {
    names: names.map((name) => name ?? ''),
    annotation,
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

/** Finds the 3' UTR of each gene, by its id or by another of its names, as `linkUtrs` does. */
export function linkGenes(geneIds: readonly string[], set: UtrSet, options: LinkOptions): LinkedGenes {
  const { chosen, notes, warnings } = linkUtrs(geneIds, set, options);
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
