import { linkUtrs } from '../../../src/formats/annotation/link-utrs.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import type { GeneNames } from '../../../src/ranking/sites/gather-sites.ts';
import { openInput } from '../../files/open-input.ts';

/** 3' UTRs of the genes of a result table; [genes] each, undefined where there is none. */
export interface GeneUtrs {
  readonly sequences: readonly (Uint8Array | undefined)[];
  readonly notes: readonly string[];
}

/** Reads 3' UTRs and gives each gene its own, by id or by symbol. */
export async function readGeneUtrs(file: string, { geneIds, symbols }: GeneNames): Promise<GeneUtrs> {
  const set = await readUtrs(openInput(file));
  const genes = geneIds.map((id, row) => ({ id, name: symbols?.[row] }));
  const annotation = symbols === undefined ? undefined : { file, genes, notes: [] };
  const { utrs, notes } = linkUtrs(geneIds, set, { annotation });
  return { sequences: utrs.map((utr) => utr?.sequence), notes };
}

/** The seeds of miRNAs, each once. */
export function seedsOf(mirnas: readonly Mirna[]): string[] {
  return [...new Set(mirnas.map(({ seed }) => seed))];
}
